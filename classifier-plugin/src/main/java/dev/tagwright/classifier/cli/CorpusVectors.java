package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.embedding.ContentKey;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.embedding.VectorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The embeddings of a corpus, made by several threads and kept in a file, so that no text is embedded twice. */
final class CorpusVectors {

    /** Texts that wait in memory until they are embedded. */
    private static final int AT_ONCE = 256;

    private static final int TASK = 4;

    private final @Nullable EmbeddingModel model;
    private final @Nullable VectorFile file;

    private CorpusVectors(@Nullable EmbeddingModel model, @Nullable VectorFile file) {
        this.model = model;
        this.file = file;
    }

    /** Embeds every text of a corpus that has not been embedded before; none where no embedding is asked for. */
    static CorpusVectors of(Path corpus, Options options, int threads, Phases phases)
            throws BadInputException, IOException {
        if (options.text(EmbeddingOption.NAME) == null) {
            return new CorpusVectors(null, null);
        }
        phases.begin("embedding");
        try (Embedder embedder = EmbeddingOption.open(options)) {
            if (embedder == null) {
                return new CorpusVectors(null, null);
            }
            EmbeddingModel model = embedder.model();
            VectorFile file = VectorFile.open(
                    EmbeddingOption.cache(options).resolve("vectors").resolve(model.digest() + ".vectors"),
                    model.dimension());
            embed(corpus, embedder, file, threads);
            return new CorpusVectors(model, file);
        }
    }

    private static void embed(Path corpus, Embedder embedder, VectorFile file, int threads)
            throws BadInputException, IOException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread worker = new Thread(task, "embedding");
            worker.setDaemon(true);
            return worker;
        });
        try (CorpusReader reader = EvaluateCommand.open(corpus)) {
            Map<ContentKey, String> waiting = new LinkedHashMap<>();
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                ContentKey key = ContentKey.of(document.text());
                if (file.vector(key) == null) {
                    waiting.put(key, document.text());
                }
                if (waiting.size() == AT_ONCE) {
                    embed(waiting, embedder, file, workers);
                }
            }
            embed(waiting, embedder, file, workers);
        } finally {
            workers.shutdownNow();
        }
    }

    private static void embed(
            Map<ContentKey, String> waiting, Embedder embedder, VectorFile file, ExecutorService workers)
            throws IOException {
        List<ContentKey> keys = new ArrayList<>(waiting.keySet());
        List<String> texts = new ArrayList<>(waiting.values());
        List<Future<List<float[]>>> tasks = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += TASK) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + TASK));
            tasks.add(workers.submit(() -> embedder.documents(some)));
        }
        int at = 0;
        for (Future<List<float[]>> task : tasks) {
            for (float[] vector : result(task)) {
                file.keep(keys.get(at++), vector);
            }
        }
        waiting.clear();
    }

    private static List<float[]> result(Future<List<float[]>> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? "embedding failed" : cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("embedding was interrupted", e);
        }
    }

    /** Returns what the vectors were made with; null if there are none. */
    @Nullable
    EmbeddingModel model() {
        return model;
    }

    /** Returns the embedding of a text of the corpus; null if there are none. */
    float @Nullable [] of(String text) {
        return file == null ? null : file.vector(ContentKey.of(text));
    }
}
