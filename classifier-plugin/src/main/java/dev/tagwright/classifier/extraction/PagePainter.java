package dev.tagwright.classifier.extraction;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/** Draws pages of a PDF as grey pictures for OCR, within the memory there is. One document, one thread. */
final class PagePainter {

    private static final double POINTS_PER_INCH = 72;
    private static final int DEEPEST_FORM = 4;

    /** Larger pictures on a page are not decoded whole, if the page is drawn smaller anyway. */
    private static final long LARGE_PICTURE = 100_000_000;

    private static final int LEAST_DPI = 36;

    private final PDDocument document;
    private final PDFRenderer renderer;
    private final long millis;
    private ContentBudget budget;
    private final int dpi;
    private final long pixels;

    /**
     * @param dpi wanted
     * @param pixels that a picture may have at most
     * @param millis that a page may take
     */
    PagePainter(PDDocument document, int dpi, long pixels, long millis) {
        this.document = document;
        this.millis = millis;
        this.budget = new ContentBudget(millis);
        this.renderer = new PDFRenderer(document) {
            @Override
            protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
                return new PageDrawer(parameters) {
                    @Override
                    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
                        budget.spend();
                        super.processOperator(operator, operands);
                    }

                    /** What a damaged font or picture was to show is missing; the rest is drawn. */
                    @Override
                    protected void operatorException(Operator operator, List<COSBase> operands, IOException e) {
                        // the page is read as far as it can be
                    }
                };
            }
        };
        this.dpi = dpi;
        this.pixels = pixels;
    }

    /** A page and the resolution it was drawn at, which is less than wanted where that took too many pixels. */
    record Drawn(BufferedImage image, int dpi) {}

    /** @param index from 0 */
    Drawn draw(int index) throws IOException {
        budget = new ContentBudget(millis);
        PDPage page = document.getPage(index);
        int tried = dpi(page);
        renderer.setSubsamplingAllowed(largest(page.getResources(), 0, new HashSet<>()) > LARGE_PICTURE);
        while (true) {
            try {
                return new Drawn(renderer.renderImageWithDPI(index, tried, ImageType.GRAY), tried);
            } catch (OutOfMemoryError e) {
                // what did not fit was one large array, so there is room to go on with less
                if (tried / 2 < LEAST_DPI) {
                    throw e;
                }
                tried /= 2;
                renderer.setSubsamplingAllowed(true);
            }
        }
    }

    private int dpi(PDPage page) {
        PDRectangle box = page.getCropBox();
        double inches = box.getWidth() / POINTS_PER_INCH * (box.getHeight() / POINTS_PER_INCH);
        double unit = page.getUserUnit() > 0 ? page.getUserUnit() : 1;
        double most = Math.sqrt(pixels / Math.max(1e-6, inches * unit * unit));
        return (int) Math.max(1, Math.min(dpi, most));
    }

    /** Returns the pixels of the largest picture that the page may show. */
    private static long largest(PDResources resources, int depth, Set<COSBase> seen) {
        long most = 0;
        if (resources == null || depth > DEEPEST_FORM || !seen.add(resources.getCOSObject())) {
            return most;
        }
        for (COSName name : resources.getXObjectNames()) {
            try {
                PDXObject object = resources.getXObject(name);
                if (object instanceof PDImageXObject image) {
                    most = Math.max(most, (long) image.getWidth() * image.getHeight());
                } else if (object instanceof PDFormXObject form) {
                    most = Math.max(most, largest(form.getResources(), depth + 1, seen));
                }
            } catch (IOException | RuntimeException e) {
                // a damaged object is not drawn either
            }
        }
        return most;
    }
}
