package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Measures whether documents that were made up help: learns with and without them, by cross-validation over the same
 * folds, and counts on the documents of the archive alone. They help a label when no fewer of the documents that carry it are
 * found, its F1 rises and that of its kind does not fall: F1 alone rises by luck where only two documents carry a label.
 */
final class Trial {

    /** Micro-F1 of a kind may fall by so much for a label of it to count: what chance does between two trainings. */
    private static final double SLACK = 0.002;

    private final Archive archive;

    Trial(Archive archive) {
        this.archive = archive;
    }

    /** Returns what was measured of each label that has documents that were made up; none when nothing can be learned. */
    List<Measured> measure(List<SyntheticDocument> documents, Archive.Known known, Instant now, BooleanSupplier stop)
            throws TrainingStoppedException {
        List<LabelledDocument> added = Synthetic.labelled(documents, known.auto());
        Evaluation without;
        Evaluation with;
        try {
            without = archive.trial(List.of(), stop).evaluation();
            with = archive.trial(added, stop).evaluation();
        } catch (NoTrainingDataException e) {
            return List.of();
        }
        Map<LabelId, Integer> count = new HashMap<>();
        Map<LabelId, Long> last = new HashMap<>();
        for (SyntheticDocument document : documents) {
            count.merge(document.label(), 1, Integer::sum);
            last.merge(document.label(), document.id(), Math::max);
        }
        Map<LabelKind, Boolean> noWorse = new EnumMap<>(LabelKind.class);
        Map<LabelId, Evaluation.OfLabel> before = labels(without);
        Map<LabelId, Evaluation.OfLabel> after = labels(with);
        for (LabelKind kind : LabelKind.values()) {
            noWorse.put(kind, micro(with, kind) >= micro(without, kind) - SLACK);
        }
        List<Measured> found = new ArrayList<>();
        count.forEach((label, size) -> {
            Evaluation.OfLabel old = before.get(label);
            Evaluation.OfLabel made = after.get(label);
            boolean helped = old != null
                    && made != null
                    && made.truePositives() >= old.truePositives()
                    && made.f1() > old.f1()
                    && noWorse.getOrDefault(label.kind(), false);
            found.add(new Measured(
                    label,
                    last.getOrDefault(label, 0L),
                    size,
                    known.examples().getOrDefault(label, 0),
                    old == null ? 0 : old.f1(),
                    made == null ? 0 : made.f1(),
                    helped,
                    now));
        });
        return found;
    }

    private static Map<LabelId, Evaluation.OfLabel> labels(Evaluation evaluation) {
        Map<LabelId, Evaluation.OfLabel> found = new HashMap<>();
        evaluation.labels().forEach(label -> found.put(new LabelId(label.kind(), Long.parseLong(label.key())), label));
        return found;
    }

    private static double micro(Evaluation evaluation, LabelKind kind) {
        return evaluation.kinds().stream()
                .filter(one -> one.kind() == kind)
                .mapToDouble(Evaluation.OfKind::microF1)
                .findFirst()
                .orElse(0);
    }
}
