package dev.tagwright.classifier.extraction;

import com.sun.jna.Pointer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.ETEXT_DESC;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI1;
import org.jspecify.annotations.Nullable;

/**
 * Tesseract in this process, through Tess4J. A picture is first read as it is; only if that goes badly its orientation is
 * looked for and it is read again, so that upright pages pay nothing for it.
 */
final class TesseractLibrary implements OcrEngine {

    /** A reading as sure as that is not tried in another orientation. */
    private static final double SURE = 0.80;

    /** Black and white print that is read as surely as that has whole letters. */
    private static final double SHARP = 0.90;

    /** With less lines a reading proves nothing about the orientation, however sure it is. */
    private static final int ENOUGH_LINES = 2;

    /** Tesseract's own recommendation for a usable guess is 15 by its command line; 1 already beats chance by far. */
    private static final float SURE_OF_ORIENTATION = 1;

    private static final int ASSUMED_DPI = 300;

    private final Path data;
    private final String version;
    private final Map<String, ArrayDeque<TessBaseAPI>> idle = new HashMap<>();

    /**
     * Loads the libraries.
     *
     * @param natives folder of the libraries
     * @param data folder of the language data
     * @throws LinkageError if they do not fit this system
     */
    TesseractLibrary(Path natives, Path data) {
        System.setProperty("jna.library.path", natives.toString());
        this.data = data;
        this.version = "Tesseract " + TessAPI1.TessVersion();
        Leptonica.setMsgSeverity(Leptonica.SEVERITY_NONE);
    }

    @Override
    public OcrText read(BufferedImage page, int dpi, String languages, Duration limit)
            throws NoOcrException, IOException {
        try (Picture picture = Picture.of(page, dpi)) {
            return read(picture, languages, System.nanoTime() + limit.toNanos());
        }
    }

    @Override
    public OcrText read(Path file, int index, int dpi, String languages, Duration limit)
            throws NoOcrException, IOException {
        try (Picture picture = Picture.read(file, index, dpi)) {
            return read(picture, languages, System.nanoTime() + limit.toNanos());
        }
    }

    /** @param end by {@code System.nanoTime()}; for all tries together */
    private OcrText read(Picture picture, String languages, long end) throws NoOcrException, IOException {
        Blemishes blemishes = Blemishes.of(picture);
        if (blemishes.isGrainy()) {
            // noise would be read wrongly, and slowly: each grain looks like a letter
            return readSmooth(picture, blemishes, languages, end);
        }
        if (!blemishes.hard()) {
            return readSpread(picture, blemishes, languages, end);
        }
        OcrText soft;
        try (Picture softened = picture.softened()) {
            soft = readSpread(softened, blemishes, languages, end);
        }
        if (soft == OcrText.TOO_LATE || soft.confidence() >= SHARP) {
            return soft;
        }
        // parts of the letters may be missing, which stronger smoothing fills
        OcrText smooth = readSmooth(picture, blemishes, languages, end);
        return worth(smooth) > worth(soft) ? smooth : soft;
    }

    private OcrText readSmooth(Picture picture, Blemishes blemishes, String languages, long end)
            throws NoOcrException, IOException {
        try (Picture smooth = picture.smooth()) {
            return readSpread(smooth, blemishes, languages, end);
        }
    }

    private OcrText readSpread(Picture picture, Blemishes blemishes, String languages, long end)
            throws NoOcrException, IOException {
        if (!blemishes.isFaint()) {
            return readEitherWay(picture, blemishes.uneven(), languages, end);
        }
        try (Picture spread = picture.spread(blemishes.print(), blemishes.paper())) {
            return readEitherWay(spread, blemishes.uneven(), languages, end);
        }
    }

