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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Filing by description alone, with the model that is built in. */
class ZeroShotTest {

    private static final String CORPUS = """
            {"id": "0", "split": "train", "text": "never looked at", "document_type": "Recipe", "tags": ["x"]}
            {"id": "1", "split": "test", "text": "Please pay the invoice number 4711 within 30 days. Amount due 120 EUR.", "document_type": "Invoice", "tags": ["money"]}
            {"id": "2", "split": "test", "text": "Devis pour la réparation du toit, prix des travaux, valable trois mois.", "document_type": "Quote", "tags": []}
            {"id": "3", "split": "test", "text": "The tenant and the landlord agree on the lease of the flat and sign below.", "document_type": "Contract", "tags": []}
            {"id": "4", "split": "test", "text": " ", "document_type": null, "tags": []}
            """;

    private static final String LABELS = """
            {"document_type": {
               "Invoice": ["A bill that asks to pay an amount that is due."],
               "Quote": ["An offer with prices for work to be done.", "Un devis avec le prix des travaux."],
               "Contract": ["An agreement that both sides sign, such as a lease."]},
             "tags": {"money": ["An invoice asks to pay an amount in EUR within some days."]}}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(
                List.of(args),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void testDocumentsAreDecidedByWhatIsWrittenAboutTheLabels() throws IOException {
        Path report = folder.resolve("report.json");
        Path predictions = folder.resolve("predictions.jsonl");
        int code = run(
                "evaluate",
                file("corpus.jsonl", CORPUS),
                "--zero-shot",
                file("labels.json", LABELS),
                "--report",
                report.toString(),
                "--predictions",
                predictions.toString());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        JsonNode json = new ObjectMapper().readTree(report);
        assertThat(json.get("trainDocuments").asInt()).isZero();
        assertThat(json.get("testDocuments").asInt()).isEqualTo(4);
        JsonNode types = json.get("kinds").get("document_type");
        assertThat(types.get("accuracy on known").asDouble()).isEqualTo(1);
        assertThat(types.get("unknown assigned").asDouble()).isZero();
        assertThat(json.get("kinds").get("tag").get("micro F1").asDouble()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("0 training documents, 4 test documents, 4 labels")
                .contains("document_type by margin (threshold 0.12, near-tie to 0.05, clear from 0.15)");
        List<JsonNode> lines = Files.readAllLines(predictions).stream()
                .map(new ObjectMapper()::readTree)
                .toList();
        assertThat(lines)
                .filteredOn(line -> line.get("decision").asString().equals("suggest"))
                .extracting(line ->
                        line.get("id").asString() + " " + line.get("label").asString())
                .containsExactlyInAnyOrder("1 Invoice", "1 money", "2 Quote", "3 Contract");
        assertThat(lines).noneMatch(line -> line.get("decision").asString().equals("apply"));
    }

    @Test
    void withoutAModelWordsAlonePointToLabels() throws IOException {
        int code = run(
                "evaluate",
                file("corpus.jsonl", CORPUS),
                "--zero-shot",
                file("labels.json", LABELS),
                "--embedding",
                "off");
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("routes with model none");
    }

    @Test
    void descriptionsThatCannotBeReadAreRefusedWithTheLine() throws IOException {
        String corpus = file("corpus.jsonl", CORPUS);
        for (String[] bad : new String[][] {
            {"[]", "labels.json, line 1: an object with the kinds is expected."},
            {
                "{\"colour\": {}}",
                "labels.json, line 1: kind (colour) is not known, expected is one of tags, correspondent,"
                        + " document_type, storage_path."
            },
            {"{\"tags\": []}", "labels.json, line 1: kind (tags) must be an object with labels."},
            {"{\"tags\":\n {\"a\": \"b\"}}", "labels.json, line 2: label (a) must have a list of sentences."},
            {"{\"tags\": {\"a\": [1]}}", "labels.json, line 1: sentences of label (a) must be strings."},
            {"{\"tags\": {\" \": []}}", "labels.json, line 1: a label of kind (tags) has no name."},
            {"{\"tags\": {}}", "labels.json: it describes no label."},
            {"{\"tags\": {", "labels.json: this is no JSON object in UTF-8, see line 1."}
        }) {
            err.reset();
            assertThat(run("evaluate", corpus, "--zero-shot", file("labels.json", bad[0])))
                    .isEqualTo(Main.BAD_INPUT);
            assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("tagwright: " + bad[1]);
        }
        assertThat(run("evaluate", corpus, "--zero-shot", folder.resolve("none").toString()))
                .isEqualTo(Main.BAD_INPUT);
    }
}
