package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFreeText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationPopup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** The text that a PDF page carries, and whether there is anything else to see on it. One document, one thread. */
final class PageText extends PDFTextStripper {

    /** Operators that paint something other than text. */
    private static final Set<String> PAINTING =
            Set.of("BI", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do");

    /** A hyphen at the end of a line between two small letters: the word goes on in the next line. */
    private static final Pattern HYPHENATED = Pattern.compile("(?<=\\p{Ll}{2})[-\u00AD\u2010]\\n(?=\\p{Ll}{2})");

    private final int most;
    private int characters;
    private int unmapped;
    private int painted;
    private int failed;
    private final GlyphGuess guess = new GlyphGuess();
    private TextTurns turns = new TextTurns();
    /** The direction that is read, one of {@link #turns}; null for all, as they stand. */
    private @Nullable Integer only;

    private boolean unturned;
    private int rotation;
    private PDPage wanted = new PDPage();
    private final long millis;
    private final List<WordPlaces.Placed> placed = new ArrayList<>();
    private ContentBudget budget;

    /**
     * @param most characters of the page that are taken
     * @param millis that a page may take
     */
    PageText(int most, long millis) {
        this.most = most;
        this.millis = millis;
        this.budget = new ContentBudget(millis);
        setSuppressDuplicateOverlappingText(true);
        setLineSeparator("\n");
        setPageEnd("");
        setAddMoreFormatting(false);
    }

    /** @param number from 1 */
    String read(PDDocument document, int number) throws IOException {
        budget = new ContentBudget(millis);
        PDPage page = document.getPage(number - 1);
        rotation = page.getRotation();
        only = null;
        guess.forget();
        turns = new TextTurns();
        StringBuilder text = new StringBuilder(strip(document, page));
        try {
            if (guess.isWise()) {
                guess.use();
                text = new StringBuilder(strip(document, page));
            }
            if (!turns.areAll(page.getRotation())) {
                text = turned(document, page);
            }
        } catch (ContentBudget.TooMuchContent e) {
            // what the first way gave will do
        }
        addFieldValues(page, text);
        return HYPHENATED.matcher(text).replaceAll("");
    }

    private String strip(PDDocument document, PDPage page) throws IOException {
        characters = 0;
        unmapped = 0;
        painted = 0;
        failed = 0;
        if (only == null) {
            placed.clear();
        }
        unturned = true;
        wanted = page;
        return getText(document);
    }

    /** Reads the text of each direction for itself: read together, it would fall to pieces. */
    private StringBuilder turned(PDDocument document, PDPage page) throws IOException {
        StringBuilder text = new StringBuilder();
        placed.clear();
        page.setRotation(0);
        try {
            for (int direction : turns.directions(rotation)) {
                only = direction;
                text.append(strip(document, page));
            }
        } finally {
            page.setRotation(rotation);
        }
        return text;
    }

    /** Goes through the one page; the library's own way leaves those out that have nothing but notes. */
    @Override
    protected void processPages(PDPageTree pages) throws IOException {
        processPage(wanted);
    }

    @Override
    protected void processTextPosition(TextPosition glyph) {
        if (only == null) {
            turns.add(glyph);
        } else if (turns.nearest(glyph, only) != only) {
            return;
        }
        super.processTextPosition(guess.named(glyph));
    }

    /** An operator that fails, for its font is damaged, say, costs what it shows, and no more. */
    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException e) {
        failed++;
    }

    /** Returns how many operators of the page last read failed. */
    int failed() {
        return failed;
    }

    /** Adds what fields and notes on the page hold and their appearance lacks, because it was left to the viewer. */
    private static void addFieldValues(PDPage page, StringBuilder text) throws IOException {
        for (PDAnnotation annotation : page.getAnnotations()) {
            COSDictionary field = annotation.getCOSObject();
            COSBase parent = field.getDictionaryObject(COSName.PARENT);
            COSBase value = field.getDictionaryObject(COSName.V);
            COSName type = field.getCOSName(COSName.FT);
            if (parent instanceof COSDictionary above && above != field) {
                value = value == null ? above.getDictionaryObject(COSName.V) : value;
                type = type == null ? above.getCOSName(COSName.FT) : type;
            }
            boolean shown = !annotation.isHidden() && (COSName.TX.equals(type) || COSName.CH.equals(type));
            if (annotation instanceof PDAnnotationFreeText && annotation.getNormalAppearanceStream() == null) {
                shown = !annotation.isHidden();
                value = field.getDictionaryObject(COSName.CONTENTS);
            }
            if (shown && value instanceof COSString string) {
                String words = string.getString().strip();
                if (!words.isEmpty() && text.indexOf(words) < 0) {
                    if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                        text.append('\n');
                    }
                    text.append(words).append('\n');
                }
            }
        }
    }

    @Override
    protected void writeString(String word, List<TextPosition> glyphs) throws IOException {
        String parted = NativeText.paired(WordGaps.part(word, glyphs));
        if (placed.size() < WordPlaces.MOST) {
            PDRectangle box = wanted.getCropBox();
            NativePlaces.add(parted, glyphs, new NativePlaces.Shown(box, rotation, only == null ? 0 : only), placed);
        }
        super.writeString(parted);
    }

    /** Returns where the words of the page last read stand, in the order of its text. */
    List<WordPlaces.Placed> placed() {
        return List.copyOf(placed);
    }

    /** Returns how many glyphs of the page last read stand for no known character. */
    int unmapped() {
        return unmapped;
    }

    /** Returns whether the page last read shows anything beside its text. */
    boolean hasPictures() {
        return painted > 0;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        budget.spend();
        if (unturned) {
            unturned = false;
            turn();
        }
        if (PAINTING.contains(operator.getName())) {
            painted++;
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void showGlyph(Matrix textRenderingMatrix, PDFont font, int code, Vector displacement)
            throws IOException {
        if (++characters > most) {
            throw new TooMuchText();
        }
        if (font.toUnicode(code) == null) {
            if (!guess.knows(font, code)) {
                unmapped++;
                if (!guess.isUsed(font, code)) {
                    // without a character for it the engine would take the code for one
                    return;
                }
            }
        }
        super.showGlyph(textRenderingMatrix, font, code, displacement);
        guess.shown();
    }

    /** Turns what follows so that the direction that is read is level. */
    private void turn() {
        if (only != null && only != 0) {
            PDGraphicsState state = getGraphicsState();
            state.setCurrentTransformationMatrix(state.getCurrentTransformationMatrix()
                    .multiply(Matrix.getRotateInstance(-Math.toRadians(only), 0, 0)));
        }
    }

    /** Adds what fields and notes show, which belongs to what a person reads. */
    @Override
    protected void writePage() throws IOException {
        PDPage page = getCurrentPage();
        for (PDAnnotation annotation : page.getAnnotations()) {
            if (!annotation.isHidden() && !annotation.isNoView() && !(annotation instanceof PDAnnotationPopup)) {
                unturned = true;
                showAnnotation(annotation);
            }
        }
        super.writePage();
    }

    /** The page has more glyphs than are taken. Unchecked, because PDFBox goes on after a checked one. */
    static final class TooMuchText extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
