package dev.tagwright.classifier.extraction;

import java.util.List;

/**
 * Whether pictures of text can be read.
 *
 * @param available whether there is an engine with at least one language
 * @param languages that it knows, by Tesseract's names, sorted
 * @param message a plain sentence: what is, and what to do about it
 */
public record OcrState(boolean available, List<String> languages, String message) {

    public OcrState {
        languages = List.copyOf(languages);
    }
}
