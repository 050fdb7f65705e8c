package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.OutOfFold;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.features.DenseFeatures;
import dev.tagwright.classifier.features.FeatureBuilder;
import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearSettings;
import dev.tagwright.classifier.linear.LinearTrainer;
import dev.tagwright.classifier.linear.WeightTable;
import dev.tagwright.classifier.snapshot.Provenance;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotContent;
import dev.tagwright.classifier.snapshot.SnapshotEmbedding;
import dev.tagwright.classifier.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns labelled documents, given one by one in a single pass, into a snapshot with its evaluation. For one thread and
 * one training; the fitting itself uses as many threads as the settings allow.
 */
public final class Training {

    /** C: chosen by cross-validation within training documents of several corpora, the same for all. */
    private static final double COST = 2;

    /** How much an embedding counts beside words of length 1: chosen in the same way, see docs/embeddings.md. */
    private static final float SCALE = 0.3f;

    /** With fewer documents that have an embedding, words alone are learned from. */
    private static final double LEAST_EMBEDDED = 0.95;

    private final TrainingSettings settings;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final @Nullable EmbeddingModel model;
    private final List<float @Nullable []> embeddings = new ArrayList<>();
    private @Nullable CrossValidation crossValidation;
    private LinearTrainer trainer = LinearTrainer.standard();
    private LabelNames names = LabelNames.NONE;
    private boolean doubting;
    private List<Doubt> doubts = List.of();
    private @Nullable FeatureBuilder builder;
    private @Nullable TrainingRows rows = new TrainingRows();

    /**
     * @param stop asked often, from several threads; once it says true the training ends within two seconds
     */
    public Training(TrainingSettings settings, Progress progress, BooleanSupplier stop) {
        this(settings, progress, stop, null);
    }

    /**
     * Begins a training that learns from embeddings, too.
     *
     * @param model that makes the embeddings; null to learn from words alone
     */
    public Training(
            TrainingSettings settings, Progress progress, BooleanSupplier stop, @Nullable EmbeddingModel model) {
        this.model = model;
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
        this.builder = new FeatureBuilder(stop);
    }

    /** Takes one document in without an embedding; its text is not kept. */
    public void add(LabelledDocument document) throws TrainingStoppedException {
        add(document, null);
    }

    /**
     * Takes one document in; its text is not kept.
     *
     * @param embedding of the text, by the training's model; null if there is none
     */
    public void add(LabelledDocument document, float @Nullable [] embedding) throws TrainingStoppedException {
        FeatureBuilder features = builder;
        TrainingRows labels = rows;
        if (features == null || labels == null) {
            throw new IllegalStateException("a training that was finished takes no more documents.");
        }
        if (stop.getAsBoolean()) {
            throw new TrainingStoppedException();
        }
        features.add(Tokenizer.tokenize(document.text()));
        labels.add(document);
        embeddings.add(embedding);
        progress.at(Progress.Phase.READING, labels.size(), 0);
    }

    /**
     * Learns from all documents that were taken in. Called once.
     *
     * @throws NoTrainingDataException if there is no document or no label
     * @throws TrainingStoppedException if somebody asked to stop
     */
    public Snapshot finish() throws NoTrainingDataException, TrainingStoppedException {
        FeatureBuilder features = builder;
        TrainingRows labels = rows;
        if (features == null || labels == null) {
            throw new IllegalStateException("a training is finished once.");
        }
        builder = null;
        rows = null;
        try {
            return learn(features, labels);
        } catch (CancellationException e) {
            throw new TrainingStoppedException();
        }
    }

    /** Returns what was predicted of the documents while each was held out; null before {@link #finish} is through. */
    public @Nullable CrossValidation crossValidation() {
        return crossValidation;
    }

    /** Has others train the labels than this process alone; called before {@link #finish}. */
    public void by(LinearTrainer other) {
        trainer = other;
    }

    /** Has what labels are called count for them; called before {@link #finish}. */
    public void named(LabelNames labels) {
        names = labels;
    }

    /** Has {@link #finish} look for documents whose labels are perhaps wrong; called before it. */
    public void doubt() {
        doubting = true;
    }

    /** Returns every document of which labels are known, the most doubtful first; empty unless asked for before. */
    public List<Doubt> doubts() {
        return doubts;
    }

