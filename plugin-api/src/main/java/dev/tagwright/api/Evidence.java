package dev.tagwright.api;

import java.util.List;

/**
 * Why a label was decided on as it was.
 *
 * @param words the words that spoke for the label (weight above zero) and against it (below), strongest first
 * @param similar labelled documents that are near this one, nearest first; the receiver must check that whoever looks
 *     may view them
 * @param reason one plain sentence without text of the document
 */
public record Evidence(List<Word> words, List<Similar> similar, String reason) {

    /** Nothing to show. */
    public static final Evidence NONE = new Evidence(List.of(), List.of(), "");

    public Evidence {
        words = List.copyOf(words);
        similar = List.copyOf(similar);
    }

    /**
     * A word or pair of words of the document.
     *
     * @param text as it was read, normalised
     * @param weight its part of the margin, unbounded
     * @param positions where it begins in the document's text, in UTF-16 units from zero, rising; the first few only
     */
    public record Word(String text, double weight, List<Integer> positions) {
        public Word {
            positions = List.copyOf(positions);
        }

        @Override
        public String toString() {
            return "Word[weight=" + weight + "]";
        }
    }

    /**
     * Another document that carries the label.
     *
     * @param similarity cosine, in [-1, 1]
     */
    public record Similar(DocumentId document, double similarity) {}
}
