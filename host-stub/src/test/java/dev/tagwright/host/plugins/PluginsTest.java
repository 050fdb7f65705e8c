package dev.tagwright.host.plugins;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real archives, also hostile ones, in a real folder. */
class PluginsTest {

    private static final DocumentId DOCUMENT = new DocumentId(7);

    @TempDir
    Path folder;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private Plugins plugins;

    @BeforeEach
    void make() {
        plugins = make(Duration.ofSeconds(60));
    }

    private Plugins make(Duration startBudget) {
        return make(startBudget, Duration.ofMinutes(1));
    }

    private Plugins make(Duration startBudget, Duration retry) {
        PluginSettings settings = new PluginSettings(
                folder.resolve("plugins"), null, Duration.ofMillis(100), 2, 50_000_000, startBudget, retry, 1);
        return new Plugins(settings, folder.resolve("unpacked"), id -> services(), events::add, Clock.systemUTC());
    }

    /** These tests are about plugins that ask nothing of their host. */
    private static HostServices services() {
        return (HostServices) Proxy.newProxyInstance(
                HostServices.class.getClassLoader(),
                new Class<?>[] {HostServices.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @AfterEach
    void stop() {
        plugins.stop();
    }

    private Path drop(String name) {
        return folder.resolve("plugins").resolve(name);
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private PluginView only() {
        List<PluginView> all = plugins.all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void untilState(PluginState state) {
        until("state " + state + " in " + plugins.all(), () -> {
            List<PluginView> all = plugins.all();
            return all.size() == 1 && all.get(0).state() == state;
        });
    }

    private void startsAndEndsAs(PluginState state, String message) {
        plugins.start();
        untilState(state);
        assertThat(only().message()).isEqualTo(message);
        assertThat(plugins.classifier()).isEmpty();
    }

    @Test
    void aPluginThatLiesInTheFolderRunsAndIsTold() throws Exception {
        archive().plugin("").writeTo(drop("a.zip"));
        plugins.start();
        assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo(new PluginStarted("sample"));
        assertThat(only()).isEqualTo(new PluginView("a.zip", "sample", "Sample", "1.0", PluginState.RUNNING, "", true));
        assertThat(plugins.classifier().orElseThrow().decide(DOCUMENT).snapshot())
                .isEqualTo("s1");
    }

    @Test
    void aPluginThatIsDroppedLaterIsStartedAndOneThatIsTakenAwayIsStopped() throws Exception {
        plugins.start();
        archive().plugin("").writeTo(drop("a.zip"));
        untilState(PluginState.RUNNING);
        Files.delete(drop("a.zip"));
        until("no plugin", () -> plugins.all().isEmpty());
        assertThat(plugins.classifier()).isEmpty();
    }

    @Test
    void aPluginSeesItsOwnLibrariesAndNoneOfTheHost() throws Exception {
        archive().plugin("""
                        public String suggestionState() {
                            String seen = "";
                            for (String name : List.of("org.springframework.boot.SpringApplication",
                                    "dev.tagwright.host.HostApplication", "org.h2.Driver", "org.slf4j.Logger",
                                    "jakarta.servlet.Servlet", "javax.sql.DataSource", "sample.Sample")) {
                                try {
                                    Class.forName(name);
                                    seen += "+";
                                } catch (ClassNotFoundException e) {
                                    seen += "-";
                                }
                            }
                            boolean context = Thread.currentThread().getContextClassLoader() == Sample.class.getClassLoader();
                            boolean leaks = Sample.class.getResource("/META-INF/spring.factories") != null
                                || Sample.class.getResource("/org/h2/Driver.class") != null;
                            return seen + context + leaks;
                        }
                        """).writeTo(drop("a.zip"));
        plugins.start();
        untilState(PluginState.RUNNING);
        assertThat(plugins.classifier().orElseThrow().suggestionState()).isEqualTo("---++++truefalse");
    }

    @Test
    void aClassThatIsNotInTheArchiveIsToldByName() throws Exception {
        archive().className("sample.Missing").plugin("").writeTo(drop("a.zip"));
        startsAndEndsAs(
                PluginState.FAILED,
                "The class (sample.Missing) that plugin.properties names is not in the archive. Maybe a jar is missing.");
    }

    @Test
    void aClassThatIsNoPluginIsRefused() throws Exception {
        archive().className("java.lang.String").plugin("").writeTo(drop("a.zip"));
        startsAndEndsAs(
                PluginState.FAILED,
                "The class (java.lang.String) does not implement dev.tagwright.api.plugin.ClassifierPlugin.");
    }

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
                .plugin("public void start(HostServices host) { while (true) { try { Thread.sleep(100000); }"
                        + " catch (InterruptedException e) { } } }")
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
    void aFileThatIsNoArchiveIsShownWithTheReason() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        Files.writeString(drop("a.zip"), "no archive");
        startsAndEndsAs(
                PluginState.REFUSED,
                "The file is not a zip archive that can be read. Maybe it was not copied completely.");
    }

    @Test
    void ofTwoArchivesOfOnePluginTheNewestRunsAndTheOtherSaysWhyNot() throws Exception {
        archive().version("1.10").plugin("").writeTo(drop("a.zip"));
        archive().version("1.9").plugin("").writeTo(drop("b.zip"));
        plugins.start();
        until("running", () -> plugins.classifier().isPresent());
        assertThat(plugins.all())
                .containsExactly(
                        new PluginView("a.zip", "sample", "Sample", "1.10", PluginState.RUNNING, "", true),
                        new PluginView(
                                "b.zip",
                                "sample",
                                "Sample",
                                "1.9",
                                PluginState.REFUSED,
                                "Another archive (a.zip) holds version 1.10 of the same plugin (sample), and only one"
                                        + " can run. Maybe remove this one.",
                                false));
    }

    @Test
    void anUploadReplacesTheVersionBeforeAndSaysWhenNativeCodeTakesEffect() throws Exception {
        plugins.start();
        plugins.install(Files.newInputStream(archive().version("1.0").plugin("").writeTo(folder.resolve("one.zip"))));
        untilState(PluginState.RUNNING);
        Path two = archive()
                .version("2.0")
                .plugin("public String suggestionState() { return \"two\"; }")
                .writeTo(folder.resolve("two.zip"));
        assertThat(plugins.install(Files.newInputStream(two))).isEqualTo("sample");
        until(
                "version 2.0",
                () -> plugins.all().size() == 1
                        && only().version().equals("2.0")
                        && only().state() == PluginState.RUNNING);
        assertThat(only().file()).isEqualTo("sample-2.0.zip");
        assertThat(only().message())
                .isEqualTo("Installed while the host ran: its native code takes effect at the next start of the host.");
        assertThat(plugins.classifier().orElseThrow().suggestionState()).isEqualTo("two");
    }

    @Test
    void aBrokenUploadChangesNothing() throws Exception {
        plugins.start();
        plugins.install(Files.newInputStream(archive().plugin("").writeTo(folder.resolve("one.zip"))));
        untilState(PluginState.RUNNING);
        Path broken = archive()
                .version("2.0")
                .plugin("")
                .sum("lib/sample.jar", "1".repeat(64))
                .writeTo(folder.resolve("two.zip"));
        assertThatThrownBy(() -> plugins.install(Files.newInputStream(broken)))
                .isInstanceOf(PluginRefused.class)
                .hasMessageStartingWith("The entry (lib/sample.jar) does not have the SHA-256");
        assertThat(only().version()).isEqualTo("1.0");
        assertThat(plugins.classifier()).isPresent();
        assertThat(folder.resolve("plugins").toFile().list()).containsExactly("sample-1.0.zip");
    }

    @Test
    void aRemovedPluginIsGone() throws Exception {
        archive().plugin("").writeTo(drop("a.zip"));
        plugins.start();
        untilState(PluginState.RUNNING);
        assertThat(plugins.remove("sample")).isTrue();
        assertThat(plugins.all()).isEmpty();
        assertThat(drop("a.zip")).doesNotExist();
        assertThat(plugins.remove("sample")).isFalse();
    }

    @Test
    void anAnswerOfNothingIsAFault() throws Exception {
        archive()
                .plugin(
                        "public Suggestions decide(DocumentId d) { return null; }"
                                + "public Suggestions suggest(DocumentId d, Caller c) { return new Suggestions(d, 1, null, List.of(), \"\"); }"
                                + "public Extraction extract(FileToRead f, PageProgress p) { return new Extraction.Read(\"a/b\", null, List.of(), null); }")
                .writeTo(drop("a.zip"));
        plugins.start();
        untilState(PluginState.RUNNING);
        Classifier classifier = plugins.classifier().orElseThrow();
        assertThatThrownBy(() -> classifier.decide(DOCUMENT))
                .isInstanceOf(PluginFailure.class)
                .hasMessage("The plugin (sample) answered decide with nothing (null).");
        assertThatThrownBy(() -> classifier.suggest(DOCUMENT, Caller.HOST))
                .hasMessage("The plugin (sample) answered suggest with nothing (null).");
        assertThatThrownBy(
                        () -> classifier.extract(new FileToRead(folder, "x", FileToRead.Hints.NONE), PageProgress.NONE))
                .hasMessage("The plugin (sample) answered extract with nothing (null).");
    }

    @Test
    void anAnswerForAnotherDocumentIsAFault() throws Exception {
        archive()
                .plugin("public Suggestions decide(DocumentId d) {"
                        + " return new Suggestions(new DocumentId(99), 1, \"\", List.of(), \"\"); }")
                .writeTo(drop("a.zip"));
        plugins.start();
        untilState(PluginState.RUNNING);
        assertThatThrownBy(() -> plugins.classifier().orElseThrow().decide(DOCUMENT))
                .isInstanceOf(PluginFailure.class);
    }

    @Test
    void afterSeveralFaultsInARowThePluginIsNotAskedForAWhile() throws Exception {
        archive()
                .plugin(
                        "static int calls; public Suggestions decide(DocumentId d) { calls++; throw new AssertionError(); }"
                                + "public String suggestionState() { return \"\" + calls; }")
                .writeTo(drop("a.zip"));
        plugins.start();
        untilState(PluginState.RUNNING);
        Classifier classifier = plugins.classifier().orElseThrow();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> classifier.decide(DOCUMENT)).isInstanceOf(PluginFailure.class);
        }
        assertThat(classifier.suggestionState()).isEqualTo("5");
        assertThat(only().state()).isEqualTo(PluginState.TROUBLED);
        assertThat(only().message()).isEqualTo("The plugin (sample) threw java.lang.AssertionError from decide.");
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
