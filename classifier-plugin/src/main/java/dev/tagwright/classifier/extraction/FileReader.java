package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file by what is in it, whatever it is called. One file at a time. */
final class FileReader {

    private final Path work;
    private final Optional<Path> languageFolder;
    private @Nullable OcrEngine engine;
    private Set<String> known = Set.of();
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
        EngineSource source = () -> engine(List.of(job.languages().split("\\+")));
        switch (kind) {
            case PDF -> new PdfReader(job, source, pages).read(file);
            case PNG, JPEG, TIFF, BMP, GIF, WEBP -> new PictureReader(job, source, pages).read(file, kind);
            case OTHER -> office().read(file, job, pages);
        }
    }

    /** Returns the engine; it is made ready when the first picture needs it, and anew when a language has turned up. */
    private synchronized OcrEngine engine(List<String> languages) throws NoOcrException {
        OcrEngine made = engine;
        if (made == null
                || !known.containsAll(languages)
                        && OcrFiles.languages(languageFolder).keySet().containsAll(languages)) {
            known = OcrFiles.languages(languageFolder).keySet();
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
