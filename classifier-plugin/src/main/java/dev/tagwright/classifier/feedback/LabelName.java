package dev.tagwright.classifier.feedback;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;

/** A label as a snapshot names it. */
record LabelName(LabelKind kind, String key) implements Comparable<LabelName> {

    static LabelName of(LabelId label) {
        return new LabelName(label.kind(), Long.toString(label.value()));
    }

    @Override
    public int compareTo(LabelName other) {
        int kinds = kind.compareTo(other.kind);
        return kinds != 0 ? kinds : key.compareTo(other.key);
    }
}
