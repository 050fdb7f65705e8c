package dev.tagwright.host.files;

import org.jspecify.annotations.Nullable;

/** What says where the original of a document lies. */
public interface Placed {

    /** Returns the document's number. */
    long getId();

    /** Returns where it is to lie, relative to the store. */
    String getFilePath();

    /** Returns where it may still lie; null when it lies at its path. */
    @Nullable
    String getMovingFrom();
}
