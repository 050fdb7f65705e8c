package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotFormat;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingEngine;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns from a corpus and keeps what was learned. */
final class TrainCommand {

    private static final List<String> KNOWN = List.of(
            "--snapshot",
            "--seed",
            "--threads",
            "--error-budget",
            "--key",
            "--engine",
            EmbeddingOption.NAME,
            EmbeddingOption.CACHE);

    private TrainCommand() {}

    private static @Nullable Supplier<TrainingEngine> engine(@Nullable String name) throws BadInputException {
        if (name == null) {
            return null;
        }
        List<ServiceLoader.Provider<TrainingEngine>> found =
                ServiceLoader.load(TrainingEngine.class).stream().toList();
        for (ServiceLoader.Provider<TrainingEngine> one : found) {
            if (name(one).equalsIgnoreCase(name)) {
                return one;
            }
        }
        String there = found.stream().map(TrainCommand::name).sorted().collect(Collectors.joining(", "));
        throw new BadInputException("option (--engine): (" + name + ") is not on the class path, where there is ("
                + (there.isEmpty() ? "none" : there) + "). Leave it out to fit all labels in this process.");
    }

    /** Returns how the option calls an engine: as its class, without what they all end in. */
    private static String name(ServiceLoader.Provider<TrainingEngine> engine) {
        return engine.type().getSimpleName().replaceFirst("Engine$", "").toLowerCase(Locale.ROOT);
    }

    private static Snapshot finish(Training training, Path corpus, @Nullable Supplier<TrainingEngine> engine)
            throws BadInputException {
        if (engine == null) {
            return EvaluateCommand.finish(training, corpus);
        }
        try (TrainingEngine opened = engine.get()) {
            training.by(opened.trainer());
            return EvaluateCommand.finish(training, corpus);
        }
    }

    static void run(List<String> args, PrintStream out, PrintStream err, boolean terminal)
            throws BadInputException, IOException {
        Options options = new Options(args, KNOWN);
        Path corpus = options.corpus();
        Path file = options.output("--snapshot");
        if (file == null) {
            throw new BadInputException("option (--snapshot) is missing.");
        }
        SnapshotFormat format = SnapshotFile.format(options);
        Supplier<TrainingEngine> engine = engine(options.text("--engine"));
        Phases phases = new Phases(err, terminal);
        TrainingSettings settings = EvaluateCommand.settings(options);
        CorpusVectors vectors = CorpusVectors.of(corpus, options, settings.threads(), phases);
        Training training = new Training(settings, phases, () -> false, vectors.model());
        training.named(LabelNames.KEYS);
        int documents = 0;
        try (CorpusReader reader = EvaluateCommand.open(corpus)) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                if (!document.test()) {
                    training.add(EvaluateCommand.labelled(document), vectors.of(document.text()));
                    documents++;
                }
            }
        } catch (TrainingStoppedException e) {
            throw new IllegalStateException("nobody stops the training", e);
        }
        Snapshot snapshot = finish(training, corpus, engine);
        long bytes = SnapshotFile.write(format, snapshot, file);
        phases.end();
        out.printf(
                Locale.ROOT,
                "%s: learned %d labels from %d documents; %d bytes, digest %s%n",
                file.getFileName(),
                snapshot.labels().size(),
                documents,
                bytes,
                snapshot.digest());
        for (Evaluation.OfKind kind : snapshot.evaluation().kinds()) {
            out.printf(
                    Locale.ROOT,
                    "%s, by cross-validation: micro F1 %.3f, macro F1 %.3f, calibration error %.3f, applied %d of which %d"
                            + " rightly%n",
                    kind.kind().name().toLowerCase(Locale.ROOT),
                    kind.microF1(),
                    kind.macroF1(),
                    kind.calibrationError(),
                    kind.applied(),
                    kind.appliedRightly());
        }
    }
}
