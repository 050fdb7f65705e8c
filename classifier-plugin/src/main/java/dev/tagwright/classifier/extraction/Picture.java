package dev.tagwright.classifier.extraction;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/** A grey picture in native memory. To be closed by who made it; one thread at a time. */
final class Picture implements AutoCloseable {

    /** Below it Leptonica's guess of the skew is noise (its own recommendation for {@code pixDeskew}). */
    private static final float SURE_OF_SKEW = 3;

    private final Pointer pix;
    private final int dpi;
    private final double tilt;

    private Picture(Pointer pix, int dpi) {
        this(pix, dpi, 0);
    }

    /** @param tilt by how much this was turned clockwise about its centre to be straight, in radians */
    private Picture(Pointer pix, int dpi, double tilt) {
        this.pix = pix;
        this.dpi = dpi;
        this.tilt = tilt;
    }

    /** Copies a grey image. */
    static Picture of(BufferedImage image, int dpi) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        Pointer pix = made(Leptonica.pixCreateNoInit(width, height, 8));
        Pointer data = Leptonica.pixGetData(pix);
        int words = Leptonica.pixGetWpl(pix);
        byte[] grey = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int[] row = new int[words];
        for (int y = 0; y < height; y++) {
            int from = y * width;
            for (int word = 0; word < words; word++) {
                // the leftmost pixel is the highest byte of a word, whatever the byte order of the machine
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    int x = word * 4 + i;
                    value = value << 8 | (x < width ? grey[from + x] & 0xFF : 0xFF);
                }
                row[word] = value;
            }
            data.write(4L * words * y, row, 0, words);
        }
        return new Picture(pix, dpi);
    }

    /**
     * Decodes one picture of a file.
     *
     * @param index from 0
     * @param dpi 0 for what the file says
     */
    static Picture read(Path file, int index, int dpi) throws IOException {
        Pointer read = leptonica(file, index);
        if (read == null) {
            return of(PictureDecoder.grey(file, index), dpi);
        }
        try {
            int told = Leptonica.pixGetXRes(read);
            Pointer opaque = made(Leptonica.pixRemoveAlpha(read));
            try {
                return new Picture(made(Leptonica.pixConvertTo8(opaque, 0)), dpi > 0 ? dpi : told);
            } finally {
                destroy(opaque);
            }
        } finally {
            destroy(read);
        }
    }

    /** Returns null for what Leptonica does not read, and for GIF, of which it does not know the transparent colour. */
    private static @Nullable Pointer leptonica(Path file, int index) throws IOException {
        if (FileKind.of(file) == FileKind.GIF) {
            return null;
        }
        return index == 0 ? Leptonica.pixRead(file.toString()) : Leptonica.pixReadTiff(file.toString(), index);
    }

    /** Returns this turned clockwise by a multiple of 90 degrees. */
    Picture turned(int degrees) throws IOException {
        return new Picture(made(Leptonica.pixRotateOrth(pix, degrees / 90)), dpi);
    }

    /** Returns this straightened, or null if its lines are level within half a degree or no lines are seen. */
    @Nullable
    Picture straightened() throws IOException {
        FloatBuffer angle = FloatBuffer.allocate(1);
        FloatBuffer confidence = FloatBuffer.allocate(1);
        Pointer binary = made(Leptonica.pixThresholdToBinary(pix, 130));
        int failed;
        try {
            failed = Leptonica.pixFindSkew(binary, angle, confidence);
        } finally {
            destroy(binary);
        }
        if (failed != 0 || confidence.get(0) < SURE_OF_SKEW || Math.abs(angle.get(0)) < 0.5) {
            return null;
        }
        float radians = (float) Math.toRadians(angle.get(0));
        return new Picture(
                made(Leptonica.pixRotate(pix, radians, Leptonica.ROTATE_AREA_MAP, Leptonica.BRING_IN_WHITE, 0, 0)),
                dpi,
                radians);
    }

    /** Returns this with soft edges: each pixel is the mean of itself and those that touch it. */
    Picture softened() throws IOException {
        return new Picture(made(Leptonica.pixBlockconv(pix, 1, 1)), dpi);
    }

    /** Returns this without grain: each pixel is a mean of those around it, the near ones weighing more. */
    Picture smooth() throws IOException {
        try (Picture once = softened()) {
            return once.softened();
        }
    }

    /** Returns this with these shades as black and white. */
    Picture spread(int black, int white) throws IOException {
        return new Picture(made(Leptonica.pixGammaTRC(null, pix, 1, black, white)), dpi);
    }

    /** Returns this without specks, and with paper of one shade. */
    Picture cleaned() throws IOException {
        Pointer still = made(Leptonica.pixMedianFilter(pix, 3, 3));
        try {
            Pointer even = Leptonica.pixBackgroundNormSimple(still, null, null);
            return even == null ? new Picture(made(Leptonica.pixBlockconv(still, 0, 0)), dpi) : new Picture(even, dpi);
        } finally {
            destroy(still);
        }
    }

    /** Returns this with its sides multiplied by the factor. */
    Picture scaled(float factor) throws IOException {
        return new Picture(made(Leptonica.pixScale(pix, factor, factor)), Math.round(dpi * factor));
    }

    /** Returns one row as Leptonica keeps it: four pixels a word, the leftmost highest. */
    int[] row(int y) {
        int words = Leptonica.pixGetWpl(pix);
        return Leptonica.pixGetData(pix).getIntArray(4L * words * y, words);
    }

    int width() {
        return Leptonica.pixGetWidth(pix);
    }

    int height() {
        return Leptonica.pixGetHeight(pix);
    }

    /** Returns dots an inch as the file or the renderer says, 0 if unknown. */
    int dpi() {
        return dpi;
    }

    /** Returns where a rectangle of this stood before this was straightened: one of its size, in shares of the sides. */
    WordPlaces.Placed placed(String word, int left, int top, int right, int bottom) {
        double x = (left + right) / 2.0 - width() / 2.0;
        double y = (top + bottom) / 2.0 - height() / 2.0;
        double cos = Math.cos(tilt);
        double sin = Math.sin(tilt);
        double atX = width() / 2.0 + x * cos + y * sin;
        double atY = height() / 2.0 - x * sin + y * cos;
        double halfX = (right - left) / 2.0;
        double halfY = (bottom - top) / 2.0;
        return WordPlaces.Placed.of(
                word,
                (atX - halfX) / width(),
                (atY - halfY) / height(),
                (atX + halfX) / width(),
                (atY + halfY) / height());
    }

    /** Returns this as Tess4J wants it, valid as long as this is open. */
    Pix pix() {
        Pix structure = new Pix(pix);
        // Tesseract reads it by its address; nothing is to be copied back and forth
        structure.setAutoSynch(false);
        return structure;
    }

    @Override
    public void close() {
        destroy(pix);
    }

    private static Pointer made(@Nullable Pointer pix) throws IOException {
        if (pix == null) {
            throw new IOException("picture not decoded");
        }
        return pix;
    }

    private static void destroy(Pointer pix) {
        Leptonica.pixDestroy(new PointerByReference(pix));
    }
}
