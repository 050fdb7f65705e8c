package dev.tagwright.classifier.embedding;

import ai.djl.translate.TranslateException;
import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A tokenizer and a transformer put together. */
final class TransformerEmbedder implements Embedder {

    /**
     * How many chunks of about the same length go through a GPU at once. A processor gains nothing from it, and a
     * quantised model's vector would depend on the chunks beside it.
     */
    private static final int GPU_BATCH = 32;

    private static final String PROBE = "The invoice is due within thirty days.";

    private final Chunker chunker;
    private final Network network;
    private final ModelFolder folder;
    private final EmbeddingModel model;
    private final int batch;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    TransformerEmbedder(Chunker chunker, Network network, ModelFolder folder, EmbeddingModel model, int batch) {
        this.chunker = chunker;
        this.network = network;
        this.folder = folder;
        this.model = model;
        this.batch = batch;
    }

    static TransformerEmbedder open(ModelFolder folder, Device choice, Path cacheFolder) throws ModelRefusedException {
        ai.djl.Device device = Engines.device(folder.engine(), choice, cacheFolder);
        return Engines.with(cacheFolder, () -> load(folder, device));
    }

    private static TransformerEmbedder load(ModelFolder folder, ai.djl.Device device)
            throws ModelRefusedException, IOException {
        Chunker chunker = Chunker.open(folder);
        try {
            Network network = Network.load(folder, device);
            try {
                int dimension = probe(folder, chunker, network);
                EmbeddingModel model = new EmbeddingModel(
                        folder.name(), folder.digest(), dimension, folder.engine(), device.getDeviceType());
                return new TransformerEmbedder(chunker, network, folder, model, device.isGpu() ? GPU_BATCH : 1);
            } catch (ModelRefusedException | IOException | RuntimeException e) {
                network.close();
                throw e;
            }
        } catch (ModelRefusedException | IOException | RuntimeException e) {
            chunker.close();
            throw e;
        }
    }

    /** Embeds a sentence, so that a model that is none is found out before it serves. */
    private static int probe(ModelFolder folder, Chunker chunker, Network network) throws ModelRefusedException {
        float[] mean;
        try {
            List<long[]> chunks = chunker.chunks(folder.card().query(), PROBE);
            mean = network.means(chunks.toArray(long[][]::new))[0];
        } catch (TranslateException | RuntimeException e) {
            throw new ModelRefusedException(
                    State.UNSUITABLE,
                    "embedding model (" + folder.name() + ") cannot embed a sentence."
                            + " Maybe it is a model for something other than text, or the tokenizer of another one.",
                    e);
        }
        int expected = folder.card().dimension();
        if (expected != 0 && expected != mean.length) {
            throw new ModelRefusedException(
                    State.UNSUITABLE,
                    "embedding model (" + folder.name() + ") gives vectors of " + mean.length
                            + " numbers, its card says " + expected + ".");
        }
        double norm = norm(mean);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new ModelRefusedException(
                    State.UNSUITABLE,
                    "embedding model (" + folder.name() + ") gives a vector without a direction for a sentence.");
        }
        return mean.length;
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public List<float[]> documents(List<String> texts) {
        return embed(folder.card().query(), texts);
    }

    @Override
    public List<float[]> descriptions(List<String> sentences) {
        return embed(folder.card().passage(), sentences);
    }

    private List<float[]> embed(String prefix, List<String> texts) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new EmbeddingFailedException("embedding model (" + model.name() + ") is closed.");
            }
            List<Chunk> chunks = new ArrayList<>();
            for (int text = 0; text < texts.size(); text++) {
                for (long[] tokens : chunker.chunks(prefix, texts.get(text))) {
                    chunks.add(new Chunk(text, tokens));
                }
            }
            return pooled(texts.size(), chunks);
        } catch (TranslateException | RuntimeException e) {
            if (e instanceof EmbeddingFailedException told) {
                throw told;
            }
            throw new EmbeddingFailedException(
                    "embedding model (" + model.name() + ") failed on " + texts.size() + " texts.", e);
        } finally {
            open.readLock().unlock();
        }
    }

    private List<float[]> pooled(int texts, List<Chunk> chunks) throws TranslateException {
        chunks.sort(Comparator.comparingInt((Chunk chunk) -> chunk.tokens.length));
        float[][] sums = new float[texts][model.dimension()];
        for (int from = 0; from < chunks.size(); from += batch) {
            List<Chunk> some = chunks.subList(from, Math.min(chunks.size(), from + batch));
            float[][] means = network.means(some.stream().map(Chunk::tokens).toArray(long[][]::new));
            for (int i = 0; i < means.length; i++) {
                add(sums[some.get(i).text], means[i], some.get(i).tokens.length);
            }
        }
        for (float[] sum : sums) {
            double norm = norm(sum);
            for (int i = 0; i < sum.length && norm > 0; i++) {
                sum[i] /= (float) norm;
            }
        }
        return List.of(sums);
    }

    /** A chunk counts by its length, so all tokens of a text count alike. */
    private static void add(float[] sum, float[] mean, int tokens) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += mean[i] * tokens;
        }
    }

    private static double norm(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                network.close();
                chunker.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private record Chunk(int text, long[] tokens) {}
}
