package dev.tagwright.classifier.extraction;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes pictures in Java, by whichever of the decoders at hand (Java's own, TwelveMonkeys, JAI) bears the file: for none of
 * them bears all.
 */
final class PictureDecoder {

    private PictureDecoder() {}

    /** Asks one decoder. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(ImageReader reader) throws RefusedException, IOException;
    }

    /** What is wanted of the size of a picture. */
    @FunctionalInterface
    interface Check {
        void size(int width, int height) throws RefusedException;
    }

    /**
     * Returns how many pictures the first decoder that bears the file finds. The sizes that any decoder tells are checked,
     * for any may be the one that decodes.
     *
     * @param most pictures that are checked
     * @throws IOException if no decoder bears the file
     */
    static int count(Path file, int most, Check check) throws RefusedException, IOException {
        int counted = 0;
        IOException fault = new IOException("picture of an unknown kind");
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    int count = ask(reader, in, opened -> {
                        int all = Math.max(1, opened.getNumImages(true));
                        for (int index = 0; index < Math.min(all, most); index++) {
                            check.size(opened.getWidth(index), opened.getHeight(index));
                        }
                        return all;
                    });
                    counted = counted == 0 ? count : counted;
                } catch (IOException e) {
                    fault = e;
                }
            }
        }
        if (counted == 0) {
            throw fault;
        }
        return counted;
    }

    /**
     * Returns one picture of a file in shades of grey, with white where it is transparent.
     *
     * @param index from 0
     * @throws IOException if no decoder bears it
     */
    static BufferedImage grey(Path file, int index) throws IOException {
        IOException fault = new IOException("picture of an unknown kind");
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    return grey(ask(reader, in, opened -> opened.read(index)));
                } catch (RefusedException e) {
                    throw new IOException("refused while decoding", e);
                } catch (IOException e) {
                    fault = e;
                }
            }
        }
        throw fault;
    }

    private static <T> T ask(ImageReader reader, ImageInputStream in, Question<T> question)
            throws RefusedException, IOException {
        try {
            in.seek(0);
            reader.setInput(in, false, true);
            return question.ask(reader);
        } catch (RuntimeException e) {
            throw new IOException("a decoder failed", e);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return grey;
    }
}
