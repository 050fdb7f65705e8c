package dev.tagwright.classifier.cli;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.routes.Centre;
import dev.tagwright.classifier.routes.Clearness;
import dev.tagwright.classifier.routes.Commonplaces;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.routes.RouteSettings;
import dev.tagwright.classifier.routes.RouteTable;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a corpus' test documents by what was written about the labels alone. No training document is looked at;
 * what all test documents have in common is taken from them without their labels.
 */
final class ZeroShotCommand {

    private static final double LEAST_PROBABILITY = 0.01;

    private final Map<LabelKind, TreeMap<String, List<String>>> descriptions;
    private final Map<LabelKind, RouteTable> tables = new EnumMap<>(LabelKind.class);
    private final Map<LabelKind, KindMetrics> metrics = new EnumMap<>(LabelKind.class);
    private final Map<LabelKind, Clearnesses> clearnesses = new EnumMap<>(LabelKind.class);

    private ZeroShotCommand(Map<LabelKind, TreeMap<String, List<String>>> descriptions) {
        this.descriptions = descriptions;
    }

    static void run(Options options, PrintStream out, PrintStream err, boolean terminal)
            throws BadInputException, IOException {
        Path corpus = options.corpus();
        Path reportFile = options.output("--report");
        Path predictionFile = options.output("--predictions");
        ZeroShotCommand command = new ZeroShotCommand(Descriptions.read(options.input("--zero-shot")));
        Phases phases = new Phases(err, terminal);
        phases.begin(dev.tagwright.classifier.training.Progress.Phase.READING.words());
        List<CorpusDocument> test = test(corpus);
        phases.begin("embedding");
        List<float[]> vectors;
        String model;
        try (Embedder embedder = EmbeddingOption.open(options)) {
            model = embedder == null ? "none" : embedder.model().name();
            vectors = vectors(embedder, test);
            command.describe(embedder, vectors);
        }
        phases.begin("deciding");
        try (PredictionWriter predictions = predictionFile == null ? null : new PredictionWriter(predictionFile)) {
            for (int i = 0; i < test.size(); i++) {
                List<ScoredLabel> scored = command.decide(test.get(i), vectors.get(i));
                if (predictions != null) {
                    predictions.write(test.get(i).id(), scored);
                }
            }
        }
        phases.end();
        int labels = command.descriptions.values().stream().mapToInt(Map::size).sum();
        Report report = Report.ofRoutes(corpus, EvaluateCommand.settings(options), model, labels, test.size());
        report.print(out, phases, command.metrics.values());
        command.clearnesses.forEach((kind, of) -> of.print(kind, out));
        if (reportFile != null) {
            report.write(reportFile, phases, command.metrics.values());
        }
    }

    private static List<CorpusDocument> test(Path corpus) throws BadInputException, IOException {
        List<CorpusDocument> test = new ArrayList<>();
        try (CorpusReader reader = EvaluateCommand.open(corpus)) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                if (document.test()) {
                    test.add(document);
                }
            }
        }
        if (test.isEmpty()) {
            throw new BadInputException(
                    corpus.getFileName() + ": no line has \"split\": \"test\", there is nothing to decide on.");
        }
        return test;
    }

    private static List<float[]> vectors(@Nullable Embedder embedder, List<CorpusDocument> documents) {
        List<float[]> vectors = new ArrayList<>();
        for (CorpusDocument document : documents) {
            vectors.add(
                    embedder == null
                            ? new float[0]
                            : embedder.documents(List.of(document.text())).get(0));
        }
        return vectors;
    }

    private void describe(@Nullable Embedder embedder, List<float[]> documents) {
        List<String> common = Commonplaces.sentences();
        Centre centre = embedder == null
                ? Centre.unknown(0)
                : Centre.of(
                        documents, embedder.documents(common), embedder.model().dimension());
        List<float[]> commonplaces = embedder == null ? List.of() : embedder.descriptions(common);
        descriptions.forEach((kind, labels) -> {
            RouteSettings settings = RouteSettings.defaults(kind.multiValued());
            RouteTable.Builder table = RouteTable.builder(settings, centre, commonplaces);
            Map<String, Integer> counted = new HashMap<>();
            labels.forEach((label, described) -> {
                List<String> sentences = new ArrayList<>();
                sentences.add(label);
                sentences.addAll(described);
                table.add(sentences, embedder == null ? List.of() : embedder.descriptions(sentences), List.of());
                // macro means are over all labels that were described
                counted.put(label, 1);
            });
            tables.put(kind, table.build());
            metrics.put(kind, new KindMetrics(kind, counted));
            clearnesses.put(kind, new Clearnesses(settings));
        });
    }

    private List<ScoredLabel> decide(CorpusDocument document, float[] vector) {
        Tokens tokens = Tokenizer.tokenize(document.text());
        List<ScoredLabel> all = new ArrayList<>();
        tables.forEach((kind, table) -> {
            List<String> labels =
                    List.copyOf(descriptions.getOrDefault(kind, new TreeMap<>()).keySet());
            Ranking ranking = table.rank(vector, tokens);
            List<ScoredLabel> scored = scored(kind, labels, table, ranking);
            all.addAll(scored);
            var truth = document.labels().get(kind);
            KindMetrics ofKind = metrics.get(kind);
            if (truth != null && ofKind != null) {
                ofKind.add(truth, scored);
                Clearnesses clearness = clearnesses.get(kind);
                if (clearness != null && !ranking.all().isEmpty()) {
                    clearness.add(
                            ranking,
                            truth.contains(labels.get(ranking.all().get(0).route())));
                }
            }
        });
        return all;
    }

    private static List<ScoredLabel> scored(LabelKind kind, List<String> labels, RouteTable table, Ranking ranking) {
        double threshold = table.settings().threshold();
        List<ScoredLabel> scored = new ArrayList<>();
        boolean first = true;
        for (Ranking.Scored route : ranking.all()) {
            boolean said = route.similarity() >= threshold && (first || kind.multiValued());
            double probability = kind.multiValued() ? table.alone(route.similarity()) : route.probability();
            if (said || probability >= LEAST_PROBABILITY) {
                // what rests on descriptions alone is only ever suggested
                scored.add(new ScoredLabel(
                        kind,
                        labels.get(route.route()),
                        probability,
                        said ? Decision.SUGGEST : Decision.ABSTAIN,
                        table.alone(threshold)));
            }
            first = false;
        }
        scored.sort(Comparator.comparingDouble(ScoredLabel::probability).reversed());
        return scored;
    }

    /** How often the first label was right, by how far it was ahead. */
    private static final class Clearnesses {
        private final Map<Clearness, int[]> counts = new EnumMap<>(Clearness.class);
        private final RouteSettings settings;

        Clearnesses(RouteSettings settings) {
            this.settings = settings;
        }

        void add(Ranking ranking, boolean right) {
            int[] count = counts.computeIfAbsent(ranking.clearness(), c -> new int[2]);
            count[0]++;
            count[1] += right ? 1 : 0;
        }

        void print(LabelKind kind, PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "%n%s by margin (threshold %.2f, near-tie to %.2f, clear from %.2f)%n",
                    kind.name().toLowerCase(Locale.ROOT),
                    settings.threshold(),
                    settings.nearTie(),
                    settings.clear());
            counts.forEach((clearness, count) -> out.printf(
                    Locale.ROOT,
                    "  %-20s %9d documents, first right %.3f%n",
                    clearness.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    count[0],
                    KindMetrics.ratio(count[1], count[0])));
        }
    }
}
