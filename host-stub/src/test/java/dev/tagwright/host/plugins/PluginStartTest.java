package dev.tagwright.host.plugins;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Plugins that do not start, or not at once. */
class PluginStartTest extends PluginsInFolder {

    @Test
    void aPluginThatThrowsAtStartIsShownAsFailed() throws Exception {
        archive()
                .plugin(
                        "public void start(HostServices host) { throw new IllegalStateException(\"port 99 is taken\"); }")
                .writeTo(drop("a.zip"));
        startsAndEndsAs(
                PluginState.FAILED,
                "The plugin (sample) threw java.lang.IllegalStateException from start: port 99 is taken");
    }

    @Test
    void aPluginThatThrowsAnErrorAtStartIsShownAsFailed() throws Exception {
        archive()
                .plugin("public void start(HostServices host) { throw new NoClassDefFoundError(\"x\"); }")
                .writeTo(drop("a.zip"));
        startsAndEndsAs(PluginState.FAILED, "The plugin (sample) threw java.lang.NoClassDefFoundError from start: x");
    }

    @Test
    void aPluginThatHangsAtStartIsGivenUpAndAnotherRunsMeanwhile() throws Exception {
        plugins = make(Duration.ofSeconds(2));
        archive()
                .id("hanging")
                .plugin("public void start(HostServices host) { while (true) { Thread.interrupted();"
                        + " java.util.concurrent.locks.LockSupport.park(); } }")
                .writeTo(drop("a.zip"));
        archive().id("working").plugin("").writeTo(drop("b.zip"));
        plugins.start();
        assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo(new PluginStarted("working"));
        until("given up", () -> plugins.all().get(0).state() == PluginState.FAILED);
        assertThat(plugins.all().get(0).message())
                .isEqualTo("The plugin (hanging) did not answer start within 2 s and was interrupted.");
        assertThat(plugins.classifier().orElseThrow().id()).isEqualTo("working");
    }

    @Test
    void aPluginThatTookTheProcessWithItTwiceIsHeldBack() throws Exception {
        archive().plugin("").writeTo(drop("a.zip"));
        String digest = PluginArchive.open(drop("a.zip"), ArchiveLimits.DEFAULT).digest();
        StartMarks before = new StartMarks(folder.resolve("unpacked"));
        before.begin("sample", digest);
        before.begin("sample", digest);
        startsAndEndsAs(
                PluginState.REFUSED,
                "The host ended 2 times while the plugin (sample) was starting, so it is held back. Maybe install"
                        + " another version, or remove the file sample-" + digest
                        + ".starting in the folder of unpacked plugins to try again.");
    }

    @Test
    void aPluginThatFailedCanBeStartedAgainAfterItsFaultWasMended() throws Exception {
        Path mended = folder.resolve("mended");
        archive()
                .plugin("public void start(HostServices host) { if (!new java.io.File(\"" + mended
                        + "\").exists()) { throw new IllegalStateException(\"not yet\"); } }")
                .writeTo(drop("a.zip"));
        startsAndEndsAs(
                PluginState.FAILED, "The plugin (sample) threw java.lang.IllegalStateException from start: not yet");
        Files.createFile(mended);
        assertThat(plugins.restart("sample")).isTrue();
        untilState(PluginState.RUNNING);
        assertThat(plugins.restart("unknown")).isFalse();
    }

    @Test
    void aPluginThatDidNotStartInTimeIsStartedAgainByItselfAndRuns() throws Exception {
        Path slow = folder.resolve("slow");
        Files.createFile(slow);
        archive()
                .plugin("public void start(HostServices host) { while (new java.io.File(\"" + slow
                        + "\").exists() && !Thread.currentThread().isInterrupted()) { Thread.onSpinWait(); } }")
                .writeTo(drop("a.zip"));
        plugins = make(Duration.ofSeconds(2), Duration.ofMillis(200));
        plugins.start();
        untilState(PluginState.FAILED);
        assertThat(only().message())
                .isEqualTo("The plugin (sample) did not answer start within 2 s and was interrupted.");
        Files.delete(slow);
        untilState(PluginState.RUNNING);
        assertThat(plugins.classifier()).isPresent();
    }

    @Test
    void aPluginWhoseStartComesBackAfterItWasGivenUpIsClosedWithItsOwnClasses() throws Exception {
        Path slow = folder.resolve("slow");
        Path closed = folder.resolve("closed");
        Files.createFile(slow);
        archive()
                .plugin("public void start(HostServices host) { while (new java.io.File(\"" + slow
                        + "\").exists()) { Thread.onSpinWait(); } }"
                        + "public void close() { try { new Late(); java.nio.file.Files.createFile(java.nio.file.Path.of(\""
                        + closed + "\")); } catch (Exception e) { throw new IllegalStateException(e); } }"
                        + "static class Late {}")
                .writeTo(drop("a.zip"));
        plugins = make(Duration.ofSeconds(2), Duration.ZERO);
        plugins.start();
        untilState(PluginState.FAILED);
        assertThat(closed).doesNotExist();
        Files.delete(slow);
        until("closed", () -> Files.exists(closed));
        assertThat(plugins.classifier()).isEmpty();
    }

    @Test
    void pausesBetweenStartsGrowUpToAnHourAndZeroMeansNever() {
        PluginSettings settings = settings(Duration.ofMinutes(1));
        assertThat(settings.pause(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.pause(3)).isEqualTo(Duration.ofMinutes(9));
        assertThat(settings.pause(100)).isEqualTo(Duration.ofHours(1));
        assertThat(settings(Duration.ZERO).pause(1)).isNull();
    }

    private PluginSettings settings(Duration retry) {
        return new PluginSettings(folder, null, Duration.ofSeconds(1), 2, 1, Duration.ofSeconds(1), retry, 1);
    }
}
