package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.How;
import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a file that is a picture, or several. */
final class PictureReader {

    private final Job job;
    private final FileReader.EngineSource engine;
    private final Pages pages;

    PictureReader(Job job, FileReader.EngineSource engine, Pages pages) {
        this.job = job;
        this.engine = engine;
        this.pages = pages;
    }

    void read(Path file, FileKind kind) throws RefusedException, NoOcrException, IOException {
        int count = count(file, kind);
        if (count > job.pages()) {
            throw new RefusedException(Refusals.tooManyPages(count, job.pages()));
        }
        OcrEngine ready = engine.get();
        pages.opened(kind.mediaType(), count);
        try (PictureQueue queue = new PictureQueue(job.threads())) {
            for (int index = 0; index < count; index++) {
                int number = index + 1;
                queue.add(() -> {
                    long start = System.nanoTime();
                    OcrText read = ready.read(file, number - 1, 0, job.languages(), job.ocrTime());
                    if (read == OcrText.TOO_LATE) {
                        queue.gaveUp();
                    }
                    pages.page(new PageRead(
                                    number,
                                    read.text().isEmpty() ? How.NONE : How.OCR,
                                    read.text(),
                                    read.confidence(),
                                    read.lines(),
                                    read.rotation(),
                                    new Message.Reader(ready.name(), job.languages(), read.dpi()),
                                    (System.nanoTime() - start) / 1_000_000)
                            .placed(read.words()));
                });
            }
            queue.finish();
        }
    }

    /** Returns how many pictures there are, having looked at the size of each before any is decoded. */
    private int count(Path file, FileKind kind) throws RefusedException, IOException {
        if (kind == FileKind.WEBP) {
            List<Integer> size = WebpSize.of(file);
            check(size.get(0), size.get(1));
            return 1;
        }
        int count = PictureDecoder.count(file, kind == FileKind.TIFF ? job.pages() : 1, this::check);
        return kind == FileKind.TIFF ? count : 1;
    }

    private void check(int width, int height) throws RefusedException {
        if ((long) width * height > job.picturePixels()) {
            throw new RefusedException(Refusals.picture(width, height, job.picturePixels()));
        }
    }
}
