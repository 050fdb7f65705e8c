package dev.tagwright.classifier.plugin;

import org.jspecify.annotations.Nullable;

/** The host threw or gave null; the message says what it was asked for. */
final class HostFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HostFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
