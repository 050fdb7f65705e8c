package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.plugin.Metric;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.suggestion.Escalation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted and measured, for whoever watches the installation. Safe for any number of threads. */
final class Figures {

    private final Keeper keeper;
    private final Retrain retrain;
    private final Escalation escalation;
    private final Backfill backfill;
    private final Clock clock;
    private final LongAdder decisionNanos = new LongAdder();
    private final ConcurrentMap<String, LongAdder> documents = new ConcurrentHashMap<>();
    private final ConcurrentMap<Decided, LongAdder> decisions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> said = new ConcurrentHashMap<>();

    private record Decided(String kind, String decision) {}

    Figures(Keeper keeper, Retrain retrain, Escalation escalation, Backfill backfill, Clock clock) {
        this.keeper = keeper;
        this.retrain = retrain;
        this.escalation = escalation;
        this.backfill = backfill;
        this.clock = clock;
        List.of("decided", "silent").forEach(outcome -> adder(documents, outcome));
        List.of("accepted", "rejected", "corrected").forEach(verdict -> adder(said, verdict));
    }

    /** Counts what was decided on one document. */
    void decided(Suggestions answer, Duration took) {
        decisionNanos.add(took.toNanos());
        adder(documents, answer.silence().isEmpty() ? "decided" : "silent").increment();
        for (Suggestion one : answer.suggestions()) {
            decisions
                    .computeIfAbsent(
                            new Decided(word(one.label().kind()), word(one.decision())), any -> new LongAdder())
                    .increment();
        }
    }

    /** Counts what people said. */
    void said(List<FeedbackEntry> entries) {
        entries.forEach(entry -> adder(said, word(entry.verdict())).increment());
    }

    private static LongAdder adder(ConcurrentMap<String, LongAdder> adders, String key) {
        return adders.computeIfAbsent(key, any -> new LongAdder());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    List<Metric> all() {
        List<Metric> all = new ArrayList<>();
        new TreeMap<>(documents)
                .forEach((outcome, count) -> all.add(counter(
                        "documents", "Documents that were decided on.", Map.of("outcome", outcome), count.sum())));
        decisions.forEach((what, count) -> all.add(counter(
                "decisions",
                "Labels that were applied or suggested on documents that arrived.",
                Map.of("kind", what.kind(), "decision", what.decision()),
                count.sum())));
        all.add(counter("decision_seconds", "How long deciding took.", Map.of(), decisionNanos.sum() / 1e9));
        Escalation.Tally tally = escalation.tally();
        Map.of(
                        "doubtful", tally.doubtful(),
                        "unlearned", tally.unlearned(),
                        "forbidden", tally.forbidden(),
                        "changed", tally.changed(),
                        "larger", tally.larger())
                .forEach((outcome, count) -> all.add(counter(
                        "escalations",
                        "Documents that the heavier path was asked about, since a label was in doubt or next to nothing was"
                                + " learned of it; that it changed; that the larger model was asked about, too;"
                                + " or that are marked not to be asked about.",
                        Map.of("outcome", outcome),
                        count)));
        new TreeMap<>(said)
                .forEach((verdict, count) -> all.add(
                        counter("feedback", "What people said of labels.", Map.of("verdict", verdict), count.sum())));
        addTrainings(all);
        addSnapshot(all);
        all.add(gauge("embedded_documents", "Documents that are embedded.", backfill.done()));
        all.add(gauge("embedding_documents", "Documents that are to be embedded.", backfill.total()));
        return all;
    }

    private void addTrainings(List<Metric> all) {
        Retrain.Tally trainings = retrain.tally();
        for (var state : List.of("promoted", "skipped", "kept_back", "stopped", "failed")) {
            int count = trainings.ended().entrySet().stream()
                    .filter(entry -> word(entry.getKey()).equals(state))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            all.add(counter("trainings", "Trainings of this host that ended.", Map.of("outcome", state), count));
        }
        trainings
                .spent()
                .forEach((phase, time) -> all.add(counter(
                        "training_phase_seconds",
                        "How long the trainings of this host were in each phase.",
                        Map.of("phase", word(phase)),
                        time.toMillis() / 1e3)));
    }

    private void addSnapshot(List<Metric> all) {
        KeptSnapshot held = keeper.held();
        boolean well = held != null && keeper.trouble().isEmpty();
        all.add(gauge("snapshot_serves", "1 when the snapshot that should serve does.", well ? 1 : 0));
        if (held != null) {
            all.add(gauge(
                    "snapshot_age_seconds",
                    "Since the snapshot that serves was made.",
                    Duration.between(held.createdAt(), clock.instant()).toMillis() / 1e3));
            all.add(gauge("snapshot_labels", "Labels that the snapshot knows.", held.labels()));
            all.add(gauge("snapshot_documents", "Documents that the snapshot was learned from.", held.documents()));
            all.add(gauge("snapshot_quality", "Micro-F1 of its cross-validation, from 0 to 1.", held.quality()));
        }
    }

    private static Metric counter(String name, String help, Map<String, String> labels, double value) {
        return new Metric(name, Metric.Kind.COUNTER, help, labels, value);
    }

    private static Metric gauge(String name, String help, double value) {
        return new Metric(name, Metric.Kind.GAUGE, help, Map.of(), value);
    }
}
