package dev.tagwright.api;

import java.util.Map;

/**
 * One document as the host holds it at one moment.
 *
 * @param id its number
 * @param version rises with every change of the document, its text or its labels; the base of compare-and-set
 * @param text the whole text; empty when none was found
 * @param labels what it carries, and who put it there
 * @param neverClassify whether people asked that no plugin decides on it
 */
public record HostDocument(
        DocumentId id, long version, String text, Map<LabelId, Origin> labels, boolean neverClassify) {

    public HostDocument {
        labels = Map.copyOf(labels);
    }

    @Override
    public String toString() {
        return "HostDocument[id=" + id.value() + ", version=" + version + ", characters=" + text.length() + ", labels="
                + labels.size() + "]";
    }
}
