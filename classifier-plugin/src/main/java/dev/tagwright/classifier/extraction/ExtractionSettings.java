package dev.tagwright.classifier.extraction;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How files are read, and within what limits. Start from {@link #defaults()}.
 *
 * @param dpi at which a page is rendered for OCR, 72 to 1200; default 300. Higher reads smaller print and takes longer
 * @param languages for OCR in Tesseract's notation, such as {@code eng+deu}; default {@code eng}
 * @param languageFolder with more {@code *.traineddata}; they win over those of the same name that come along
 * @param nativeMinimum a PDF page whose own text has at most so many characters is read by OCR too; default 50
 * @param workers how many processes read files at the same time, 1 to 64; default one a core
 * @param workerMegabytes heap of each, at least 128; default 1024. Lower refuses more large files
 * @param fileTime for one file in all; default 9 min, below the host's budget of 10 min
 * @param pageTime without any page done or step made, after which a worker is ended; default 2 min
 * @param idleTime after which a worker without work ends; default 1 min
 * @param fileBytes larger files are refused; default 1 GiB
 * @param pages files with more are refused; default 20,000
 * @param pixels of one rendered page; a larger page is rendered at fewer dpi; default 60 million
 * @param picturePixels of one picture as it comes; larger ones are refused; default 300 million
 * @param characters of one file; more are refused; default 20 million
 * @param expansion how many times larger the content of a packed file (such as DOCX) may be than the file, once it
 *     exceeds 100 MB; default 100
 */
public record ExtractionSettings(
        int dpi,
        String languages,
        Optional<Path> languageFolder,
        int nativeMinimum,
        int workers,
        int workerMegabytes,
        Duration fileTime,
        Duration pageTime,
        Duration idleTime,
        long fileBytes,
        int pages,
        long pixels,
        long picturePixels,
        int characters,
        int expansion) {

    private static final Pattern LANGUAGES = Pattern.compile("[A-Za-z0-9_]{2,40}(\\+[A-Za-z0-9_]{2,40}){0,15}");

    public ExtractionSettings {
        List<String> faults = new ArrayList<>();
        check(faults, "dpi", dpi, 72, 1200);
        if (!isLanguages(languages)) {
            faults.add("extraction.languages must be names joined by +, such as eng+deu.");
        }
        check(faults, "native-minimum", nativeMinimum, 0, 100_000);
        check(faults, "workers", workers, 1, 64);
        check(faults, "worker-megabytes", workerMegabytes, 128, 65_536);
        check(faults, "file-time (seconds)", fileTime.toSeconds(), 1, 86_400);
        check(faults, "page-time (seconds)", pageTime.toSeconds(), 1, 86_400);
        check(faults, "idle-time (milliseconds)", idleTime.toMillis(), 1, 86_400_000);
        check(faults, "file-bytes", fileBytes, 1, Long.MAX_VALUE);
        check(faults, "pages", pages, 1, 1_000_000);
        check(faults, "pixels", pixels, 10_000, 500_000_000);
        check(faults, "picture-pixels", picturePixels, 10_000, 2_000_000_000);
        check(faults, "characters", characters, 1, 500_000_000);
        check(faults, "expansion", expansion, 1, 100_000);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
    }

    /** Returns what suits most. */
    public static ExtractionSettings defaults() {
        return new ExtractionSettings(
                300,
                "eng",
                Optional.empty(),
                50,
                Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors())),
                1024,
                Duration.ofMinutes(9),
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                1L << 30,
                20_000,
                60_000_000,
                300_000_000,
                20_000_000,
                100);
    }

    /** Returns the same with another resolution and other languages. */
    public ExtractionSettings withOcr(int newDpi, String newLanguages, Optional<Path> newFolder) {
        return new ExtractionSettings(
                newDpi,
                newLanguages,
                newFolder,
                nativeMinimum,
                workers,
                workerMegabytes,
                fileTime,
                pageTime,
                idleTime,
                fileBytes,
                pages,
                pixels,
                picturePixels,
                characters,
                expansion);
    }

    /** Returns the same with other limits of the processes. */
    public ExtractionSettings withWorkers(
            int newWorkers, int newMegabytes, Duration newFileTime, Duration newPageTime, Duration newIdleTime) {
        return new ExtractionSettings(
                dpi,
                languages,
                languageFolder,
                nativeMinimum,
                newWorkers,
                newMegabytes,
                newFileTime,
                newPageTime,
                newIdleTime,
                fileBytes,
                pages,
                pixels,
                picturePixels,
                characters,
                expansion);
    }

    /** Returns the same with other limits of what a file may hold. */
    public ExtractionSettings withLimits(
            long newFileBytes, int newPages, long newPixels, long newPicturePixels, int newCharacters) {
        return new ExtractionSettings(
                dpi,
                languages,
                languageFolder,
                nativeMinimum,
                workers,
                workerMegabytes,
                fileTime,
                pageTime,
                idleTime,
                newFileBytes,
                newPages,
                newPixels,
                newPicturePixels,
                newCharacters,
                expansion);
    }

    /** Returns whether the text is a list of languages in Tesseract's notation. */
    static boolean isLanguages(String text) {
        return LANGUAGES.matcher(text).matches();
    }

    private static void check(List<String> faults, String name, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add("extraction." + name + " (" + value + ") must be from " + least + " to " + most + ".");
        }
    }
}
