package dev.tagwright.classifier.training;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Says what labels are called. Safe for any number of threads. */
@FunctionalInterface
public interface LabelNames {

    /** Names mean nothing. */
    LabelNames NONE = (kind, key) -> "";

    /** The key of a label is its name, as in a corpus file. */
    LabelNames KEYS = (kind, key) -> key;

    /** Returns what a host calls its labels, whose keys are their numbers. */
    static LabelNames of(Collection<Label> labels) {
        Map<LabelId, String> names = new HashMap<>();
        labels.forEach(label -> names.put(label.id(), label.name()));
        return (kind, key) -> names.getOrDefault(new LabelId(kind, Long.parseLong(key)), "");
    }

    /** Returns the name; empty when there is none. */
    String name(LabelKind kind, String key);
}
