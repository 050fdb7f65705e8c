package dev.tagwright.classifier.embedding;

import java.util.Locale;

/** Where a model computes. */
public enum Device {
    /** On a GPU if the engine finds one, else on the processor. */
    AUTO,
    CPU,
    GPU;

    /** Returns the word that settings use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
