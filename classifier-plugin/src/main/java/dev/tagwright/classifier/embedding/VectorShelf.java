package dev.tagwright.classifier.embedding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where vectors are kept between starts: one for each model and text. */
public interface VectorShelf {

    /**
     * Returns the vector of a text, or null.
     *
     * @param model digest of the model
     */
    float @Nullable [] vector(String model, ContentKey text);

    /** Keeps a vector; one that is there already stays or is replaced by the same. */
    void keep(String model, ContentKey text, float[] vector);

    /** Names all vectors that are kept. */
    Set<String> ids();

    /**
     * Drops those of the named vectors that belong to none of these texts; returns how many went.
     *
     * @param ids as {@link #ids} gave them, before it was asked which texts there are
     */
    int dropAllBut(Set<String> ids, Set<ContentKey> texts);

    /** Drops the vectors of all models but these; returns how many went. */
    int keepOnly(Set<String> models);
}