    private Snapshot learn(FeatureBuilder builder, TrainingRows rows) throws NoTrainingDataException {
        int[] order = rows.order();
        if (order.length == 0) {
            throw new NoTrainingDataException("No training data available.");
        }
        progress.at(Progress.Phase.FEATURES, 0, order.length);
        Targets targets = rows.targets(order, settings.seed());
        if (targets.labels() == 0) {
            throw new NoTrainingDataException(
                    "No training data available: none of the documents (" + order.length + ") carries a label.");
        }
        Fitted fitted = fit(builder, rows, targets);

        List<LabelKind> kinds = targets.kinds();
        Doubts suspects = doubting ? new Doubts(targets, rows.ids(targets.order())) : null;
        Calibration calibration = new Calibration(settings, targets, fitted.outOfFold(), fitted.named(), suspects);
        for (int k = 0; k < kinds.size(); k++) {
            progress.at(Progress.Phase.CALIBRATING, k, kinds.size());
            if (stop.getAsBoolean()) {
                throw new CancellationException();
            }
            calibration.add(kinds.get(k));
        }
        crossValidation = new CrossValidation(
                new HeldOut(targets.names(), rows.texts(targets.order()), calibration.predicted()),
                calibration.scores().build(rows.numbers(targets.order())),
                targets.order(),
                targets.measuredPositives(),
                targets.measuredIgnored());
        if (suspects != null) {
            doubts = suspects.ranked();
        }
        Provenance provenance = new Provenance(
                rows.dataDigest(order),
                settings.digest(),
                rows.whole(order),
                targets.labels(),
                settings.seed(),
                Versions.product(),
                Versions.jvm());
        return new Snapshot(new SnapshotContent(
                provenance,
                fitted.space(),
                fitted.weights(),
                calibration.labels(),
                calibration.curves(),
                calibration.evaluation(),
                fitted.embedding()));
    }

    /** What is left of features and fitting. */
    private record Fitted(
            FeatureSpace space,
            @Nullable SnapshotEmbedding embedding,
            WeightTable weights,
            OutOfFold outOfFold,
            NameWeights named) {}

    /** Builds features and fits all labels; a method of its own, so that nothing else of it is held in memory any longer. */
    private Fitted fit(FeatureBuilder builder, TrainingRows rows, Targets targets) {
        FeatureBuilder.Built built = builder.build(targets.order());
        FeatureSpace space = built.space();
        CsrMatrix matrix = built.matrix().sharing(rows.shares(targets.order()));
        SnapshotEmbedding embedding = null;
        float[][] vectors = vectors(targets.order());
        if (model != null && vectors.length > 0) {
            DenseFeatures dense = DenseFeatures.of(space.size(), vectors, model.dimension(), SCALE);
            embedding = new SnapshotEmbedding(model.name(), model.digest(), dense);
            matrix = dense.join(matrix, vectors);
        }
        progress.at(Progress.Phase.FITTING, 0, targets.labels());
        OutOfFold outOfFold = targets.outOfFold();
        NameWeights named = new NameWeights(targets, names, space, matrix);
        LinearModel[] models = trainer.crossFit(
                new LinearProblem(
                        matrix, targets.positiveRows(), targets.ignoredRows(), targets.foldStart(), fitting(settings)),
                (label, margins) -> named.accept(outOfFold, label, margins),
                new LinearTrainer.Watch(stop, done -> progress.at(Progress.Phase.FITTING, done, targets.labels())));
        named.fit(outOfFold);
        return new Fitted(space, embedding, WeightTable.of(named.join(models), matrix.columns()), outOfFold, named);
    }

    /** Returns how labels are fitted. */
    public static LinearSettings fitting(TrainingSettings settings) {
        return LinearSettings.withCost(COST, settings.threads(), settings.seed());
    }

    /** Returns the embeddings in the order of the documents; none when too many documents lack one. */
    private float[] @Nullable [] vectors(int[] order) {
        float[][] vectors = new float[order.length][];
        int missing = 0;
        for (int i = 0; i < order.length; i++) {
            vectors[i] = embeddings.get(order[i]);
            missing += vectors[i] == null ? 1 : 0;
        }
        embeddings.clear();
        return order.length - missing >= LEAST_EMBEDDED * order.length ? vectors : new float[0][];
    }
}
