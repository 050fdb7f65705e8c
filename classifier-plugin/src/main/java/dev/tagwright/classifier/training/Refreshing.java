package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.OutOfFold;
import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.features.SparseVector;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearTrainer;
import dev.tagwright.classifier.snapshot.LabelUpdate;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SuccessorChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Learns what a training on the same documents would, but sees them as an earlier snapshot does: its words and what they
 * weigh stay. So no text is taken apart again. For one thread and one use; the fitting itself uses as many threads as the
 * settings allow.
 */
public final class Refreshing {

    private final TrainingSettings settings;
    private final Snapshot earlier;
    private final LabelNames names;
    private final BooleanSupplier stop;
    private final TrainingRows rows = new TrainingRows();
    private final List<SparseVector> vectors = new ArrayList<>();

    /**
     * @param earlier the earlier snapshot
     * @param names what labels are called now
     * @param stop asked often, from several threads; once it says true the work ends within two seconds
     */
    public Refreshing(TrainingSettings settings, Snapshot earlier, LabelNames names, BooleanSupplier stop) {
        this.settings = settings;
        this.earlier = earlier;
        this.names = names;
        this.stop = stop;
    }

    /**
     * Takes one document in.
     *
     * @param vector as the earlier snapshot sees its text
     */
    public void add(LabelledDocument document, SparseVector vector) {
        rows.add(document);
        vectors.add(vector);
    }

    /**
     * Learns from all documents that were taken in. Called once.
     *
     * @return all labels that a document carries, in the order of their kinds, then of their keys, and the curves of their
     *     kinds
     * @throws TrainingStoppedException if somebody asked to stop
     */
    public SuccessorChange finish() throws TrainingStoppedException {
        Targets targets = rows.targets(rows.order(), settings.seed());
        if (targets.labels() == 0) {
            return new SuccessorChange(List.of());
        }
        OutOfFold outOfFold = targets.outOfFold();
        CsrMatrix matrix = matrix(targets.order()).sharing(rows.shares(targets.order()));
        NameWeights named = new NameWeights(targets, names, earlier.content().features(), matrix);
        LinearModel[] models;
        try {
            models = LinearTrainer.standard()
                    .crossFit(
                            new LinearProblem(
                                    matrix,
                                    targets.positiveRows(),
                                    targets.ignoredRows(),
                                    targets.foldStart(),
                                    Training.fitting(settings)),
                            (label, margins) -> named.accept(outOfFold, label, margins),
                            new LinearTrainer.Watch(stop, done -> {}));
        } catch (CancellationException e) {
            throw new TrainingStoppedException();
        }
        named.fit(outOfFold);
        models = named.join(models);
        Calibration calibration = new Calibration(settings, targets, outOfFold, named, null);
        for (LabelKind kind : targets.kinds()) {
            calibration.add(kind);
        }
        List<LabelUpdate> labels = new ArrayList<>();
        for (int label = 0; label < models.length; label++) {
            labels.add(new LabelUpdate(calibration.labels().get(label), models[label]));
        }
        return new SuccessorChange(labels, calibration.curves());
    }

    private CsrMatrix matrix(int[] order) {
        int[] start = new int[order.length + 1];
        for (int row = 0; row < order.length; row++) {
            start[row + 1] = Math.addExact(start[row], vectors.get(order[row]).size());
        }
        int[] column = new int[start[order.length]];
        float[] value = new float[column.length];
        for (int row = 0; row < order.length; row++) {
            SparseVector vector = vectors.get(order[row]);
            System.arraycopy(vector.feature(), 0, column, start[row], vector.size());
            System.arraycopy(vector.value(), 0, value, start[row], vector.size());
        }
        return new CsrMatrix(order.length, earlier.content().weights().features(), start, column, value);
    }
}
