package dev.tagwright.api.host;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents that mean much the same by vectors that a plugin makes of them. The host keeps the vectors and
 * searches them with its own engine, so that the plugin need not hold those of a large archive in memory.
 */
public interface SimilarDocuments {

    /** Returns how many numbers a vector must have, positive. */
    int vectorLength();

    /**
     * Keeps vectors; one that a document had before is replaced. They are found a moment later, or when the host's
     * engine is back. Documents that are not there are passed over. Waits for the host's database, never for its engine.
     *
     * @param model names the model that made them, at most 200 characters; vectors of different models are never compared
     * @param vectors finite numbers, not all zero
     * @throws IllegalArgumentException when a vector has another length, is all zero or not finite; nothing is kept
     */
    void keep(String model, Map<DocumentId, float[]> vectors);

    /**
     * Returns the documents whose vectors are nearest, nearest first, with their cosine similarity; empty when the engine
     * cannot tell now. The caller checks what may be shown to whom. May take as long as a second.
     *
     * @param model names the model that made the vector
     * @param label only documents that carry it, whoever put it there; any if null
     * @param atMost how many at most, 1 to 1,000
     */
    Optional<List<Evidence.Similar>> nearest(String model, float[] vector, @Nullable LabelId label, int atMost);
}
