package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the engine for OCR: the one that comes along, else the system's, else none. */
final class OcrEngines {

    private static final String NONE = "There is no OCR on this system. Maybe install the package tesseract-ocr.";

    private OcrEngines() {}

    /** Makes an engine ready. */
    static OcrEngine open(Path work, Optional<Path> languageFolder) throws NoOcrException {
        if (OcrFiles.hasNatives()) {
            try {
                return new TesseractLibrary(
                        OcrFiles.unpackNatives(work), OcrFiles.gatherLanguages(work, languageFolder));
            } catch (LinkageError | IOException e) {
                // the libraries want a newer C library, or the folder cannot be written; the system's may do
            }
        }
        Optional<Path> command = TesseractCommand.find();
        if (command.isEmpty()) {
            throw new NoOcrException(NONE);
        }
        try {
            return new TesseractCommand(command.get(), work, OcrFiles.gatherLanguages(work, languageFolder));
        } catch (IOException e) {
            throw new NoOcrException(NONE);
        }
    }

    /** Returns what is there, as far as can be told without loading it. */
    static OcrState look(Optional<Path> languageFolder) {
        List<String> languages = OcrFiles.languages(languageFolder).keySet().stream()
                .filter(name -> !name.equals("osd"))
                .toList();
        boolean natives = OcrFiles.hasNatives();
        boolean available = (natives || TesseractCommand.find().isPresent()) && !languages.isEmpty();
        if (!available) {
            return new OcrState(false, List.of(), NONE);
        }
        return new OcrState(
                true,
                languages,
                (natives ? "Tesseract that comes along" : "The system's Tesseract") + " reads "
                        + String.join(", ", languages) + ".");
    }

    static String missing(String language) {
        return String.format(
                Locale.ROOT,
                "The OCR language (%s) is not there. Maybe put %s.traineddata into the folder of language data.",
                language,
                language);
    }

    /** Returns whether the file is an executable. */
    static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
