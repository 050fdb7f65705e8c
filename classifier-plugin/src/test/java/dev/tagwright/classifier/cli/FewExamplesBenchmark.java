package dev.tagwright.classifier.cli;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Blend;
import dev.tagwright.classifier.decision.Reliance;
import dev.tagwright.classifier.routes.Clearness;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.routes.RouteTable;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What labels gain by their first examples: decides on a corpus' test documents by models (words alone), by routes, and by
 * both, after 0, 1, 2, 4 and 8 examples of each label; the fewer are among the more. A program of its own; arguments are a
 * corpus, a file with descriptions or "-" for names alone, and the folder of a larger model, if one is to have a say where routes
 * by the usual one are not clear. Neighbours are left out.
 */
final class FewExamplesBenchmark {

    private static final int[] EXAMPLES = {0, 1, 2, 4, 8};
    private static final int DRAWS = 3;
    /** Of the first example, of which single labels are compared. */
    private static final int DRAWS_OF_ONE = 10;

    private static final double BUDGET = 0.05;
    /** As in the escalation. */
    private static final int FEW = 16;

    private static final List<String> WAYS = List.of("models", "routes", "both", "larger");

    private final List<CorpusDocument> training = new ArrayList<>();
    private final List<CorpusDocument> test = new ArrayList<>();
    private final LabelKind kind;
    private final List<String> labels;
    private final List<List<String>> sentences = new ArrayList<>();
    private final CorpusMeaning usual;
    private final @Nullable CorpusMeaning larger;
    /** Of each test document and label, in how many draws it became right by the first example, less became wrong. */
    private final int[][] changes;

    private boolean[][] withoutExamples = {};
    private int asked;

