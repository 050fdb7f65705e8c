package dev.tagwright.classifier.training;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels that a plugin had put on documents and that were taken off again by an undo or a retag, not by a person's word
 * about them. Twelve bytes each, as an undo may concern a whole archive. Immutable.
 */
public final class UndoneLabels {

    /** Nothing was undone. */
    public static final UndoneLabels NONE = new Builder().build();

    private final long[] documents;
    private final LabelId[] labels;

    private UndoneLabels(long[] documents, LabelId[] labels) {
        this.documents = documents;
        this.labels = labels;
    }

    /** Returns those of one document. */
    public Set<LabelId> of(DocumentId document) {
        int at = Arrays.binarySearch(documents, document.value());
        if (at < 0) {
            return Set.of();
        }
        while (at > 0 && documents[at - 1] == document.value()) {
            at--;
        }
        Set<LabelId> found = new HashSet<>();
        for (; at < documents.length && documents[at] == document.value(); at++) {
            found.add(labels[at]);
        }
        return found;
    }

    /** Takes them in the order of the documents. For one thread. */
    public static final class Builder {

        private long[] documents = new long[16];
        private final List<LabelId> labels = new ArrayList<>();
        private final Map<LabelId, LabelId> known = new HashMap<>();

        /** Throws {@link IllegalArgumentException} when a document with a higher number came before. */
        public Builder add(DocumentId document, LabelId label) {
            int size = labels.size();
            if (size > 0 && documents[size - 1] > document.value()) {
                throw new IllegalArgumentException("document " + document.value() + " comes after "
                        + documents[size - 1] + "; expected: in the order of their numbers.");
            }
            if (size == documents.length) {
                documents = Arrays.copyOf(documents, 2 * size);
            }
            documents[size] = document.value();
            labels.add(known.computeIfAbsent(label, one -> one));
            return this;
        }

        public UndoneLabels build() {
            return new UndoneLabels(Arrays.copyOf(documents, labels.size()), labels.toArray(LabelId[]::new));
        }
    }
}
