package dev.tagwright.classifier.cli;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Learns from a corpus' training documents and says how well that decides on its test documents. */
final class EvaluateCommand {

    private static final List<String> KNOWN = List.of(
            "--seed",
            "--threads",
            "--error-budget",
            EmbeddingOption.NAME,
            EmbeddingOption.CACHE,
            "--zero-shot",
            "--report",
            "--predictions");

    private EvaluateCommand() {}

    static void run(List<String> args, PrintStream out, PrintStream err, boolean terminal)
            throws BadInputException, IOException {
        Options options = new Options(args, KNOWN);
        if (options.text("--zero-shot") != null) {
            ZeroShotCommand.run(options, out, err, terminal);
            return;
        }
        Path corpus = options.corpus();
        TrainingSettings settings = settings(options);
        Path reportFile = options.output("--report");
        Path predictionFile = options.output("--predictions");

        Phases phases = new Phases(err, terminal);
        CorpusVectors vectors = CorpusVectors.of(corpus, options, settings.threads(), phases);
        phases.begin(dev.tagwright.classifier.training.Progress.Phase.READING.words());
        Training training = new Training(settings, phases, () -> false, vectors.model());
        training.named(LabelNames.KEYS);
        List<CorpusDocument> test = new ArrayList<>();
        int trained = 0;
        try (CorpusReader reader = open(corpus)) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                if (document.test()) {
                    test.add(document);
                } else {
                    training.add(labelled(document), vectors.of(document.text()));
                    trained++;
                }
            }
        } catch (TrainingStoppedException e) {
            throw new IllegalStateException("nobody stops the training", e);
        }
        if (trained == 0) {
            throw new BadInputException(
                    corpus.getFileName() + ": no line has \"split\": \"train\", there is nothing" + " to learn from.");
        }
        Snapshot snapshot = finish(training, corpus);

        phases.begin("deciding");
        Report report = new Report(corpus, settings, snapshot, trained, test.size());
        Map<LabelKind, KindMetrics> metrics = metrics(snapshot);
        try (PredictionWriter predictions = predictionFile == null ? null : new PredictionWriter(predictionFile)) {
            for (CorpusDocument document : test) {
                List<ScoredLabel> scored = snapshot.classify(document.text(), vectors.of(document.text()));
                if (predictions != null) {
                    predictions.write(document.id(), scored);
                }
                count(metrics, document, scored);
            }
        }
        phases.end();
        report.print(out, phases, metrics.values());
        if (reportFile != null) {
            report.write(reportFile, phases, metrics.values());
        }
    }

    static CorpusReader open(Path corpus) throws BadInputException, IOException {
        return new CorpusReader(String.valueOf(corpus.getFileName()), Files.newInputStream(corpus));
    }

    static TrainingSettings settings(Options options) throws BadInputException {
        TrainingSettings defaults = TrainingSettings.defaults();
        Map<LabelKind, Double> budgets = new EnumMap<>(LabelKind.class);
        if (options.text("--error-budget") != null) {
            double budget = options.share("--error-budget");
            for (LabelKind kind : LabelKind.values()) {
                budgets.put(kind, budget);
            }
        }
        return new TrainingSettings(
                options.number("--seed", defaults.seed(), Long.MIN_VALUE, Long.MAX_VALUE),
                (int) options.number("--threads", defaults.threads(), 1, 1024),
                budgets,
                Map.of());
    }

    static LabelledDocument labelled(CorpusDocument document) {
        return new LabelledDocument(document.id(), document.text(), document.labels(), Map.of());
    }

    static Snapshot finish(Training training, Path corpus) throws BadInputException {
        try {
            return training.finish();
        } catch (NoTrainingDataException e) {
            throw new BadInputException(corpus.getFileName() + ": " + e.getMessage());
        } catch (TrainingStoppedException e) {
            throw new IllegalStateException("nobody stops the training", e);
        }
    }

    private static Map<LabelKind, KindMetrics> metrics(Snapshot snapshot) {
        Map<LabelKind, Map<String, Integer>> trained = new EnumMap<>(LabelKind.class);
        for (SnapshotLabel label : snapshot.labels()) {
            trained.computeIfAbsent(label.kind(), k -> new HashMap<>()).put(label.key(), label.positives());
        }
        Map<LabelKind, KindMetrics> metrics = new EnumMap<>(LabelKind.class);
        trained.forEach((kind, labels) -> metrics.put(kind, new KindMetrics(kind, labels)));
        return metrics;
    }

    private static void count(Map<LabelKind, KindMetrics> metrics, CorpusDocument document, List<ScoredLabel> scored) {
        metrics.forEach((kind, ofKind) -> {
            Set<String> truth = document.labels().get(kind);
            if (truth != null) {
                ofKind.add(
                        truth,
                        scored.stream().filter(label -> label.kind() == kind).toList());
            }
        });
    }
}
