package dev.tagwright.classifier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MainTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1,\"text\":7} | line 2: field (text) must be a string, found a number.",
                "{\"id\":\"a\"} | line 2: field (text) is missing, a string is expected.",
                "{\"text\":\"x\"} | line 2: field (id) is missing, a string that is not empty is expected.",
                "{\"id\":\"\",\"text\":\"x\"} | line 2: field (id) is missing, a string that is not empty is expected.",
                "{\"id\":\"a\",\"text\":\"x\",\"split\":\"dev\"} | line 2: field (split) must be train or test.",
                "{\"id\":\"a\",\"text\":\"x\",\"tags\":\"t\"} | line 2: field (tags) must be a list of strings, found a string.",
                "{\"id\":\"a\",\"text\":\"x\",\"tags\":[1]} | line 2: field (tags) must be a list of strings that are not empty, found a number in it.",
                "{\"id\":\"a\",\"text\":\"x\",\"tags\":null} | line 2: field (tags) must be a list of strings, found null.",
                "{\"id\":\"a\",\"text\":\"x\",\"correspondent\":[]} | line 2: field (correspondent) must be a string that is not empty, or null, found a list.",
                "{\"id\":\"a\",\"text\":\"x\",\"storage_path\":\"\"} | line 2: field (storage_path) must be a string that is not empty, or null, found an empty string.",
                "[] | line 2: a JSON object is expected, found a list.",
                "{\"id\":\"a\", | line 2: this is no JSON object in UTF-8, see column 11.",
                "{\"id\":\"a\",\"text\":\"x\",\"text\":\"y\"} | line 2: field (text) is given twice, once is expected.",
                "{\"id\":\"a\",\"text\":\"x\"}{\"id\":\"b\",\"text\":\"y\"} | line 2: a second JSON object begins, one a line is expected.",
                "hello | line 2: this is no JSON object in UTF-8, see column 1.",
            })
    void aBadLineIsNamedWithItsFieldAndWhatIsExpected(String line, String message) throws IOException {
        Path corpus = folder.resolve("bad.jsonl");
        Files.writeString(corpus, "{\"id\":\"0\",\"text\":\"fine\",\"tags\":[\"t\"]}\n" + line);
        assertThat(run("", "evaluate", corpus.toString())).isEqualTo(2);
        assertThat(errors()).isEqualTo("tagwright: bad.jsonl, " + message);
    }

    @Test
    void bytesThatAreNoUtf8AreABadLine() throws IOException {
        Path corpus = folder.resolve("bad.jsonl");
        try (OutputStream file = Files.newOutputStream(corpus)) {
            file.write("{\"id\":\"0\",\"text\":\"".getBytes(StandardCharsets.UTF_8));
            file.write(0xff);
            file.write("\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run("", "evaluate", corpus.toString())).isEqualTo(2);
        assertThat(errors()).startsWith("tagwright: bad.jsonl, line 1: this is no JSON object in UTF-8, see column");
    }

    @Test
    void whatOnlyBeginsLikeGzipIsNamed() throws IOException {
        Path corpus = folder.resolve("bad.jsonl.gz");
        Files.write(corpus, new byte[] {0x1f, (byte) 0x8b, 'n', 'o', 'n', 'e'});
        assertThat(run("", "evaluate", corpus.toString())).isEqualTo(2);
        assertThat(errors()).isEqualTo("tagwright: bad.jsonl.gz: begins like a file compressed by gzip and is none.");
    }

    @Test
    void optionsAreChecked() throws IOException {
        String corpus = corpus(20).toString();
        check(
                "tagwright: command (evalute) is not known, expected is one of evaluate, train, predict, explain,"
                        + " extract, help.",
                "evalute");
        check("tagwright: one corpus is expected, given are 0. Maybe an option lacks its dashes.", "evaluate");
        check("tagwright: corpus (none.jsonl) is not a file that can be read.", "evaluate", "none.jsonl");
        check(
                "tagwright: option (--sed) is not known, expected is one of --cache, --embedding, --error-budget, --predictions,"
                        + " --report, --seed, --threads, --zero-shot.",
                "evaluate",
                corpus,
                "--sed",
                "1");
        check("tagwright: option (--seed) needs a value.", "evaluate", corpus, "--seed");
        check(
                "tagwright: option (--seed) is given twice, once is expected.",
                "evaluate",
                corpus,
                "--seed=1",
                "--seed=2");
        check(
                "tagwright: option (--threads): (0) must be a whole number from 1 to 1024.",
                "evaluate",
                corpus,
                "--threads",
                "0");
        check(
                "tagwright: option (--threads): (two) must be a whole number from 1 to 1024.",
                "evaluate",
                corpus,
                "--threads",
                "two");
        for (String budget : new String[] {"0", "1", "five", "NaN", ""}) {
            check(
                    "tagwright: option (--error-budget): (" + budget + ") must be a number above 0 and below 1.",
                    "evaluate",
                    corpus,
                    "--error-budget",
                    budget);
        }
        check(
                "tagwright: option (--report): (/nowhere/at/all.json) cannot be written, a file in a folder that exists is"
                        + " expected.",
                "evaluate",
                corpus,
                "--report",
                "/nowhere/at/all.json");
        check(
                "tagwright: option (--embedding): (model) must be off, auto or a folder with a model.",
                "evaluate",
                corpus,
                "--embedding",
                "model");
        check("tagwright: option (--snapshot) is missing.", "predict");
        check("tagwright: option (--snapshot) is missing.", "train", corpus);
        check(
                "tagwright: option (--engine): (spark) is not on the class path, where there is (none). Leave it out to fit"
                        + " all labels in this process.",
                "train",
                corpus,
                "--engine",
                "spark",
                "--snapshot",
                folder.resolve("never").toString());
    }

    private void check(String message, String... args) {
        err.reset();
        assertThat(run("", args)).isEqualTo(2);
        assertThat(errors()).isEqualTo(message);
    }

    @Test
    void anEmptyCorpusSaysSo() throws IOException {
        Path corpus = Files.createFile(folder.resolve("empty.jsonl"));
        check(
                "tagwright: empty.jsonl: no line has \"split\": \"train\", there is nothing to learn from.",
                "evaluate",
                corpus.toString());
        Files.writeString(corpus, "{\"id\":\"0\",\"text\":\"fine\",\"tags\":[]}\n");
        check(
                "tagwright: empty.jsonl: No training data available: none of the documents (1) carries a label.",
                "evaluate",
                corpus.toString());
    }

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(run("")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("evaluate CORPUS", "predict --snapshot", "extract FILE");
    }

    @Test
    void whatWasLearnedWithEmbeddingsDecidesAndExplainsWithThem() throws IOException {
        Path snapshot = folder.resolve("with.snapshot");
        String cache = "target/embedding-cache";
        assertThat(run(
                        "",
                        "train",
                        corpus(30).toString(),
                        "--snapshot",
                        snapshot.toString(),
                        "--embedding",
                        "auto",
                        "--cache",
                        cache))
                .as(errors())
                .isZero();
        out.reset();
        String document = "{\"id\":\"a\",\"text\":\"rentword1 rentword2 noise3 noise4\"}";
        assertThat(run(document, "predict", "--snapshot", snapshot.toString(), "--cache", cache))
                .as(errors())
                .isZero();
        assertThat(run(document, "explain", "--snapshot", snapshot.toString(), "--cache", cache))
                .as(errors())
                .isZero();
        double meaning = 0;
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            meaning += Math.abs(JSON.readTree(line).path("meaning").asDouble());
        }
        assertThat(meaning).isGreaterThan(0);
    }

    @Test
    void theReportCanBeComputedAgainFromThePredictions() throws IOException {
        Path corpus = corpus(300);
        Path report = folder.resolve("report.json");
        Path predictions = folder.resolve("predictions.jsonl");
        assertThat(run(
                        "",
                        "evaluate",
                        corpus.toString(),
                        "--threads",
                        "2",
                        "--embedding",
                        "off",
                        "--report",
                        report.toString(),
                        "--predictions",
                        predictions.toString()))
                .as(errors())
                .isZero();
        JsonNode read = JSON.readTree(Files.readString(report));
        assertThat(read.get("crossValidatedLabels")).isNotEmpty().allSatisfy(label -> {
            assertThat(label.get("support").asInt()).isPositive();
            assertThat(label.get("F1").asDouble())
                    .isBetween(
                            label.get("F1 at least").asDouble(),
                            label.get("F1 at most").asDouble());
            assertThat(label.get("applied rightly").asInt())
                    .isLessThanOrEqualTo(label.get("applied").asInt());
            assertThat(label.get("suggested from").asDouble())
                    .isLessThanOrEqualTo(label.get("applied from").asDouble());
        });
        Set<String> predicted = new HashSet<>();
        Set<String> assigned = new HashSet<>();
        for (String line : Files.readAllLines(predictions)) {
            JsonNode prediction = JSON.readTree(line);
            String decision = prediction.get("decision").asString();
            assertThat(decision).isIn("apply", "suggest", "abstain");
            assertThat(prediction.get("probability").asDouble() >= 0.01 || !decision.equals("abstain"))
                    .isTrue();
            String id = prediction.get("id").asString();
            if (!decision.equals("abstain")) {
                String kind = prediction.get("kind").asString();
                predicted.add(id + " " + kind + " " + prediction.get("label").asString());
                assertThat(kind.equals("tag") || assigned.add(id)).isTrue();
            }
        }
        for (String kind : List.of("tag", "correspondent")) {
            double tp = 0;
            double fn = 0;
            for (String line : lines(corpus)) {
                JsonNode document = JSON.readTree(line);
                if (document.get("split").asString().equals("test")) {
                    JsonNode truth = kind.equals("tag") ? document.get("tags").get(0) : document.get(kind);
                    String wanted = document.get("id").asString() + " " + kind + " " + truth.asString();
                    tp += predicted.contains(wanted) ? 1 : 0;
                    fn += predicted.contains(wanted) ? 0 : 1;
                }
            }
            double all =
                    predicted.stream().filter(p -> p.contains(" " + kind + " ")).count();
            JsonNode figures = read.get("kinds").get(kind);
            assertThat(figures.get("micro F1").asDouble()).isCloseTo(2 * tp / (tp + fn + all), within(1e-12));
            assertThat(figures.get("micro recall").asDouble()).isCloseTo(tp / (tp + fn), within(1e-12));
            assertThat(figures.get("micro F1").asDouble()).isGreaterThan(0.9);
        }
        assertThat(read.get("trainDocuments").asInt()).isEqualTo(240);
        assertThat(read.get("seconds").get("fitting labels").get("wall").asDouble())
                .isPositive();
    }

    @Test
    void whatWasTrainedPredictsAndExplains() throws IOException {
        Path snapshot = folder.resolve("s.snapshot");
        assertThat(run("", "train", corpus(200).toString(), "--snapshot", snapshot.toString()))
                .isZero();
        String document = "{\"id\":\"7\",\"text\":\"waterword1 noise3 waterword2 waterword0\"}";
        out.reset();
        assertThat(run(document, "predict", "--snapshot", snapshot.toString()))
                .as(errors())
                .isZero();
        JsonNode first = JSON.readTree(
                out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
        assertThat(first.get("id").asString()).isEqualTo("7");
        assertThat(first.get("label").asString()).startsWith("water");

        out.reset();
        assertThat(run(document, "explain", "--snapshot", snapshot.toString(), "--kind", "tag", "--label", "water"))
                .isZero();
        JsonNode explanation = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        double sum = explanation.get("bias").asDouble();
        for (JsonNode part : explanation.get("parts")) {
            sum += part.get("weight").asDouble();
        }
        assertThat(sum).isCloseTo(explanation.get("margin").asDouble(), within(1e-6));
        err.reset();
        assertThat(run(document, "explain", "--snapshot", snapshot.toString(), "--kind", "tag", "--label", "gas"))
                .isEqualTo(2);
        assertThat(errors()).isEqualTo("tagwright: label (gas) of kind (TAG) is not among those that were learned.");

        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        err.reset();
        assertThat(run(document, "predict", "--snapshot", snapshot.toString())).isEqualTo(2);
        assertThat(errors()).startsWith("tagwright: option (--snapshot): (" + snapshot + ") is refused: ");
    }

    /** Writes a compressed corpus of documents that one word in five tells. */
    private Path corpus(int documents) throws IOException {
        String[] topics = {"water", "power", "rent"};
        Random random = new Random(11);
        Path file = folder.resolve("corpus.jsonl.gz");
        try (PrintStream lines =
                new PrintStream(new GZIPOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
            for (int i = 0; i < documents; i++) {
                String topic = topics[random.nextInt(topics.length)];
                StringBuilder text = new StringBuilder();
                for (int word = 0; word < 30; word++) {
                    text.append(
                                    random.nextInt(5) == 0
                                            ? topic + "word" + random.nextInt(4)
                                            : "noise" + random.nextInt(100))
                            .append(' ');
                }
                lines.print("{\"id\":\"" + i + "\",\"split\":\"" + (i % 5 == 0 ? "test" : "train") + "\",\"text\":\""
                        + text + "\",\"tags\":[\"" + topic + "\"],\"correspondent\":\"" + topic
                        + " company\",\"other\":{\"a\":[1]}}\n");
            }
        }
        return file;
    }

    private static List<String> lines(Path corpus) throws IOException {
        try (java.util.zip.GZIPInputStream in = new java.util.zip.GZIPInputStream(Files.newInputStream(corpus))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private int run(String input, String... args) {
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(
                List.of(args), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, errors, false);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }
}
