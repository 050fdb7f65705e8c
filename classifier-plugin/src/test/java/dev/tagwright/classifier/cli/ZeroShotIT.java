package dev.tagwright.classifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the descriptions in the docs reach on whole corpora, where these are there. */
class ZeroShotIT {

    @TempDir
    private Path folder;

    private JsonNode figures(String corpus, String descriptions) throws IOException {
        Path file = Path.of(corpus);
        Assumptions.assumeTrue(Files.isReadable(file), "the corpus (" + corpus + ") is not there");
        Path report = folder.resolve("report.json");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        int code = Main.run(
                List.of(
                        "evaluate",
                        corpus,
                        "--zero-shot",
                        "../docs/descriptions/" + descriptions,
                        "--report",
                        report.toString()),
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                false);
        assertThat(code).isZero();
        return new ObjectMapper().readTree(report).get("kinds");
    }

    @Test
    void papersOfTheDemoArchiveFindTheirTypesByDescription() throws IOException {
        // written by the tests of the host
        JsonNode types =
                figures("../host-stub/target/demo-corpus.jsonl", "demo.json").get("document_type");
        assertThat(types.get("precision at 1").asDouble()).isGreaterThanOrEqualTo(0.78);
    }

    @Test
    void germanArticlesFindTheirSectionsByDescription() throws IOException {
        JsonNode types =
                figures("../../shared/data/corpora/gnad.jsonl.gz", "gnad.json").get("document_type");
        // the most frequent of the nine sections has 18 % of the documents
        assertThat(types.get("precision at 1").asDouble()).isGreaterThan(0.45);
    }
}
