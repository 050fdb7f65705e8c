package dev.tagwright.host.files;

import org.jspecify.annotations.Nullable;

/** The disk or bucket did not take or give a file. Nothing is half-stored. The message names no file. */
public class StoreFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
