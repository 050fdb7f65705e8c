package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.embedding.ContentKey;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.embedding.EmbeddingFailedException;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.embedding.ModelRefusedException;
import dev.tagwright.classifier.embedding.VectorShelf;
import dev.tagwright.classifier.suggestion.Meaning;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedding model, loaded in a thread of its own when it is first asked for; until it is there, and where it cannot
 * be had, words alone count and health says so. Remembers the vectors that it made last. Safe for any number of threads.
 */
final class ModelMeaning implements Meaning, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelMeaning.class);

    /** About 1.5 kB each. */
    private static final int REMEMBERED = 20_000;

    /** A plugin has ten seconds to end. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

    /** Opens a model. */
    interface Opening {
        Embedder open() throws ModelRefusedException;

        /** Returns the names and sizes of the model's files; empty when they are not there. */
        default String files() {
            return "built in";
        }
    }

    private final @Nullable Opening opening;
    private final VectorShelf shelf;
    private final Map<String, float[]> remembered = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > REMEMBERED;
        }
    });
    private @Nullable Thread loading;
    private volatile String loadedFrom = "";
    private volatile @Nullable Embedder embedder;
    private volatile String trouble = "";
    private volatile boolean closed;

    /**
     * @param opening null where an administrator wants no model
     * @param shelf where vectors of documents are kept
     */
    ModelMeaning(@Nullable Opening opening, VectorShelf shelf) {
        this.opening = opening;
        this.shelf = shelf;
    }

    /** Begins to load the model, once. */
    synchronized void load() {
        Opening how = opening;
        if (how == null || loading != null || closed) {
            return;
        }
        loadedFrom = how.files();
        Thread thread = new Thread(
                () -> {
                    try {
                        Embedder opened = how.open();
                        synchronized (this) {
                            if (!closed) {
                                embedder = opened;
                                return;
                            }
                        }
                        opened.close();
                    } catch (ModelRefusedException | RuntimeException | LinkageError e) {
                        trouble = String.valueOf(e.getMessage());
                        LOG.warn("An embedding model cannot be used. {}", trouble);
                    }
                },
                "tagwright-embedding-load");
        thread.setDaemon(true);
        thread.setContextClassLoader(ModelMeaning.class.getClassLoader());
        loading = thread;
        thread.start();
    }

    /** Why there is no model, as a sentence; empty when one answers or is on its way, or none is wanted. */
    String trouble() {
        return trouble;
    }

    /** Returns whether the model answers from memory, and its files are not those any more that it was loaded from. */
    boolean isWithoutFiles() {
        Opening how = opening;
        return how != null && embedder != null && !how.files().equals(loadedFrom);
    }

    /**
     * Begins to load a model that could not be used when its files are others than they were.
     *
     * @return whether it is being loaded now
     */
    synchronized boolean lookAgain() {
        Opening how = opening;
        if (how == null || trouble.isEmpty() || closed) {
            return false;
        }
        String files = how.files();
        if (files.isEmpty() || files.equals(loadedFrom)) {
            return false;
        }
        trouble = "";
        loading = null;
        load();
        return true;
    }

    boolean wanted() {
        return opening != null;
    }

    @Override
    public Optional<EmbeddingModel> model() {
        load();
        return loaded();
    }

    /** Returns the model once it is loaded; empty if it cannot be. */
    Optional<EmbeddingModel> await() {
        load();
        Thread thread;
        synchronized (this) {
            thread = loading;
        }
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return loaded();
    }

    @Override
    public float @Nullable [] kept(String digest, String text) {
        return shelf.vector(digest, ContentKey.of(text));
    }

    /** Returns the model if it is there, and does not begin to load it. */
    Optional<EmbeddingModel> loaded() {
        Embedder now = embedder;
        return now == null ? Optional.empty() : Optional.of(now.model());
    }

    @Override
    public float @Nullable [] document(String text) {
        List<float[]> one = documents(List.of(text));
        return one.isEmpty() ? null : one.get(0);
    }

    @Override
    public List<float[]> documents(List<String> texts) {
        return vectors("d", texts);
    }

    @Override
    public List<float[]> descriptions(List<String> sentences) {
        return vectors("s", sentences);
    }

    private List<float[]> vectors(String way, List<String> texts) {
        load();
        Embedder now = embedder;
        if (now == null) {
            return List.of();
        }
        List<float[]> vectors = new ArrayList<>();
        try {
            for (String text : texts) {
                String key = way + digest(text);
                float[] vector = remembered.get(key);
                if (vector == null) {
                    vector = way.equals("d")
                            ? document(now, text)
                            : now.descriptions(List.of(text)).get(0);
                    remembered.put(key, vector);
                }
                vectors.add(vector);
            }
            return vectors;
        } catch (EmbeddingFailedException | IllegalStateException e) {
            LOG.warn("A text could not be embedded; its words alone count. {}", e.getMessage());
            return List.of();
        }
    }

    private float[] document(Embedder now, String text) {
        ContentKey key = ContentKey.of(text);
        String model = now.model().digest();
        float[] vector = shelf.vector(model, key);
        if (vector == null) {
            vector = now.documents(List.of(text)).get(0);
            shelf.keep(model, key, vector);
        }
        return vector;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    @Override
    public void close() {
        Embedder open;
        synchronized (this) {
            closed = true;
            open = embedder;
            embedder = null;
        }
        if (open != null) {
            open.close();
        }
        awaitLoading();
    }

    /** What is being unpacked ends first, so that nothing is written once the plugin is gone. */
    private void awaitLoading() {
        Thread thread;
        synchronized (this) {
            thread = loading;
        }
        if (thread != null) {
            try {
                thread.join(LONGEST_WAIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
