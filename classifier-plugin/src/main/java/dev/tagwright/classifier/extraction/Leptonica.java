package dev.tagwright.classifier.extraction;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The few functions of Leptonica that are needed. Lept4J would bind all 2,500 of them, which takes longer than reading a
 * page.
 */
final class Leptonica {

    /** Leptonica's values for {@code pixRotate}. */
    static final int ROTATE_AREA_MAP = 1;

    static final int BRING_IN_WHITE = 1;

    static final int SEVERITY_NONE = 6;

    static {
        Native.register(Leptonica.class, "leptonica");
        setMsgSeverity(SEVERITY_NONE);
    }

    private Leptonica() {}

    static native int setMsgSeverity(int severity);

    static native Pointer pixRead(String file);

    static native Pointer pixReadTiff(String file, int index);

    static native Pointer pixCreateNoInit(int width, int height, int depth);

    static native Pointer pixGetData(Pointer pix);

    static native int pixGetWpl(Pointer pix);

    static native int pixGetWidth(Pointer pix);

    static native int pixGetHeight(Pointer pix);

    static native int pixGetXRes(Pointer pix);

    static native int pixSetResolution(Pointer pix, int x, int y);

    static native Pointer pixConvertTo8(Pointer pix, int colormap);

    static native Pointer pixRemoveAlpha(Pointer pix);

    static native Pointer pixThresholdToBinary(Pointer pix, int threshold);

    static native int pixFindSkew(Pointer pix, FloatBuffer angle, FloatBuffer confidence);

    static native Pointer pixRotate(Pointer pix, float radians, int type, int incolour, int width, int height);

    static native Pointer pixRotateOrth(Pointer pix, int quarters);

    static native Pointer pixBlockconv(Pointer pix, int halfWidth, int halfHeight);

    static native Pointer pixMedianFilter(Pointer pix, int width, int height);

    static native Pointer pixBackgroundNormSimple(Pointer pix, @Nullable Pointer mask, @Nullable Pointer grey);

    static native Pointer pixGammaTRC(@Nullable Pointer to, Pointer pix, float gamma, int darkest, int brightest);

    static native Pointer pixScale(Pointer pix, float x, float y);

    static native void pixDestroy(PointerByReference pix);
}
