package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotEmbedding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeds single texts for a snapshot that learned from embeddings; gives nothing to one that did not. */
final class TextVectors implements AutoCloseable {

    private final @Nullable Embedder embedder;

    private TextVectors(@Nullable Embedder embedder) {
        this.embedder = embedder;
    }

    static TextVectors of(Snapshot snapshot, Options options) throws BadInputException {
        SnapshotEmbedding learned = snapshot.embedding();
        if (learned == null) {
            return new TextVectors(null);
        }
        Embedder embedder = EmbeddingOption.open(options);
        if (embedder != null && !embedder.model().digest().equals(learned.digest())) {
            embedder.close();
            throw new BadInputException("option (" + EmbeddingOption.NAME + "): the snapshot learned from the model ("
                    + learned.model() + "), the model given is another one. Name the folder of that one.");
        }
        return new TextVectors(embedder);
    }

    float @Nullable [] of(String text) {
        return embedder == null ? null : embedder.documents(List.of(text)).get(0);
    }

    @Override
    public void close() {
        if (embedder != null) {
            embedder.close();
        }
    }
}
