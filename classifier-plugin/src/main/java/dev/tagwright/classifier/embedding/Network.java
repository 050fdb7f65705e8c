package dev.tagwright.classifier.embedding;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The transformer: token numbers in, the mean of the tokens' vectors out. For any thread. */
final class Network implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final ZooModel<long[][], float[][]> model;
    /** A predictor serves one thread at a time. */
    private final ConcurrentLinkedQueue<Predictor<long[][], float[][]>> idle = new ConcurrentLinkedQueue<>();

    private Network(ZooModel<long[][], float[][]> model) {
        this.model = model;
    }

    static Network load(ModelFolder folder, ai.djl.Device device) throws ModelRefusedException, IOException {
        ZooModel<long[][], float[][]> model = null;
        try {
            Pooling pooling = new Pooling();
            model = criteria(folder, device, pooling).loadModel();
            pooling.inputs = inputs(folder, model);
            return new Network(model);
        } catch (MalformedModelException | ModelNotFoundException | RuntimeException e) {
            close(model);
            throw new ModelRefusedException(
                    State.DAMAGED,
                    "embedding model (" + folder.name() + "): " + folder.model().getFileName()
                            + " cannot be loaded by the engine " + folder.engine()
                            + ". Maybe it is cut off, or was made for another engine.",
                    e);
        } catch (LinkageError | AssertionError e) {
            close(model);
            throw Engines.refused(folder.engine(), e);
        } catch (ModelRefusedException e) {
            close(model);
            throw e;
        }
    }

    private static void close(@org.jspecify.annotations.Nullable AutoCloseable model) throws IOException {
        try {
            if (model != null) {
                model.close();
            }
        } catch (Exception e) {
            throw new IOException("a model that was refused could not be closed", e);
        }
    }

    private static Criteria<long[][], float[][]> criteria(ModelFolder folder, ai.djl.Device device, Pooling pooling) {
        Criteria.Builder<long[][], float[][]> criteria = Criteria.builder()
                .setTypes(long[][].class, float[][].class)
                .optEngine(folder.engine())
                .optDevice(device)
                .optModelPath(folder.model())
                .optTranslator(pooling);
        if (folder.engine().equals(ModelFolder.ONNX)) {
            // several threads each with a text of its own are faster than all on one
            criteria.optOption("intraOpNumThreads", "1").optOption("interOpNumThreads", "1");
        }
        return criteria.build();
    }

    private static List<String> inputs(ModelFolder folder, ZooModel<?, ?> model) throws ModelRefusedException {
        if (folder.engine().equals(ModelFolder.TORCH)) {
            return List.of(IDS, MASK);
        }
        List<String> inputs = model.describeInput().keys();
        if (!inputs.contains(IDS) || !List.of(IDS, MASK, TYPES).containsAll(inputs)) {
            throw new ModelRefusedException(
                    State.UNSUITABLE,
                    "embedding model (" + folder.name() + ") takes (" + String.join(", ", inputs) + "), expected are "
                            + IDS + ", " + MASK + " and maybe " + TYPES
                            + ". Maybe it is a model for something other than text.");
        }
        return inputs;
    }

    /** Returns for each chunk the mean over its tokens, not normalised. */
    float[][] means(long[][] chunks) throws TranslateException {
        Predictor<long[][], float[][]> predictor = idle.poll();
        if (predictor == null) {
            predictor = model.newPredictor();
        }
        try {
            return predictor.predict(chunks);
        } finally {
            idle.add(predictor);
        }
    }

    @Override
    public void close() {
        for (var predictor = idle.poll(); predictor != null; predictor = idle.poll()) {
            predictor.close();
        }
        model.close();
    }

    /** Pads the chunks, and takes the mean where there is no padding. */
    private static final class Pooling implements NoBatchifyTranslator<long[][], float[][]> {

        private volatile List<String> inputs = List.of();
        private static final String LENGTHS = "lengths";

        @Override
        public NDList processInput(TranslatorContext context, long[][] chunks) {
            int rows = chunks.length;
            int width =
                    Arrays.stream(chunks).mapToInt(chunk -> chunk.length).max().orElse(0);
            long[] ids = new long[rows * width];
            long[] mask = new long[rows * width];
            int[] lengths = new int[rows];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(chunks[row], 0, ids, row * width, chunks[row].length);
                Arrays.fill(mask, row * width, row * width + chunks[row].length, 1);
                lengths[row] = chunks[row].length;
            }
            context.setAttachment(LENGTHS, lengths);
            NDManager manager = context.getNDManager();
            Shape shape = new Shape(rows, width);
            NDList list = new NDList();
            for (String input : inputs) {
                NDArray array =
                        switch (input) {
                            case IDS -> manager.create(ids, shape);
                            case MASK -> manager.create(mask, shape);
                            default -> manager.create(new long[rows * width], shape);
                        };
                array.setName(input);
                list.add(array);
            }
            return list;
        }

        @Override
        public float[][] processOutput(TranslatorContext context, NDList list) {
            int[] lengths = (int[]) context.getAttachment(LENGTHS);
            NDArray output = list.get(0);
            long[] shape = output.getShape().getShape();
            float[] all = output.toFloatArray();
            boolean pooled = shape.length == 2;
            if (shape[0] != lengths.length || !pooled && shape.length != 3) {
                throw new IllegalArgumentException("output has the shape " + output.getShape());
            }
            int width = pooled ? 1 : (int) shape[1];
            int dimension = (int) shape[shape.length - 1];
            float[][] means = new float[lengths.length][dimension];
            for (int row = 0; row < lengths.length; row++) {
                int tokens = pooled ? 1 : lengths[row];
                double[] sum = new double[dimension];
                for (int token = 0; token < tokens; token++) {
                    int from = (row * width + token) * dimension;
                    for (int i = 0; i < dimension; i++) {
                        sum[i] += all[from + i];
                    }
                }
                for (int i = 0; i < dimension; i++) {
                    means[row][i] = (float) (sum[i] / tokens);
                }
            }
            return means;
        }
    }
}
