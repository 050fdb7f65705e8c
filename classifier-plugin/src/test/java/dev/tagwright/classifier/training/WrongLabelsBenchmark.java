package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many of the labels that a seeded rule spoiled are found: each tag of a training document is replaced by another one
 * with a given chance. A program of its own; the argument is a corpus, a JSON document a line with {@code id},
 * {@code text}, {@code tags} and {@code split}, packed by gzip.
 */
final class WrongLabelsBenchmark {

    private WrongLabelsBenchmark() {}

    /**
     * What was found in the first tenth of the ranking.
     *
     * @param spoiled how many documents have a label that was replaced
     * @param looked how many documents the first tenth has
     * @param found how many of these are spoiled, ranked by confidence
     * @param byMargin the same, ranked by margin alone
     */
    record Found(int spoiled, int looked, int found, int byMargin) {
        double precision() {
            return (double) found / looked;
        }

        double recall() {
            return (double) found / spoiled;
        }

        double precisionByMargin() {
            return (double) byMargin / looked;
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        for (long seed = 1; seed <= 6; seed++) {
            Found found = run(Path.of(arguments[0]), 0.1, seed);
            out.printf(
                    Locale.ROOT,
                    "seed %d: %d spoiled; first %d: precision %.3f, recall %.3f; by margin alone %.3f, %.3f%n",
                    seed,
                    found.spoiled(),
                    found.looked(),
                    found.precision(),
                    found.recall(),
                    found.precisionByMargin(),
                    (double) found.byMargin() / found.spoiled());
        }
    }

    static Found run(Path corpus, double share, long seed) throws Exception {
        List<LabelledDocument> right = read(corpus);
        TreeSet<String> all = new TreeSet<>();
        right.forEach(document -> all.addAll(document.labels().get(LabelKind.TAG)));
        List<String> tags = List.copyOf(all);
        Random random = new Random(seed);
        Training training = new Training(TrainingSettings.defaults(), Progress.SILENT, () -> false);
        training.doubt();
        Set<String> spoiled = new HashSet<>();
        for (LabelledDocument document : right) {
            Set<String> given = new HashSet<>();
            for (String tag : new TreeSet<>(document.labels().get(LabelKind.TAG))) {
                if (random.nextDouble() < share) {
                    String other = tags.get(random.nextInt(tags.size()));
                    while (document.labels().get(LabelKind.TAG).contains(other)) {
                        other = tags.get(random.nextInt(tags.size()));
                    }
                    given.add(other);
                    spoiled.add(document.id());
                } else {
                    given.add(tag);
                }
            }
            training.add(new LabelledDocument(document.id(), document.text(), Map.of(LabelKind.TAG, given), Map.of()));
        }
        training.finish();
        List<Doubt> ranked = training.doubts();
        List<Doubt> byMargin = new ArrayList<>(ranked);
        byMargin.sort(Comparator.comparingDouble(Doubt::margin).thenComparing(Doubt::document));
        int first = right.size() / 10;
        return new Found(spoiled.size(), first, hits(ranked, first, spoiled), hits(byMargin, first, spoiled));
    }

    private static int hits(List<Doubt> ranked, int first, Set<String> spoiled) {
        return (int) ranked.subList(0, Math.min(first, ranked.size())).stream()
                .filter(doubt -> spoiled.contains(doubt.document()))
                .count();
    }

    private static List<LabelledDocument> read(Path corpus) throws IOException {
        List<LabelledDocument> documents = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.get("split").asString().equals("train")) {
                    Set<String> tags = new HashSet<>();
                    json.get("tags").forEach(tag -> tags.add(tag.asString()));
                    documents.add(new LabelledDocument(
                            json.get("id").asString(),
                            json.get("text").asString(),
                            Map.of(LabelKind.TAG, tags),
                            Map.of()));
                }
            }
        }
        return documents;
    }
}
