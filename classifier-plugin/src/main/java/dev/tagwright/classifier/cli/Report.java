package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.decision.Reliability;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.training.TrainingSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Says what an evaluation found, for people and as JSON. */
final class Report {

    private final Path corpus;
    private final TrainingSettings settings;
    private final Decided decided;
    private final int train;
    private final int test;

    Report(Path corpus, TrainingSettings settings, Snapshot snapshot, int train, int test) {
        this(
                corpus,
                settings,
                new Decided(
                        snapshot.labels().size(),
                        snapshot.content().features().size(),
                        snapshot.content().weights().weight().length,
                        "snapshot",
                        snapshot.digest(),
                        snapshot.provenance().dataDigest(),
                        snapshot),
                train,
                test);
    }

    private Report(Path corpus, TrainingSettings settings, Decided decided, int train, int test) {
        this.corpus = corpus;
        this.settings = settings;
        this.decided = decided;
        this.train = train;
        this.test = test;
    }

    /** Says what was decided without any training, by routes alone. */
    static Report ofRoutes(Path corpus, TrainingSettings settings, String model, int labels, int test) {
        return new Report(corpus, settings, new Decided(labels, 0, 0, "routes with model", model, "", null), 0, test);
    }

    /** What the decisions rest on. */
    private record Decided(
            int labels,
            int features,
            int weights,
            String what,
            String name,
            String dataDigest,
            @Nullable Snapshot snapshot) {}

    void print(PrintStream out, Phases phases, Collection<KindMetrics> metrics) {
        out.printf(
                Locale.ROOT,
                "%s: %d training documents, %d test documents, %d labels, %d features, %d weights%n",
                corpus.getFileName(),
                train,
                test,
                decided.labels(),
                decided.features(),
                decided.weights());
        out.printf(Locale.ROOT, "%s %s%n%n", decided.what(), decided.name());
        out.printf(Locale.ROOT, "%-28s %9s %9s%n", "seconds", "wall", "CPU");
        double wall = 0;
        double cpu = 0;
        for (Map.Entry<String, Phases.Took> entry : phases.took().entrySet()) {
            Phases.Took took = entry.getValue();
            out.printf(Locale.ROOT, "%-28s %9.2f %9.2f%n", entry.getKey(), took.wall(), took.cpu());
            wall += took.wall();
            cpu += took.cpu();
        }
        out.printf(Locale.ROOT, "%-28s %9.2f %9.2f%n", "together", wall, cpu);
        out.printf(Locale.ROOT, "%-28s %9d MiB%n", "peak memory", Phases.peakMemory());
        for (KindMetrics kind : metrics) {
            out.printf(Locale.ROOT, "%n%s%n", name(kind));
            kind.figures()
                    .forEach((name, figure) -> out.printf(
                            Locale.ROOT, isCount(name) ? "  %-48s %8.0f%n" : "  %-48s %8.4f%n", name, figure));
            Reliability reliability = kind.reliability();
            out.printf(Locale.ROOT, "  %-20s %9s %12s %12s%n", "probability", "count", "mean", "were right");
            for (int bin = 0; bin < Reliability.BINS; bin++) {
                out.printf(
                        Locale.ROOT,
                        "  %.1f to %-13.1f %9d %12.3f %12.3f%n",
                        (double) bin / Reliability.BINS,
                        (bin + 1.0) / Reliability.BINS,
                        reliability.count(bin),
                        reliability.meanProbability(bin),
                        reliability.frequency(bin));
            }
        }
    }

    void write(Path file, Phases phases, Collection<KindMetrics> metrics) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(
                        new ObjectWriteContext.Base() {
                            @Override
                            public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                                return new DefaultPrettyPrinter();
                            }
                        },
                        new BufferedOutputStream(Files.newOutputStream(file)))) {
            json.writeStartObject();
            json.writeStringProperty("corpus", String.valueOf(corpus.getFileName()));
            json.writeNumberProperty("seed", settings.seed());
            json.writeNumberProperty("threads", settings.threads());
            json.writeNumberProperty("trainDocuments", train);
            json.writeNumberProperty("testDocuments", test);
            json.writeNumberProperty("labels", decided.labels());
            json.writeNumberProperty("features", decided.features());
            json.writeStringProperty(decided.what(), decided.name());
            json.writeStringProperty("dataDigest", decided.dataDigest());
            json.writeNumberProperty("peakMemoryMiB", Phases.peakMemory());
            json.writeObjectPropertyStart("seconds");
            phases.took().forEach((name, took) -> {
                json.writeObjectPropertyStart(name);
                json.writeNumberProperty("wall", took.wall());
                json.writeNumberProperty("cpu", took.cpu());
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeObjectPropertyStart("kinds");
            for (KindMetrics kind : metrics) {
                json.writeObjectPropertyStart(name(kind));
                kind.figures().forEach(json::writeNumberProperty);
                writeReliability(json, kind.reliability());
                json.writeEndObject();
            }
            json.writeEndObject();
            if (decided.snapshot() != null) {
                writeLabels(json, decided.snapshot());
            }
            json.writeEndObject();
        }
    }

    /** Writes what cross-validation within the training documents says of each label, as the snapshot keeps it. */
    private static void writeLabels(JsonGenerator json, Snapshot snapshot) {
        json.writeArrayPropertyStart("crossValidatedLabels");
        List<Evaluation.OfLabel> evaluated = snapshot.evaluation().labels();
        for (int i = 0; i < evaluated.size(); i++) {
            Evaluation.OfLabel of = evaluated.get(i);
            SnapshotLabel label = snapshot.labels().get(i);
            json.writeStartObject();
            json.writeStringProperty("kind", of.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("label", of.key());
            json.writeNumberProperty("support", of.support());
            json.writeNumberProperty("precision", of.precision());
            json.writeNumberProperty("recall", of.recall());
            json.writeNumberProperty("F1", of.f1());
            json.writeNumberProperty("F1 at least", of.f1Low());
            json.writeNumberProperty("F1 at most", of.f1High());
            json.writeNumberProperty("suggested from", label.suggestThreshold());
            json.writeNumberProperty("applied from", label.applyThreshold());
            json.writeNumberProperty("applied", of.applied());
            json.writeNumberProperty("applied rightly", of.appliedRightly());
            json.writeNumberProperty("coverage of apply", of.coverage());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeReliability(JsonGenerator json, Reliability reliability) {
        json.writeArrayPropertyStart("reliability");
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            json.writeStartObject();
            json.writeNumberProperty("count", reliability.count(bin));
            json.writeNumberProperty("meanProbability", reliability.meanProbability(bin));
            json.writeNumberProperty("frequency", reliability.frequency(bin));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static boolean isCount(String name) {
        return name.endsWith("documents") && !name.startsWith("macro") || name.equals("labels");
    }

    private static String name(KindMetrics kind) {
        return kind.kind().name().toLowerCase(Locale.ROOT);
    }
}
