package dev.tagwright.classifier.extraction;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;

/** Counts the pages of a document whose own count may be wrong. */
final class PageTree {

    /** What a page may have from the nodes above it. */
    private static final List<COSName> INHERITED =
            List.of(COSName.RESOURCES, COSName.MEDIA_BOX, COSName.CROP_BOX, COSName.ROTATE);

    private PageTree() {}

    /**
     * Returns the number of pages. If the count that the document tells cannot be right, the pages are looked for one by
     * one and the document is given a flat tree of them.
     *
     * @param most if there are more, the number that is told, or one more than this, is returned
     */
    static int mended(PDDocument document, int most) {
        int told = document.getNumberOfPages();
        if (told > 0 && told <= most && isThere(document, 0) && isThere(document, told - 1)) {
            return told;
        }
        List<PDPage> found = new ArrayList<>();
        try {
            for (PDPage page : document.getPages()) {
                found.add(page);
                if (found.size() > most) {
                    return Math.max(told, found.size());
                }
            }
        } catch (RuntimeException e) {
            // what comes before the damage counts
        }
        if (!found.isEmpty()) {
            flatten(document, found);
        }
        return found.size();
    }

    private static boolean isThere(PDDocument document, int index) {
        try {
            document.getPage(index);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void flatten(PDDocument document, List<PDPage> pages) {
        COSDictionary root = new COSDictionary();
        COSArray kids = new COSArray();
        for (PDPage page : pages) {
            COSDictionary dictionary = page.getCOSObject();
            for (COSName name : INHERITED) {
                COSBase value = PDPageTree.getInheritableAttribute(dictionary, name);
                if (value != null) {
                    dictionary.setItem(name, value);
                }
            }
            dictionary.setItem(COSName.PARENT, root);
            kids.add(dictionary);
        }
        root.setItem(COSName.TYPE, COSName.PAGES);
        root.setItem(COSName.KIDS, kids);
        root.setInt(COSName.COUNT, pages.size());
        document.getDocumentCatalog().getCOSObject().setItem(COSName.PAGES, root);
    }
}