    /** @param uneven whether words may be lost in a shadow without the rest being any less sure */
    private OcrText readEitherWay(Picture picture, boolean uneven, String languages, long end)
            throws NoOcrException, IOException {
        OcrText upright = readLevel(picture, languages, end, 0);
        if (upright == OcrText.TOO_LATE) {
            return upright;
        }
        int turn = isSure(upright) ? 0 : turn(picture);
        if (turn == 0) {
            return uneven || !isSure(upright) ? cleanedIfBetter(upright, picture, languages, end) : upright;
        }
        try (Picture turned = picture.turned(turn)) {
            OcrText read = readLevel(turned, languages, end, turn);
            boolean better = worth(read) > worth(upright);
            if (better && isSure(read) && !uneven) {
                return read;
            }
            return cleanedIfBetter(better ? read : upright, better ? turned : picture, languages, end);
        }
    }

    private OcrText cleanedIfBetter(OcrText read, Picture picture, String languages, long end)
            throws NoOcrException, IOException {
        try (Picture clean = picture.cleaned()) {
            OcrText again = readLevel(clean, languages, end, read.rotation());
            return worth(again) > worth(read) ? again : read;
        }
    }

    private static boolean isSure(OcrText read) {
        return read.confidence() >= SURE && read.lines() >= ENOUGH_LINES;
    }

    /** The square keeps many characters of rubbish below a few good ones. */
    private static double worth(OcrText text) {
        return text.confidence() * text.confidence() * NativeText.visible(text.text());
    }

    private OcrText readLevel(Picture picture, String languages, long end, int rotation)
            throws NoOcrException, IOException {
        try (Picture level = picture.straightened()) {
            return recognise(level == null ? picture : level, languages, end, rotation);
        }
    }