    private FewExamplesBenchmark(Path corpus, @Nullable Path descriptions, String folder) throws Exception {
        try (CorpusReader reader = EvaluateCommand.open(corpus)) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                (document.test() ? test : training).add(document);
            }
        }
        kind = training.get(0).labels().keySet().iterator().next();
        Set<String> known = new TreeSet<>();
        training.forEach(document -> known.addAll(document.labels().getOrDefault(kind, Set.of())));
        TreeMap<String, List<String>> told = descriptions == null
                ? new TreeMap<>()
                : Descriptions.read(descriptions).get(kind);
        labels = List.copyOf(known);
        for (String label : labels) {
            List<String> of = new ArrayList<>(List.of(label));
            of.addAll(told.getOrDefault(label, List.of()));
            sentences.add(of);
        }
        List<CorpusDocument> all = new ArrayList<>(training);
        all.addAll(test);
        usual = new CorpusMeaning(corpus, "auto", all, kind, labels, sentences);
        larger = folder.isEmpty() ? null : new CorpusMeaning(corpus, folder, all, kind, labels, sentences);
        changes = new int[test.size()][labels.size()];
    }

    public static void main(String[] arguments) throws Exception {
        boolean named = arguments.length < 2 || arguments[1].equals("-");
        new FewExamplesBenchmark(
                        Path.of(arguments[0]),
                        named ? null : Path.of(arguments[1]),
                        arguments.length > 2 ? arguments[2] : "")
                .run(System.out);
    }

    private void run(PrintStream out) throws Exception {
        out.printf(Locale.ROOT, "%s, %d labels, %d test documents%n", kind, labels.size(), test.size());
        List<Map<String, double[]>> first = new ArrayList<>();
        for (int examples : EXAMPLES) {
            Map<String, double[]> mean = new HashMap<>();
            int draws = examples == 0 ? 1 : examples == 1 ? DRAWS_OF_ONE : DRAWS;
            for (int draw = 0; draw < draws; draw++) {
                measure(examples, draw).forEach((way, f1) -> {
                    double[] sum = mean.computeIfAbsent(way, any -> new double[labels.size()]);
                    for (int label = 0; label < sum.length; label++) {
                        sum[label] += f1[label] / draws;
                    }
                });
            }
            first.add(mean);
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%d examples", examples));
            for (String way : mean.keySet().stream()
                    .sorted(Comparator.comparing(WAYS::indexOf))
                    .toList()) {
                line.append(String.format(Locale.ROOT, "  %s %.3f", way, mean(mean.get(way))));
            }
            if (larger != null) {
                line.append(String.format(Locale.ROOT, "  asked %.2f", asked / (double) draws / test.size()));
                asked = 0;
            }
            out.println(line);
        }
        double[] none = first.get(0).get("both");
        double[] one = first.get(1).get("both");
        int worse = 0;
        int better = 0;
        double most = 0;
        int surelyWorse = 0;
        int surelyBetter = 0;
        for (int label = 0; label < none.length; label++) {
            worse += one[label] < none[label] - 1e-9 ? 1 : 0;
            better += one[label] > none[label] + 1e-9 ? 1 : 0;
            most = Math.max(most, none[label] - one[label]);
            int lost = 0;
            int won = 0;
            for (int document = 0; document < test.size(); document++) {
                double change = changes[document][label] / (double) DRAWS_OF_ONE;
                lost += change <= -0.5 ? 1 : 0;
                won += change >= 0.5 ? 1 : 0;
            }
            surelyWorse += chance(lost, lost + won) < 0.025 ? 1 : 0;
            surelyBetter += chance(won, lost + won) < 0.025 ? 1 : 0;
        }
        out.printf(
                Locale.ROOT,
                "by the first example: F1 less for %d labels, by %.3f at most, more for %d%n"
                        + "beyond chance (sign test of their documents, 2.5 %%): worse %d, better %d%n",
                worse,
                most,
                better,
                surelyWorse,
                surelyBetter);
    }

    /** How probable at least so many heads are in so many throws of a coin. */
    private static double chance(int heads, int throwsOfIt) {
        double sum = 0;
        for (int k = heads; k <= throwsOfIt; k++) {
            double log = -throwsOfIt * Math.log(2);
            for (int i = 1; i <= k; i++) {
                log += Math.log((throwsOfIt - k + i) / (double) i);
            }
            sum += Math.exp(log);
        }
        return sum;
    }

    /** The mean over the labels that a test document carries. */
    private double mean(double[] f1) {
        double sum = 0;
        int count = 0;
        for (int label = 0; label < f1.length; label++) {
            String name = labels.get(label);
            if (test.stream()
                    .anyMatch(document ->
                            document.labels().getOrDefault(kind, Set.of()).contains(name))) {
                sum += f1[label];
                count++;
            }
        }
        return sum / count;
    }

    /** Returns F1 of each label by each way. */
    private Map<String, double[]> measure(int examples, int draw) throws Exception {
        List<CorpusDocument> shuffled = new ArrayList<>(training);
        Collections.shuffle(shuffled, new Random(draw));
        int[] count = new int[labels.size()];
        List<CorpusDocument> chosen = new ArrayList<>();
        for (CorpusDocument document : shuffled) {
            int[] of = numbers(document);
            boolean wanting = false;
            for (int label : of) {
                wanting |= count[label] < examples;
            }
            if (wanting) {
                chosen.add(document);
                for (int label : of) {
                    count[label]++;
                }
            }
        }
        Snapshot snapshot = snapshot(chosen);
        RouteTable routes = usual.routes(chosen);
        RouteTable second = larger == null ? null : larger.routes(chosen);
        Map<String, int[][]> counts = new HashMap<>();
        boolean[][] right = new boolean[test.size()][];
        int documents = 0;
        for (CorpusDocument document : test) {
            List<ScoredLabel> scored = snapshot == null ? List.of() : snapshot.classify(document.text());
            Tokens tokens = Tokenizer.tokenize(document.text());
            Ranking ranking = routes.rank(usual.vector(document), tokens);
            Set<String> truth = document.labels().getOrDefault(kind, Set.of());
            count(counts, "models", truth, said(scored));
            count(counts, "routes", truth, said(routes, ranking));
            Set<String> both = both(snapshot, scored, routes, ranking, count);
            count(counts, "both", truth, both);
            if (larger != null && second != null) {
                boolean asks = ranking.clearness() != Clearness.CLEAR;
                asked += asks ? 1 : 0;
                float[] mean = routes.similarities(usual.vector(document), tokens);
                float[] more = second.similarities(larger.vector(document), tokens);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = (mean[i] + more[i]) / 2;
                }
                Ranking joined = asks ? second.rank(mean) : ranking;
                count(counts, "larger", truth, both(snapshot, scored, second, joined, count));
            }
            boolean[] ofLabels = new boolean[labels.size()];
            for (int label = 0; label < ofLabels.length; label++) {
                ofLabels[label] = truth.contains(labels.get(label)) == both.contains(labels.get(label));
            }
            right[documents++] = ofLabels;
        }
        if (examples == 0) {
            withoutExamples = right;
        } else if (examples == 1) {
            for (int document = 0; document < documents; document++) {
                for (int label = 0; label < labels.size(); label++) {
                    changes[document][label] +=
                            (right[document][label] ? 1 : 0) - (withoutExamples[document][label] ? 1 : 0);
                }
            }
        }
        Map<String, double[]> f1 = new HashMap<>();
        counts.forEach((way, of) -> {
            double[] each = new double[labels.size()];
            for (int label = 0; label < each.length; label++) {
                int wrong = of[1][label] + of[2][label];
                each[label] = of[0][label] == 0 ? 0 : 2.0 * of[0][label] / (2 * of[0][label] + wrong);
            }
            f1.put(way, each);
        });
        return f1;
    }

    private int[] numbers(CorpusDocument document) {
        return document.labels().getOrDefault(kind, Set.of()).stream()
                .mapToInt(label -> Collections.binarySearch(labels, label))
                .toArray();
    }

    private static @Nullable Snapshot snapshot(List<CorpusDocument> chosen) throws Exception {
        Training learning =
                new Training(EvaluateCommand.settings(new Options(List.of(), List.of())), Progress.SILENT, () -> false);
        learning.named(LabelNames.KEYS);
        for (CorpusDocument document : chosen) {
            learning.add(EvaluateCommand.labelled(document));
        }
        try {
            return learning.finish();
        } catch (NoTrainingDataException e) {
            return null;
        }
    }

    private Set<String> said(List<ScoredLabel> scored) {
        Set<String> said = new HashSet<>();
        for (ScoredLabel one : scored) {
            if (one.decision() != Decision.ABSTAIN) {
                said.add(one.key());
            }
        }
        return said;
    }

    private Set<String> said(RouteTable table, Ranking ranking) {
        Set<String> said = new HashSet<>();
        for (Ranking.Scored one : ranking.all()) {
            if (one.similarity() >= table.settings().threshold() && (said.isEmpty() || kind.multiValued())) {
                said.add(labels.get(one.route()));
            }
        }
        return said;
    }

    /** As the escalation does. */
    private Set<String> both(
            @Nullable Snapshot snapshot, List<ScoredLabel> scored, RouteTable table, Ranking ranking, int[] examples) {
        double[] model = new double[labels.size()];
        double[] route = new double[labels.size()];
        for (ScoredLabel one : scored) {
            model[Collections.binarySearch(labels, one.key())] = one.probability();
        }
        for (Ranking.Scored one : ranking.all()) {
            route[one.route()] = kind.multiValued() ? table.alone(one.similarity()) : one.probability();
        }
        Reliance reliance =
                snapshot == null ? Reliance.NONE : snapshot.evaluation().reliance(kind);
        if (!kind.multiValued()) {
            double[] threshold = labels.stream()
                    .mapToDouble(label -> threshold(snapshot, label))
                    .toArray();
            int best = Blend.choice(model, threshold, route, Blend.weights(model, examples, reliance));
            return best < 0 ? Set.of() : Set.of(labels.get(best));
        }
        Set<String> said = said(scored);
        for (int label = 0; label < model.length; label++) {
            String name = labels.get(label);
            if (examples[label] < FEW || model[label] > BUDGET && model[label] < 1 - BUDGET) {
                said.remove(name);
                double weight = Blend.weight(examples[label], 0);
                if (Blend.excess(model[label], threshold(snapshot, name), route[label], weight) >= 0) {
                    said.add(name);
                }
            }
        }
        return said;
    }

    private static double threshold(@Nullable Snapshot snapshot, String label) {
        double least = 0.5;
        if (snapshot != null) {
            for (SnapshotLabel known : snapshot.labels()) {
                if (known.key().equals(label)) {
                    least = Math.min(least, known.suggestThreshold());
                }
            }
        }
        return least;
    }

    private void count(Map<String, int[][]> counts, String way, Set<String> truth, Set<String> said) {
        int[][] of = counts.computeIfAbsent(way, any -> new int[3][labels.size()]);
        for (int label = 0; label < labels.size(); label++) {
            String name = labels.get(label);
            boolean right = truth.contains(name);
            if (said.contains(name)) {
                of[right ? 0 : 1][label]++;
            } else if (right) {
                of[2][label]++;
            }
        }
    }
}
