package dev.tagwright.classifier.cli;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Blend;
import dev.tagwright.classifier.decision.Reliance;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.embedding.Embedders;
import dev.tagwright.classifier.routes.Centre;
import dev.tagwright.classifier.routes.Commonplaces;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.routes.RouteSettings;
import dev.tagwright.classifier.routes.RouteTable;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures how decisions get better with the number of examples of each label, by the models of labels, by routes, and by
 * both. Run by hand: {@code LearningCurves OUT.tsv KIND CORPUS DESCRIPTIONS|names dev|test}. With {@code dev}, what was
 * not taken to learn from of the training documents is decided on, with {@code test} the test documents.
 */
public final class LearningCurves {

    /** The last stands for all there are. */
    private static final int[] EXAMPLES = {0, 1, 2, 4, 8, 1_000_000};

    private static final int SEEDS = 3;
    private static final int MOST_DECIDED = 250;

    private final LabelKind kind;
    private final List<String> labels;
    private final List<List<String>> sentences;
    private final List<CorpusDocument> pool;
    private final List<CorpusDocument> decided;
    private final Map<CorpusDocument, float[]> vectors = new HashMap<>();
    private final Embedder embedder;
    private final boolean dev;
    private final PrintStream out;
    private final String corpus;

    private LearningCurves(
            LabelKind kind,
            String corpus,
            Map<String, List<String>> described,
            List<CorpusDocument> all,
            Embedder embedder,
            boolean dev,
            PrintStream out) {
        this.kind = kind;
        this.corpus = corpus;
        this.labels = List.copyOf(described.keySet());
        this.sentences = labels.stream()
                .map(label -> {
                    List<String> both = new ArrayList<>(List.of(label));
                    both.addAll(described.getOrDefault(label, List.of()));
                    return both;
                })
                .toList();
        this.embedder = embedder;
        this.dev = dev;
        this.out = out;
        this.pool = new ArrayList<>();
        this.decided = new ArrayList<>();
        for (CorpusDocument document : all) {
            if (label(document) != null || document.test()) {
                (document.test() ? decided : pool).add(document);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(args[0])), true, "UTF-8");
                Embedder embedder = Embedders.builtIn(Path.of("target/embedding-cache"))) {
            LabelKind kind = LabelKind.valueOf(args[1]);
            List<CorpusDocument> all = new ArrayList<>();
            try (CorpusReader reader = EvaluateCommand.open(Path.of(args[2]))) {
                for (CorpusDocument d = reader.next(); d != null; d = reader.next()) {
                    all.add(d);
                }
            }
            TreeMap<String, List<String>> described = new TreeMap<>();
            if (args[3].equals("names")) {
                all.stream()
                        .filter(d -> !d.test())
                        .forEach(d -> d.labels().get(kind).forEach(label -> described.put(label, List.of())));
            } else {
                described.putAll(Descriptions.read(Path.of(args[3])).get(kind));
            }
            String name = Path.of(args[2]).getFileName().toString().replaceAll("[.-].*", "");
            new LearningCurves(kind, name, described, all, embedder, args[4].equals("dev"), out).measure();
        }
    }

    private @Nullable String label(CorpusDocument document) {
        return document.labels().getOrDefault(kind, java.util.Set.of()).stream()
                .findFirst()
                .orElse(null);
    }

    private int truth(CorpusDocument document) {
        String label = label(document);
        return label == null ? -1 : labels.indexOf(label);
    }

    private float[] vector(CorpusDocument document) {
        return vectors.computeIfAbsent(
                document, d -> embedder.documents(List.of(d.text())).get(0));
    }

    private void measure() throws Exception {
        List<String> common = Commonplaces.sentences();
        List<List<float[]>> described =
                sentences.stream().map(embedder::descriptions).toList();
        List<float[]> asDocuments = embedder.documents(common);
        List<float[]> asDescriptions = embedder.descriptions(common);
        for (int examples : EXAMPLES) {
            for (int seed = 1; seed <= (examples == 0 || examples > 1000 ? 1 : SEEDS); seed++) {
                List<CorpusDocument> shuffled = new ArrayList<>(pool);
                Collections.shuffle(shuffled, new Random(seed));
                int[] taken = new int[labels.size()];
                List<CorpusDocument> learned = new ArrayList<>();
                List<CorpusDocument> rest = new ArrayList<>();
                for (CorpusDocument document : shuffled) {
                    int label = truth(document);
                    if (label >= 0 && taken[label] < examples) {
                        taken[label]++;
                        learned.add(document);
                    } else {
                        rest.add(document);
                    }
                }
                List<CorpusDocument> asked = new ArrayList<>(dev ? rest : decided);
                asked = asked.subList(0, Math.min(MOST_DECIDED, asked.size()));
                List<float[]> seen = new ArrayList<>();
                learned.forEach(d -> seen.add(vector(d)));
                Centre centre = Centre.of(seen, asDocuments, embedder.model().dimension());
                RouteTable.Builder builder =
                        RouteTable.builder(RouteSettings.defaults(kind.multiValued()), centre, asDescriptions);
                for (int label = 0; label < labels.size(); label++) {
                    String name = labels.get(label);
                    builder.add(
                            sentences.get(label),
                            described.get(label),
                            learned.stream()
                                    .filter(d -> name.equals(label(d)))
                                    .map(this::vector)
                                    .toList());
                }
                decide(examples, seed, taken, learn(learned), builder.build(), asked);
            }
        }
    }

    private @Nullable Snapshot learn(List<CorpusDocument> documents) throws Exception {
        Training training = new Training(new TrainingSettings(1, 1, Map.of(), Map.of()), Progress.SILENT, () -> false);
        for (CorpusDocument document : documents) {
            training.add(EvaluateCommand.labelled(document));
        }
        try {
            return training.finish();
        } catch (NoTrainingDataException e) {
            return null;
        }
    }

    private void decide(
            int examples,
            int seed,
            int[] taken,
            @Nullable Snapshot snapshot,
            RouteTable table,
            List<CorpusDocument> asked) {
        Map<String, Counts> ways = new TreeMap<>();
        for (CorpusDocument document : asked) {
            double[] model = new double[labels.size()];
            if (snapshot != null) {
                for (ScoredLabel scored : snapshot.classify(document.text())) {
                    int label = labels.indexOf(scored.key());
                    if (scored.kind() == kind && label >= 0) {
                        model[label] = scored.probability();
                    }
                }
            }
            double[] route = new double[labels.size()];
            for (Ranking.Scored scored : table.rank(vector(document), Tokenizer.tokenize(document.text()))
                    .all()) {
                route[scored.route()] = scored.probability();
            }
            String truth = label(document);
            count(ways, "model", truth, model);
            count(ways, "routes", truth, route);
            count(ways, "both", truth, Blend.one(model, route, Blend.weights(model, taken, Reliance.NONE)));
        }
        ways.forEach((way, counts) -> out.printf(
                Locale.ROOT,
                "%s\t%s\t%d\t%d\t%s\t%d\t%.4f\t%.4f\t%.4f\t%s%n",
                corpus,
                dev ? "dev" : "test",
                examples,
                seed,
                way,
                asked.size(),
                counts.accuracy(),
                counts.macro(labels),
                counts.calibration(),
                counts.each(labels)));
    }

    /** Says the most probable label if it is more probable than none of them. */
    private void count(Map<String, Counts> ways, String way, @Nullable String truth, double[] probability) {
        int best = -1;
        double none = 1;
        for (int label = 0; label < probability.length; label++) {
            none -= probability[label];
            best = best < 0 || probability[label] > probability[best] ? label : best;
        }
        String said = probability[best] > Math.max(none, 0) ? labels.get(best) : null;
        ways.computeIfAbsent(way, w -> new Counts()).add(truth, said, probability[best], labels.get(best));
    }

    /** What came of one way to decide. */
    private static final class Counts {
        private final Map<String, int[]> ofLabel = new HashMap<>();
        private final dev.tagwright.classifier.decision.Reliability reliability =
                new dev.tagwright.classifier.decision.Reliability();
        private int all;
        private int right;

        void add(@Nullable String truth, @Nullable String said, double probability, String first) {
            all++;
            right += java.util.Objects.equals(truth, said) ? 1 : 0;
            reliability.add(probability, first.equals(truth));
            if (truth != null) {
                ofLabel.computeIfAbsent(truth, t -> new int[3])[truth.equals(said) ? 0 : 2]++;
            }
            if (said != null && !said.equals(truth)) {
                ofLabel.computeIfAbsent(said, t -> new int[3])[1]++;
            }
        }

        double accuracy() {
            return (double) right / all;
        }

        double calibration() {
            return reliability.error();
        }

        double f1(String label) {
            int[] c = ofLabel.getOrDefault(label, new int[3]);
            return KindMetrics.ratio(2.0 * c[0], 2.0 * c[0] + c[1] + c[2]);
        }

        double macro(List<String> labels) {
            return labels.stream()
                    .filter(label -> ofLabel.containsKey(label)
                            && ofLabel.getOrDefault(label, new int[3])[0] + ofLabel.getOrDefault(label, new int[3])[2]
                                    > 0)
                    .mapToDouble(this::f1)
                    .average()
                    .orElse(0);
        }

        String each(List<String> labels) {
            StringBuilder each = new StringBuilder();
            labels.forEach(label -> each.append(String.format(Locale.ROOT, "%.3f ", f1(label))));
            return each.toString().strip();
        }
    }
}
