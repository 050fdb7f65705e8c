package dev.tagwright.classifier.extraction;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.classifier.extraction.Message.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads files in worker processes, so that a file that crashes, hangs or fills its reader costs that one file only. Safe
 * for any number of threads; more calls than there are workers wait. Nothing is started before the first file.
 */
public final class TextExtractor implements AutoCloseable {

    /** A file that ended so many workers is refused. */
    private static final int MOST_ATTEMPTS = 2;

    private final ExtractionSettings settings;
    private final WorkerPool pool;

    /**
     * @param workFolder for the unpacked parts of the engine and temporary files; made when needed, may be emptied while
     *     nothing runs
     */
    public TextExtractor(ExtractionSettings settings, Path workFolder) {
        this.settings = settings;
        this.pool = new WorkerPool(settings, workFolder.toAbsolutePath());
    }

    /**
     * Reads one file. Takes up to {@link ExtractionSettings#fileTime()}, and again as long waiting for a worker. An
     * interrupt ends it; so does, within a second, that the file is not wanted any more.
     */
    public Extraction extract(FileToRead file, PageProgress progress) {
        try {
            Path path = file.path().toAbsolutePath();
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                return new Extraction.Postponed("The file cannot be opened.");
            }
            long bytes = Files.size(path);
            if (bytes == 0) {
                return new Extraction.Refused(Refusals.EMPTY);
            }
            if (bytes > settings.fileBytes()) {
                return new Extraction.Refused(Refusals.tooLarge(bytes, settings.fileBytes()));
            }
            if (!file.hints().languages().isEmpty()
                    && !ExtractionSettings.isLanguages(file.hints().languages())) {
                return new Extraction.Refused(
                        "The OCR languages asked for must be names joined by +, such as eng+deu.");
            }
            if (!pool.enter(settings.fileTime().toNanos())) {
                return new Extraction.Postponed("All readers are busy.");
            }
            try {
                return read(path, file.hints(), progress);
            } finally {
                pool.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Extraction.Postponed("The reading was stopped.");
        } catch (IOException e) {
            return new Extraction.Postponed(
                    "The reading process does not start (" + e.getClass().getSimpleName() + ").");
        }
    }

    private Extraction read(Path path, FileToRead.Hints hints, PageProgress progress)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + settings.fileTime().toNanos();
        String reason = "";
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            if (!progress.wanted()) {
                return new Extraction.Postponed(Refusals.CANCELLED);
            }
            WorkerProcess worker = pool.take();
            Reading reading = new Reading(worker, progress, settings.pageTime(), end);
            boolean usable = false;
            try {
                Reading.Result result = reading.run(job(path, hints));
                usable = result.workerIsUsable();
                if (result.extraction().isPresent()) {
                    return result.extraction().get();
                }
                reason = result.reason();
                if (!result.mayTryAgain()) {
                    break;
                }
            } finally {
                if (usable) {
                    pool.giveBack(worker);
                } else if (!progress.wanted()) {
                    pool.end(worker);
                } else {
                    pool.discard(worker);
                }
            }
        }
        return new Extraction.Refused(reason);
    }

    private Job job(Path path, FileToRead.Hints hints) {
        return new Job(
                path.toString(),
                hints.dpi() == 0 ? settings.dpi() : Math.max(72, Math.min(1200, hints.dpi())),
                hints.languages().isEmpty() ? settings.languages() : hints.languages(),
                hints.forceOcr(),
                pool.share(),
                settings.nativeMinimum(),
                settings.pages(),
                settings.pixels(),
                settings.picturePixels(),
                settings.characters(),
                settings.expansion(),
                settings.pageTime().toMillis() / 2);
    }

    /** Returns whether pictures can be read. Reads folders only; takes a few milliseconds. */
    public OcrState ocrState() {
        return OcrEngines.look(settings.languageFolder());
    }

    /** Returns the process ids of the workers, for tests and for health. */
    List<Long> workerPids() {
        return pool.pids();
    }

    /** Returns the quality that a mean confidence stands for. */
    static TextQuality quality(double confidence, boolean hasText) {
        if (!hasText) {
            return TextQuality.EMPTY;
        }
        if (confidence >= 0.85) {
            return TextQuality.GOOD;
        }
        return confidence >= 0.65 ? TextQuality.ACCEPTABLE : TextQuality.REVIEW;
    }

    /** Ends all workers at once; what they were reading is postponed. */
    @Override
    public void close() {
        pool.close();
    }
}
