package dev.tagwright.api.plugin;

import java.nio.file.Path;

/**
 * A file whose text is wanted.
 *
 * @param path where it lies; to be read only, and only during the call
 * @param fileName what it was called when it came; untrusted, a hint at most
 * @param hints how to read it
 */
public record FileToRead(Path path, String fileName, Hints hints) {

    /**
     * How to read a file.
     *
     * @param dpi at which pages are rendered for OCR; 0 for the plugin's setting
     * @param languages for OCR, in Tesseract's notation such as {@code eng+deu}; empty for the plugin's setting
     * @param forceOcr whether native text is to be ignored
     */
    public record Hints(int dpi, String languages, boolean forceOcr) {

        /** As the plugin is set. */
        public static final Hints NONE = new Hints(0, "", false);
    }

    @Override
    public String toString() {
        return "FileToRead[hints=" + hints + "]";
    }
}
