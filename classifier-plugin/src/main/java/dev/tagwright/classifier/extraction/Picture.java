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

    private Picture(Pointer pix, int dpi) {
        this.pix = pix;
        this.dpi = dpi;
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
        Pointer read =
                made(index == 0 ? Leptonica.pixRead(file.toString()) : Leptonica.pixReadTiff(file.toString(), index));
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
                dpi);
    }

    /** Returns this with its sides multiplied by the factor. */
    Picture scaled(float factor) throws IOException {
        return new Picture(made(Leptonica.pixScale(pix, factor, factor)), Math.round(dpi * factor));
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
