package dev.tagwright.classifier.cli;

import dev.tagwright.api.LabelKind;
import java.util.Map;
import java.util.Set;

/**
 * One line of a corpus.
 *
 * @param line counted from 1
 * @param test whether the split is test; a line without split is train
 * @param labels by the kinds that the line has; a kind that is absent is not known
 */
record CorpusDocument(long line, String id, boolean test, String text, Map<LabelKind, Set<String>> labels) {

    @Override
    public String toString() {
        return "CorpusDocument[line=" + line + ", id=" + id + "]";
    }
}
