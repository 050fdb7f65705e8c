package dev.tagwright.classifier.extraction;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads text from pictures. Safe for any number of threads. */
interface OcrEngine extends AutoCloseable {

    /**
     * Reads a page that was rendered.
     *
     * @param page grey or coloured, text about 10 pixels high or more
     * @param dpi at which it was rendered
     * @param languages in Tesseract's notation
     * @param limit after which the engine gives up; {@link OcrText#TOO_LATE} if it has nothing by then
     * @throws NoOcrException if a language is not there
     */
    OcrText read(BufferedImage page, int dpi, String languages, Duration limit) throws NoOcrException, IOException;

    /**
     * Reads one picture of a file.
     *
     * @param index from 0
     * @param dpi that the picture is taken to have if it does not say; 0 to leave it to the engine
     * @throws IOException if the picture cannot be decoded
     */
    OcrText read(Path file, int index, int dpi, String languages, Duration limit) throws NoOcrException, IOException;

    /** Returns what this is, with its version, such as {@code Tesseract 5.5.2}. */
    String name();

    @Override
    void close();
}
