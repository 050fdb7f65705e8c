package dev.tagwright.classifier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeds in a process that has no network at all, from an empty cache: nothing is downloaded, nobody is called. */
class EmbeddingOfflineIT {

    @TempDir
    private Path folder;

    @Test
    void theFirstStartNeedsNoNetwork() throws Exception {
        List<String> isolated = List.of("unshare", "-r", "-n");
        assumeTrue(run(isolated, List.of("true")) == 0, "a process without network cannot be started here");
        // a look at what such a process can reach, so that this test cannot pass with a network
        assertThat(run(
                        isolated,
                        List.of("sh", "-c", "test $(grep -c : /proc/net/dev) -eq 1 && ! grep -q 1 /proc/net/route")))
                .isZero();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add("{\"id\":\"" + i + "\",\"split\":\"" + (i < 10 ? "train" : "test") + "\",\"text\":\""
                    + (i % 2 == 0 ? "rent for the flat" : "income tax of the year") + " " + i + "\",\"tags\":[\""
                    + (i % 2 == 0 ? "rent" : "tax") + "\"]}");
        }
        Path corpus = Files.write(folder.resolve("corpus.jsonl"), lines);
        Path report = folder.resolve("report.json");
        int code = run(
                isolated,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "evaluate",
                        corpus.toString(),
                        "--embedding",
                        "auto",
                        "--cache",
                        folder.resolve("cache").toString(),
                        "--report",
                        report.toString()));
        assertThat(code).as(Files.readString(folder.resolve("out"))).isZero();
        assertThat(report).exists();
        assertThat(folder.resolve("cache/vectors")).isNotEmptyDirectory();
    }

    private int run(List<String> before, List<String> command) throws Exception {
        List<String> all = new ArrayList<>(before);
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }
}
