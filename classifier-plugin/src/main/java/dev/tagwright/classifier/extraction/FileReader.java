package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file by what is in it, whatever it is called. One file at a time. */
final class FileReader {

    private final Path work;
    private final Optional<Path> languageFolder;
    private @Nullable OcrEngine engine;
    private @Nullable OfficeReader office;

    FileReader(Path work, Optional<Path> languageFolder) {
        this.work = work;
        this.languageFolder = languageFolder;
    }

    void read(Job job, Pages pages) throws RefusedException, NoOcrException, IOException {
        Path file = Path.of(job.path());
        if (Files.size(file) == 0) {
            throw new RefusedException(Refusals.EMPTY);
        }
        FileKind kind = FileKind.of(file);
        switch (kind) {
            case PDF -> new PdfReader(job, this::engine, pages).read(file);
            case PNG, JPEG, TIFF, BMP, GIF, WEBP -> new PictureReader(job, this::engine, pages).read(file, kind);
            case OTHER -> office().read(file, job, pages);
        }
    }

    /** Returns the engine; it is made ready when the first picture needs it. */
    private synchronized OcrEngine engine() throws NoOcrException {
        OcrEngine made = engine;
        if (made == null) {
            made = OcrEngines.open(work, languageFolder);
            engine = made;
        }
        return made;
    }

    private OfficeReader office() {
        OfficeReader made = office;
        if (made == null) {
            made = new OfficeReader();
            office = made;
        }
        return made;
    }

    /** Makes the engine ready, or says why there is none. */
    @FunctionalInterface
    interface EngineSource {
        OcrEngine get() throws NoOcrException;
    }
}
