package dev.tagwright.classifier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Real receipts and news articles, where they are there: what was reached once must stay reached. */
class RealCorporaTest {

    private static final Path CORPORA = Path.of("../../shared/data/corpora");

    @TempDir
    private Path folder;

    @Test
    void sendersOfReceiptsAreFoundAndStrangersAreLeftAlone() throws IOException {
        JsonNode figures = evaluate("sroie.jsonl.gz").get("kinds").get("correspondent");
        assertThat(figures.get("accuracy on known").asDouble()).isGreaterThanOrEqualTo(0.99);
        assertThat(figures.get("unknown assigned").asDouble()).isLessThanOrEqualTo(0.05);
        assertThat(figures.get("precision of apply").asDouble()).isGreaterThanOrEqualTo(0.94);
        assertThat(figures.get("calibration error").asDouble()).isLessThanOrEqualTo(0.03);
    }

    @Test
    void germanArticlesAreSortedIntoTheirSections() throws IOException {
        JsonNode figures = evaluate("gnad.jsonl.gz").get("kinds").get("document_type");
        assertThat(figures.get("accuracy on known").asDouble()).isGreaterThanOrEqualTo(0.806);
        assertThat(figures.get("precision of apply").asDouble()).isGreaterThanOrEqualTo(0.94);
        assertThat(figures.get("calibration error").asDouble()).isLessThanOrEqualTo(0.03);
    }

    @Test
    void shufflingReceiptsAndAnotherNumberOfThreadsChangeNothing() throws Exception {
        List<CorpusDocument> documents = read("sroie.jsonl.gz");
        Snapshot one = train(documents, 1);
        Collections.shuffle(documents, new Random(3));
        assertThat(train(documents, 2).digest()).isEqualTo(one.digest());
    }

    /** What anyone can check in a file of predictions: decisions, not only probabilities. */
    @ParameterizedTest
    @ValueSource(strings = {"sroie.jsonl.gz", "gnad.jsonl.gz"})
    void atMostOneLabelOfASingleValuedKindIsDecidedOnForEachDocument(String name) throws IOException {
        Path predictions = folder.resolve("predictions.jsonl");
        evaluate(name, "--predictions", predictions.toString());
        Map<String, Integer> decided = new HashMap<>();
        Map<String, Double> sum = new HashMap<>();
        for (String line : Files.readAllLines(predictions)) {
            JsonNode label = new ObjectMapper().readTree(line);
            String document =
                    label.get("id").asString() + " " + label.get("kind").asString();
            if (!label.get("decision").asString().equals("abstain")) {
                decided.merge(document, 1, Integer::sum);
            }
            sum.merge(document, label.get("probability").asDouble(), Double::sum);
        }
        assertThat(decided.values()).isNotEmpty().containsOnly(1);
        assertThat(sum.values()).allSatisfy(all -> assertThat(all).isLessThanOrEqualTo(1 + 1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sroie.jsonl.gz", "gnad.jsonl.gz", "reuters.jsonl.gz"})
    void explanationsAddUpToTheMarginAndStandInTheText(String name) throws Exception {
        List<CorpusDocument> documents = read(name);
        Snapshot snapshot = train(documents, 2);
        int explained = 0;
        for (CorpusDocument document : documents) {
            if (!document.test() || explained > 300) {
                continue;
            }
            for (ScoredLabel label : snapshot.classify(document.text())) {
                Explanation explanation = snapshot.explain(document.text(), label.kind(), label.key());
                double sum = explanation.bias();
                for (Explanation.Part part : explanation.parts()) {
                    sum += part.weight();
                    assertThat(part.positions()).allSatisfy(place -> assertThat(place.start())
                            .isGreaterThanOrEqualTo(0)
                            .isLessThan(place.end()));
                    assertThat(part.positions()).allSatisfy(place -> assertThat(place.end())
                            .isLessThanOrEqualTo(document.text().length()));
                }
                assertThat(sum).isCloseTo(explanation.margin(), within(1e-6));
                assertThat(explanation.probability()).isCloseTo(label.probability(), within(1e-6));
                explained++;
            }
        }
        assertThat(explained).isGreaterThan(100);
    }

    private static Snapshot train(List<CorpusDocument> documents, int threads) throws Exception {
        Training training =
                new Training(new TrainingSettings(1, threads, Map.of(), Map.of()), Progress.SILENT, () -> false);
        for (CorpusDocument document : documents) {
            if (!document.test()) {
                training.add(EvaluateCommand.labelled(document));
            }
        }
        return training.finish();
    }

    private static List<CorpusDocument> read(String name) throws Exception {
        List<CorpusDocument> documents = new ArrayList<>();
        try (CorpusReader reader = EvaluateCommand.open(corpus(name))) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                documents.add(document);
            }
        }
        return documents;
    }

    private JsonNode evaluate(String name, String... more) throws IOException {
        Path report = folder.resolve("report.json");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                Stream.concat(
                                Stream.of("evaluate", corpus(name).toString(), "--report", report.toString()),
                                Stream.of(more))
                        .toList(),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return new ObjectMapper().readTree(Files.readString(report));
    }

    private static Path corpus(String name) {
        Path corpus = CORPORA.resolve(name);
        Assumptions.assumeTrue(Files.isReadable(corpus), "the corpus " + name + " is not there");
        return corpus;
    }
}
