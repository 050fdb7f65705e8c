package dev.tagwright.host.plugins;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Real archives, also hostile ones, in a real folder. */
class PluginsTest extends PluginsInFolder {

    private static final DocumentId DOCUMENT = new DocumentId(7);

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
}
