package dev.tagwright.classifier.feedback;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Thresholds;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.Refitter;
import dev.tagwright.classifier.snapshot.LabelUpdate;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.snapshot.SuccessorChange;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.NameWords;
import dev.tagwright.classifier.training.Refreshing;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Fits labels of a snapshot again on the documents of a workbench. For one thread. */
final class Improver {

    private static final LinearModel NOTHING_LEARNED = new LinearModel(new int[0], new float[0], -1);

    /** Up to so many pairs of document and label all is learned anew within a second. */
    private static final long FEW_PAIRS = 60_000;

    private final Workbench bench;
    private final TrainingSettings settings;
    private final LabelNames names;

    /**
     * @param names what labels are called now
     */
    Improver(Workbench bench, TrainingSettings settings, LabelNames names) {
        this.bench = bench;
        this.settings = settings;
        this.names = names;
    }

    /**
     * Returns what a training on all documents of the bench makes of the snapshot with its words as they are; null when
     * they are too many for that.
     */
    @Nullable
    SuccessorChange refresh(Snapshot snapshot, BooleanSupplier stop) throws TrainingStoppedException {
        Collection<Workbench.Whole> all = bench.whole();
        if (all == null || (long) all.size() * snapshot.labels().size() > FEW_PAIRS) {
            return null;
        }
        Refreshing refreshing = new Refreshing(settings, snapshot, names, stop);
        all.forEach(one -> refreshing.add(one.document(), one.vector()));
        SuccessorChange learned = refreshing.finish();
        List<LabelUpdate> labels = new ArrayList<>(learned.labels());
        Set<LabelName> carried = new HashSet<>();
        learned.labels()
                .forEach(update -> carried.add(
                        new LabelName(update.label().kind(), update.label().key())));
        for (SnapshotLabel label : snapshot.labels()) {
            if (!carried.contains(new LabelName(label.kind(), label.key()))) {
                labels.add(new LabelUpdate(label, NOTHING_LEARNED));
            }
        }
        return new SuccessorChange(labels, learned.curves());
    }

    /**
     * Returns the labels as they are at the optimum of what is on the bench now. Thresholds and curves stay those of the
     * training; a label that the training did not know is suggested like the others of its kind and never applied. Labels
     * of a kind that was not learned, and new ones that no document carries, are left out.
     */
    List<LabelUpdate> improve(Snapshot snapshot, Collection<LabelName> labels, BooleanSupplier stop) {
        Refitter refitter = new Refitter(
                bench.matrix(), Training.fitting(settings), snapshot.labels().size());
        List<LabelUpdate> updates = new ArrayList<>();
        for (LabelName name : new TreeSet<>(labels)) {
            if (stop.getAsBoolean()) {
                break;
            }
            int[] positive = bench.rows(name.kind(), name.key(), 1);
            Optional<SnapshotLabel> before = snapshot.label(name.kind(), name.key());
            boolean kindLearned = snapshot.content().curves().stream().anyMatch(curve -> curve.kind() == name.kind());
            if (!kindLearned || (before.isEmpty() && positive.length == 0)) {
                continue;
            }
            LinearModel model = before.isPresent()
                    ? snapshot.content().weights().model(snapshot.labels().indexOf(before.get()))
                    : NOTHING_LEARNED;
            NameWords words = NameWords.of(
                    names.name(name.kind(), name.key()), snapshot.content().features());
            SnapshotLabel label = label(snapshot, name, before, Math.max(1, bench.whole(positive)));
            LinearModel learned = words.join(model, before.isPresent() ? -label.perName() : 0);
            LinearModel after = refitter.refit(positive, bench.rows(name.kind(), name.key(), 0), learned, stop);
            updates.add(new LabelUpdate(label, words.join(after, label.perName())));
        }
        return updates;
    }

    private static SnapshotLabel label(
            Snapshot snapshot, LabelName name, Optional<SnapshotLabel> before, int positives) {
        double slope = before.map(SnapshotLabel::slope).orElse(0.0);
        double offset = before.map(SnapshotLabel::offset).orElse(0.0);
        double suggest = before.map(SnapshotLabel::suggestThreshold)
                .orElseGet(() -> Math.min(1, usual(snapshot, name.kind(), SnapshotLabel::suggestThreshold, 0.5)));
        double perName = before.map(SnapshotLabel::perName)
                .orElseGet(() -> usual(snapshot, name.kind(), SnapshotLabel::perName, 0));
        double apply = before.map(SnapshotLabel::applyThreshold).orElse(Thresholds.NEVER);
        return new SnapshotLabel(name.kind(), name.key(), positives, slope, offset, suggest, apply, perName);
    }

    /** Returns the median over the labels of a kind. */
    private static double usual(
            Snapshot snapshot, LabelKind kind, ToDoubleFunction<SnapshotLabel> figure, double ofNone) {
        double[] figures = snapshot.labels().stream()
                .filter(label -> label.kind() == kind)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return figures.length == 0 ? ofNone : figures[figures.length / 2];
    }
}
