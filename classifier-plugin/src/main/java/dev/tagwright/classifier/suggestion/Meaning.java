package dev.tagwright.classifier.suggestion;

import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotEmbedding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that turns texts into vectors, where there is one. Safe for any number of threads. */
public interface Meaning {

    /** No model: words alone count. */
    Meaning NONE = new Meaning() {
        @Override
        public Optional<EmbeddingModel> model() {
            return Optional.empty();
        }

        @Override
        public float @Nullable [] document(String text) {
            return null;
        }

        @Override
        public List<float[]> documents(List<String> texts) {
            return List.of();
        }

        @Override
        public List<float[]> descriptions(List<String> sentences) {
            return List.of();
        }
    };

    /** Returns what answers now; empty while there is none. */
    Optional<EmbeddingModel> model();

    /** Returns the vector of a document; null if there is no model or it cannot do it. */
    float @Nullable [] document(String text);

    /** Returns the vector that a snapshot expects of a document; null if it expects none or there is none. */
    default float @Nullable [] document(Snapshot snapshot, String text) {
        SnapshotEmbedding expected = snapshot.embedding();
        if (expected == null) {
            return null;
        }
        boolean same =
                model().map(now -> now.digest().equals(expected.digest())).orElse(false);
        float[] vector = same ? document(text) : null;
        return vector == null ? kept(expected.digest(), text) : vector;
    }

    /**
     * Returns the vector of a document if it was made before, by whichever model.
     *
     * @param digest of the model
     */
    default float @Nullable [] kept(String digest, String text) {
        return null;
    }

    /** Returns vectors of short texts as documents; none if there is no model. */
    List<float[]> documents(List<String> texts);

    /** Returns vectors of sentences as descriptions; none if there is no model. */
    List<float[]> descriptions(List<String> sentences);
}
