package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationPopup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/** The text that a PDF page carries, and whether there is anything else to see on it. One document, one thread. */
final class PageText extends PDFTextStripper {

    /** Operators that paint something other than text. */
    private static final Set<String> PAINTING =
            Set.of("BI", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do");

    private final int most;
    private int characters;
    private int unmapped;
    private int painted;
    private final long millis;
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
        characters = 0;
        unmapped = 0;
        painted = 0;
        budget = new ContentBudget(millis);
        setStartPage(number);
        setEndPage(number);
        return getText(document);
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
            unmapped++;
            // without a character for it the engine would take the code for one
            return;
        }
        super.showGlyph(textRenderingMatrix, font, code, displacement);
    }

    /** Adds what fields and notes show, which belongs to what a person reads. */
    @Override
    protected void writePage() throws IOException {
        PDPage page = getCurrentPage();
        for (PDAnnotation annotation : page.getAnnotations()) {
            if (!annotation.isHidden() && !annotation.isNoView() && !(annotation instanceof PDAnnotationPopup)) {
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
