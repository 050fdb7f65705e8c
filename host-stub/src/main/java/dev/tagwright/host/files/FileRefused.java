package dev.tagwright.host.files;

/** A file that is not taken in; the message is a plain sentence without its name. Nothing of it is kept. */
public final class FileRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FileRefused(String message) {
        super(message);
    }
}
