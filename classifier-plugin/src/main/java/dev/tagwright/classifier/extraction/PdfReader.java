package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.How;
import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.util.Version;

/** Reads a PDF page by page: its own text where it has some that is sound, else the picture of the page. */
final class PdfReader {

    private static final Message.Reader PDFBOX = new Message.Reader("PDFBox " + Version.getVersion(), "", 0);

    private final Job job;
    private final FileReader.EngineSource engine;
    private final Pages pages;

    PdfReader(Job job, FileReader.EngineSource engine, Pages pages) {
        this.job = job;
        this.engine = engine;
        this.pages = pages;
    }

    void read(Path file) throws RefusedException, NoOcrException, IOException {
        try (PDDocument document =
                Loader.loadPDF(file.toFile(), "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            int count = PageTree.mended(document, job.pages());
            if (count < 1) {
                throw new RefusedException(Refusals.NO_PAGES);
            }
            if (count > job.pages()) {
                throw new RefusedException(Refusals.tooManyPages(count, job.pages()));
            }
            pages.opened(FileKind.PDF.mediaType(), count);
            readAll(document, count);
        } catch (InvalidPasswordException e) {
            throw new RefusedException(Refusals.PASSWORD);
        } catch (NoClassDefFoundError e) {
            // the library for certificates does not come along, and there is no key to give it
            throw new RefusedException(Refusals.CERTIFICATE);
        } catch (PageText.TooMuchText e) {
            throw new RefusedException(Refusals.tooMuchText(job.characters()));
        }
    }

    private void readAll(PDDocument document, int count) throws RefusedException, NoOcrException, IOException {
        PageText text = new PageText(job.characters(), job.pageMillis() / 2);
        PagePainter painter = new PagePainter(document, job.dpi(), job.pixels(), job.pageMillis() / 2);
        try (PictureQueue queue = new PictureQueue(job.threads())) {
            for (int number = 1; number <= count; number++) {
                queue.check();
                long start = System.nanoTime();
                Own own = own(text, document, number);
                if (isEnough(own, text)) {
                    pages.page(own.page(number).took(millisSince(start)));
                } else {
                    readPicture(painter, number, own, queue, start);
                }
            }
            queue.finish();
        }
    }

    /** What the page carries itself. */
    private record Own(String text, double soundness, boolean paintable, List<WordPlaces.Placed> words) {

        /** A page that is given up: nothing of it is read. */
        static final Own NONE = new Own("", 1, false, List.of());

        boolean isSound() {
            return soundness >= NativeText.SOUND;
        }

        PageRead page(int number) {
            if (NativeText.visible(text) == 0) {
                return PageRead.none(number);
            }
            return new PageRead(
                            number, How.NATIVE, text, isSound() ? 1 : soundness, NativeText.lines(text), 0, PDFBOX, 0)
                    .placed(words);
        }
    }

    private Own own(PageText text, PDDocument document, int number) throws IOException {
        try {
            String read = text.read(document, number);
            return new Own(read, NativeText.soundness(read, text.unmapped()), true, text.placed());
        } catch (PageText.TooMuchText e) {
            throw e;
        } catch (ContentBudget.TooMuchContent e) {
            return Own.NONE;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // a damaged page, or one that is nested without end, costs its own text only: its picture may still be read
            return new Own("", 0, true, List.of());
        }
    }

    private boolean isEnough(Own own, PageText text) {
        if (!own.paintable()) {
            return true;
        }
        if (job.forceOcr()) {
            return false;
        }
        if (!own.isSound() || text.failed() > 0) {
            return false;
        }
        return NativeText.visible(own.text()) > job.nativeMinimum() || !text.hasPictures();
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void readPicture(PagePainter painter, int number, Own own, PictureQueue queue, long start)
            throws RefusedException, NoOcrException, IOException {
        OcrEngine ready;
        try {
            ready = engine.get();
        } catch (NoOcrException e) {
            if (own.isSound() && NativeText.visible(own.text()) > 0) {
                pages.page(own.page(number).took(millisSince(start)));
                return;
            }
            throw e;
        }
        PagePainter.Drawn drawn;
        try {
            drawn = painter.draw(number - 1);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            pages.page(own.page(number).took(millisSince(start)));
            return;
        }
        pages.alive();
        long before = millisSince(start);
        if (isBlank(drawn.image())) {
            pages.page(own.page(number).took(before));
            return;
        }
        queue.add(() -> {
            long taken = System.nanoTime();
            OcrText read = ready.read(drawn.image(), drawn.dpi(), job.languages(), job.ocrTime());
            if (read == OcrText.TOO_LATE) {
                queue.gaveUp();
            }
            Message.Reader by = new Message.Reader(ready.name(), job.languages(), drawn.dpi());
            pages.page(better(number, own, read, by).took(before + millisSince(taken)));
        });
    }

    /**
     * Takes the page's own text where OCR found less of worth than it; where OCR found more, it goes before what OCR
     * found unless that contains it.
     */
    private PageRead better(int number, Own own, OcrText read, Message.Reader by) {
        int ownVisible = NativeText.visible(own.text());
        int readVisible = NativeText.visible(read.text());
        boolean keepOwn = own.isSound()
                ? ownVisible > readVisible * read.confidence() && !(job.forceOcr() && readVisible > 0)
                : readVisible == 0 || own.soundness() > read.confidence();
        if (keepOwn) {
            return own.page(number);
        }
        boolean added = own.isSound() && !job.forceOcr() && !containsWords(read.text(), own.text());
        String text = added ? own.text().strip() + "\n" + read.text() : read.text();
        How how = readVisible == 0 ? How.NONE : How.OCR;
        List<WordPlaces.Placed> seen = new ArrayList<>(added ? own.words() : List.of());
        seen.addAll(read.words());
        return new PageRead(number, how, text, read.confidence(), read.lines(), read.rotation(), by, 0).placed(seen);
    }

    private static boolean containsWords(String text, String words) {
        Set<String> there = new HashSet<>(List.of(text.split("\\W+")));
        return there.containsAll(List.of(words.strip().split("\\W+")));
    }

    /** Returns whether no pixel is much darker than another. */
    private static boolean isBlank(BufferedImage image) {
        byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int darkest = 255;
        int brightest = 0;
        for (byte value : data) {
            int grey = value & 0xFF;
            darkest = Math.min(darkest, grey);
            brightest = Math.max(brightest, grey);
        }
        return brightest - darkest < 24;
    }
}
