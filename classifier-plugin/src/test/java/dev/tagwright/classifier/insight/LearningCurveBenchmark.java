package dev.tagwright.classifier.insight;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what is told of the examples that labels need against what more examples brought: learns from a share of a corpus
 * and from all of it. A program of its own; arguments are a corpus, a JSON document a line with {@code text}, {@code tags}
 * and {@code split}, packed by gzip, and the share.
 */
final class LearningCurveBenchmark {

    private static final int FEWEST = 2;

    private LearningCurveBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        List<LabelledDocument> all = documents(Path.of(arguments[0]));
        Collections.shuffle(all, new Random(1));
        List<LabelledDocument> some = all.subList(0, (int) (all.size() * Double.parseDouble(arguments[1])));
        Map<String, LearningCurve.Point> before = points(some);
        Map<String, LearningCurve.Point> after = points(all);
        LearningCurve curve = LearningCurve.of(List.copyOf(before.values()));
        out.printf(
                Locale.ROOT,
                "%d of %d documents, %d of %d labels, exponent %.2f%n",
                some.size(),
                all.size(),
                before.size(),
                after.size(),
                curve.exponent());
        double told = 0;
        double same = 0;
        int labels = 0;
        int[][] reached = new int[3][2];
        for (Map.Entry<String, LearningCurve.Point> each : before.entrySet()) {
            LearningCurve.Point was = each.getValue();
            LearningCurve.Point is = after.get(each.getKey());
            if (is == null || was.examples() < FEWEST || was.error() <= LearningCurve.TARGET_ERROR) {
                continue;
            }
            labels++;
            told += Math.abs(curve.at(was, is.examples()) - is.error());
            same += Math.abs(was.error() - is.error());
            OptionalInt needs = curve.needs(was);
            int said = needs.isEmpty() ? 2 : needs.getAsInt() <= is.examples() - was.examples() ? 0 : 1;
            reached[said][is.error() <= LearningCurve.TARGET_ERROR ? 0 : 1]++;
        }
        out.printf(
                Locale.ROOT,
                "labels below the target at first: %d; mean distance of the error told %.3f, of the error before %.3f%n",
                labels,
                told / labels,
                same / labels);
        String[] said = {"got as many as they were said to need", "got fewer", "were said to need more than examples"};
        for (int i = 0; i < said.length; i++) {
            out.printf(Locale.ROOT, "%s: %d reached the target, %d did not%n", said[i], reached[i][0], reached[i][1]);
        }
    }

    private static Map<String, LearningCurve.Point> points(List<LabelledDocument> documents) throws Exception {
        Training training = new Training(TrainingSettings.defaults(), Progress.SILENT, () -> false);
        for (LabelledDocument document : documents) {
            training.add(document);
        }
        Map<String, LearningCurve.Point> points = new HashMap<>();
        for (Evaluation.OfLabel of : training.finish().evaluation().labels()) {
            int wrong = of.falsePositives() + of.falseNegatives();
            points.put(of.key(), new LearningCurve.Point(of.support(), wrong, 2 * of.truePositives() + wrong));
        }
        return points;
    }

    private static List<LabelledDocument> documents(Path corpus) throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<LabelledDocument> documents = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode document = mapper.readTree(line);
                if (document.path("split").asString("train").equals("train")) {
                    Set<String> tags = new TreeSet<>();
                    document.path("tags").valueStream().forEach(tag -> tags.add(tag.asString()));
                    documents.add(new LabelledDocument(
                            Integer.toString(documents.size() + 1),
                            document.path("text").asString(""),
                            Map.of(LabelKind.TAG, tags),
                            Map.of()));
                }
            }
        }
        return documents;
    }
}
