package dev.tagwright.classifier.plugin;

import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.Health.Part;
import dev.tagwright.api.plugin.Health.State;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.extraction.OcrState;
import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Serving;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.util.StringUtils;

/** Says how the plugin is, from memory and a look into the folders of the OCR engine. Safe for any number of threads. */
final class HealthReport {

    private final Serving serving;
    private final Keeper keeper;
    private final Retrain retrain;
    private final WatchedHost host;
    private final TextExtractor extractor;
    private final ModelMeaning meaning;
    private final ModelMeaning larger;
    private final Backfill backfill;
    private final PluginSettings settings;

    HealthReport(
            Serving serving,
            Keeper keeper,
            Retrain retrain,
            WatchedHost host,
            TextExtractor extractor,
            ModelMeaning meaning,
            ModelMeaning larger,
            Backfill backfill,
            PluginSettings settings) {
        this.serving = serving;
        this.keeper = keeper;
        this.retrain = retrain;
        this.host = host;
        this.extractor = extractor;
        this.meaning = meaning;
        this.larger = larger;
        this.backfill = backfill;
        this.settings = settings;
    }

    Health report() {
        List<Part> parts = new ArrayList<>();
        parts.add(snapshot());
        parts.add(training(retrain.status()));
        OcrState ocr = extractor.ocrState();
        parts.add(new Part("ocr", ocr.available() ? State.UP : State.DEGRADED, ocr.message()));
        parts.add(embedding());
        if (larger.wanted()) {
            parts.add(model("escalation", larger, "what routes leave open is decided without the larger model", ""));
        }
        parts.add(
                host.trouble().isEmpty()
                        ? new Part("host", State.UP, "The host answers.")
                        : new Part("host", State.DEGRADED, host.trouble()));
        parts.add(
                settings.unknown().isEmpty()
                        ? new Part("settings", State.UP, "All settings are known.")
                        : new Part(
                                "settings",
                                State.DEGRADED,
                                "These settings are not known and have no effect: "
                                        + String.join(", ", settings.unknown()) + ". Maybe they are misspelt."));
        State worst =
                parts.stream().map(Part::state).max(Comparator.naturalOrder()).orElse(State.UP);
        return new Health(worst, parts);
    }

    private Part embedding() {
        if (!meaning.wanted()) {
            return new Part("embedding", State.UP, "No embedding model is wanted; words alone count.");
        }
        return model("embedding", meaning, "words alone count", embedded());
    }

    /**
     * How a model is.
     *
     * @param part whose name the part of the report has
     * @param otherwise what is done while it does not answer
     * @param further what is said of it while it does
     */
    private static Part model(String part, ModelMeaning model, String otherwise, String further) {
        if (!model.trouble().isEmpty()) {
            return new Part(part, State.DEGRADED, model.trouble() + " " + StringUtils.capitalize(otherwise) + ".");
        }
        if (model.isWithoutFiles()) {
            return new Part(
                    part,
                    State.DEGRADED,
                    "The files of the embedding model were deleted or changed since it was loaded. It answers from memory"
                            + " and will be missed at the next start. Maybe put them back.");
        }
        return new Part(
                part,
                State.UP,
                model.loaded()
                        .map(now -> "Model " + now.name() + " answers: " + now.dimension() + " dimensions, engine "
                                + now.engine() + ", device " + now.device() + "." + further)
                        .orElse("The embedding model is loaded soon after the start; until then " + otherwise + "."));
    }

    private String embedded() {
        return backfill.isThrough()
                ? " All documents are embedded."
                : " Embedded are " + backfill.done() + " of " + backfill.total()
                        + " documents; until all are, words alone are learned from.";
    }

    private Part snapshot() {
        Snapshot snapshot = serving.current();
        String trouble = keeper.trouble();
        if (snapshot == null) {
            return new Part(
                    "snapshot",
                    State.DEGRADED,
                    trouble.isEmpty()
                            ? "Nothing was learned yet, so nothing is suggested. File some documents and train."
                            : trouble + " Nothing is suggested until the next training.");
        }
        if (!trouble.isEmpty()) {
            return new Part("snapshot", State.DEGRADED, trouble);
        }
        return new Part(
                "snapshot",
                State.UP,
                "Snapshot "
                        + snapshot.digest()
                                .substring(0, Math.min(12, snapshot.digest().length()))
                        + " serves: " + snapshot.provenance().labels() + " labels, learned from "
                        + snapshot.provenance().documents() + " documents.");
    }

    private static Part training(TrainingStatus status) {
        return switch (status.state()) {
            case NEVER -> new Part("training", State.UP, "There was no training yet.");
            case RUNNING -> new Part("training", State.UP, "A training runs: " + status.phase() + ".");
            case FAILED -> new Part("training", State.DEGRADED, status.message());
            case KEPT_BACK -> new Part("training", State.DEGRADED, status.message());
            default -> new Part("training", State.UP, status.message());
        };
    }
}
