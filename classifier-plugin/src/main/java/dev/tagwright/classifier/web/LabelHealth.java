package dev.tagwright.classifier.web;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation.OfLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well one label is decided on, by cross-validation within what it was learned from.
 *
 * @param kind the kind
 * @param id the host's number
 * @param name what people call it; untrusted
 * @param support documents that carry it
 * @param precision of what is predicted, how much is right, in [0, 1]
 * @param recall of what carries it, how much is found, in [0, 1]
 * @param f1 harmonic mean of the two
 * @param f1Low lower end of its 95 % interval
 * @param f1High upper end of its 95 % interval
 * @param applied how often it would have been applied without a person
 * @param appliedRightly how often that was right
 */
public record LabelHealth(
        LabelKind kind,
        String id,
        String name,
        int support,
        double precision,
        double recall,
        double f1,
        double f1Low,
        double f1High,
        int applied,
        int appliedRightly) {

    public static List<LabelHealth> of(@Nullable Snapshot snapshot, List<Label> catalogue) {
        if (snapshot == null) {
            return List.of();
        }
        Map<String, String> names = new HashMap<>();
        catalogue.forEach(label ->
                names.put(key(label.id().kind(), Long.toString(label.id().value())), label.name()));
        return snapshot.evaluation().labels().stream()
                .map(label -> of(label, names.getOrDefault(key(label.kind(), label.key()), "(deleted)")))
                .toList();
    }

    private static LabelHealth of(OfLabel label, String name) {
        return new LabelHealth(
                label.kind(),
                label.key(),
                name,
                label.support(),
                label.precision(),
                label.recall(),
                label.f1(),
                label.f1Low(),
                label.f1High(),
                label.applied(),
                label.appliedRightly());
    }

    private static String key(LabelKind kind, String id) {
        return kind.name() + ' ' + id;
    }
}