    private OcrText recognise(Picture picture, String languages, long end, int rotation) throws NoOcrException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left < 1) {
            return OcrText.TOO_LATE;
        }
        TessBaseAPI api = borrow(languages);
        ETEXT_DESC monitor = TessAPI1.TessMonitorCreate();
        try {
            TessAPI1.TessBaseAPISetPageSegMode(api, TessPageSegMode.PSM_AUTO);
            TessAPI1.TessBaseAPISetImage2(api, picture.pix());
            TessAPI1.TessBaseAPISetSourceResolution(api, picture.dpi() >= 70 ? picture.dpi() : ASSUMED_DPI);
            TessAPI1.TessMonitorSetDeadlineMSecs(monitor, (int) Math.min(Integer.MAX_VALUE, left));
            if (TessAPI1.TessBaseAPIRecognize(api, monitor) != 0) {
                return System.nanoTime() >= end ? OcrText.TOO_LATE : OcrText.NOTHING;
            }
            return result(api, rotation, picture);
        } finally {
            TessAPI1.TessMonitorDelete(monitor);
            giveBack(languages, api);
        }
    }

    private static OcrText result(TessBaseAPI api, int rotation, Picture picture) {
        TessResultIterator lines = TessAPI1.TessBaseAPIGetIterator(api);
        if (lines == null) {
            return OcrText.NOTHING;
        }
        double sum = 0;
        int count = 0;
        try {
            do {
                String line = text(TessAPI1.TessResultIteratorGetUTF8Text(lines, TessPageIteratorLevel.RIL_TEXTLINE));
                if (!line.isBlank()) {
                    sum += TessAPI1.TessResultIteratorConfidence(lines, TessPageIteratorLevel.RIL_TEXTLINE);
                    count++;
                }
            } while (TessAPI1.TessResultIteratorNext(lines, TessPageIteratorLevel.RIL_TEXTLINE) != 0);
        } finally {
            TessAPI1.TessResultIteratorDelete(lines);
        }
        if (count == 0) {
            return OcrText.NOTHING;
        }
        // Tesseract counts in percent
        double confidence = Math.max(0, Math.min(1, sum / count / 100));
        return new OcrText(
                text(TessAPI1.TessBaseAPIGetUTF8Text(api)),
                confidence,
                count,
                rotation,
                picture.dpi(),
                words(api, rotation, picture));
    }

    private static List<WordPlaces.Placed> words(TessBaseAPI api, int rotation, Picture picture) {
        List<WordPlaces.Placed> found = new ArrayList<>();
        TessResultIterator words = TessAPI1.TessBaseAPIGetIterator(api);
        IntBuffer[] sides = {IntBuffer.allocate(1), IntBuffer.allocate(1), IntBuffer.allocate(1), IntBuffer.allocate(1)
        };
        try {
            int level = TessPageIteratorLevel.RIL_WORD;
            TessPageIterator places = TessAPI1.TessResultIteratorGetPageIterator(words);
            do {
                int placed =
                        TessAPI1.TessPageIteratorBoundingBox(places, level, sides[0], sides[1], sides[2], sides[3]);
                String word = text(TessAPI1.TessResultIteratorGetUTF8Text(words, level));
                if (placed != 0 && !word.isBlank()) {
                    found.add(picture.placed(word, sides[0].get(0), sides[1].get(0), sides[2].get(0), sides[3].get(0))
                            .turnedBack(rotation));
                }
            } while (found.size() < WordPlaces.MOST && TessAPI1.TessResultIteratorNext(words, level) != 0);
        } finally {
            TessAPI1.TessResultIteratorDelete(words);
        }
        return found;
    }

    private static String text(@Nullable Pointer utf8) {
        if (utf8 == null) {
            return "";
        }
        try {
            return utf8.getString(0, StandardCharsets.UTF_8.name());
        } finally {
            TessAPI1.TessDeleteText(utf8);
        }
    }

    /** Returns by how many degrees clockwise the picture is to be turned; 0 too when that cannot be told. */
    private int turn(Picture picture) {
        TessBaseAPI api;
        try {
            api = borrow("osd");
        } catch (NoOcrException e) {
            return 0;
        }
        try {
            TessAPI1.TessBaseAPISetPageSegMode(api, TessPageSegMode.PSM_OSD_ONLY);
            TessAPI1.TessBaseAPISetImage2(api, picture.pix());
            TessAPI1.TessBaseAPISetSourceResolution(api, picture.dpi() >= 70 ? picture.dpi() : ASSUMED_DPI);
            IntBuffer degrees = IntBuffer.allocate(1);
            FloatBuffer sure = FloatBuffer.allocate(1);
            int found = TessAPI1.TessBaseAPIDetectOrientationScript(
                    api, degrees, sure, new com.sun.jna.ptr.PointerByReference(), FloatBuffer.allocate(1));
            return found != 0 && sure.get(0) >= SURE_OF_ORIENTATION ? (360 - degrees.get(0)) % 360 : 0;
        } finally {
            giveBack("osd", api);
        }
    }

    /** Takes an idle handle or makes one: a handle serves one thread at a time, and making it takes long. */
    private TessBaseAPI borrow(String languages) throws NoOcrException {
        synchronized (idle) {
            ArrayDeque<TessBaseAPI> handles = idle.get(languages);
            if (handles != null && !handles.isEmpty()) {
                return handles.remove();
            }
        }
        for (String language : languages.split("\\+")) {
            if (!Files.exists(data.resolve(language + ".traineddata"))) {
                throw new NoOcrException(OcrEngines.missing(language));
            }
        }
        TessBaseAPI api = TessAPI1.TessBaseAPICreate();
        if (TessAPI1.TessBaseAPIInit3(api, data.toString(), languages) != 0) {
            TessAPI1.TessBaseAPIDelete(api);
            throw new NoOcrException("The data of the OCR language (" + languages + ") cannot be loaded."
                    + " Maybe the file is damaged or made for another version of Tesseract.");
        }
        return api;
    }

    private void giveBack(String languages, TessBaseAPI api) {
        TessAPI1.TessBaseAPIClear(api);
        synchronized (idle) {
            idle.computeIfAbsent(languages, key -> new ArrayDeque<>()).add(api);
        }
    }

    @Override
    public String name() {
        return version;
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.values().forEach(handles -> handles.forEach(TessAPI1::TessBaseAPIDelete));
            idle.clear();
        }
    }
}
