package dev.tagwright.classifier.retrain;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.classifier.training.LabelledDocument;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a host's document may be learned from. Only labels that are {@code AUTO} count. What a plugin had put on is
 * never taken for the truth: such a tag counts neither for nor against, a single-valued kind that it filled is not known
 * for the document, and a document on which nobody but a plugin ever put anything is left out.
 */
final class TrainingSet {

    private final Map<LabelKind, Set<Long>> auto = new EnumMap<>(LabelKind.class);

    /**
     * @param auto numbers of the labels that are learned, one list a kind
     */
    TrainingSet(Map<LabelKind, List<Long>> auto) {
        auto.forEach((kind, ids) -> {
            if (!ids.isEmpty()) {
                this.auto.put(kind, new HashSet<>(ids));
            }
        });
    }

    /** Returns whether there is no label to learn. */
    boolean isEmpty() {
        return auto.isEmpty();
    }

    /** Returns the document as training takes it; empty when it is left out. */
    Optional<LabelledDocument> of(HostDocument document) {
        Map<LabelId, Origin> carried = document.labels();
        boolean onlyByPlugin =
                !carried.isEmpty() && carried.values().stream().allMatch(origin -> origin == Origin.PLUGIN);
        if (onlyByPlugin || document.text().isBlank()) {
            return Optional.empty();
        }
        Map<LabelKind, Set<String>> labels = new EnumMap<>(LabelKind.class);
        Map<LabelKind, Set<String>> masked = new EnumMap<>(LabelKind.class);
        auto.keySet().forEach(kind -> labels.put(kind, new HashSet<>()));
        carried.forEach((label, origin) -> {
            LabelKind kind = label.kind();
            Set<Long> learned = auto.get(kind);
            if (learned == null) {
                return;
            }
            boolean byPlugin = origin == Origin.PLUGIN;
            if (byPlugin && !kind.multiValued()) {
                labels.remove(kind);
            } else if (learned.contains(label.value())) {
                String key = Long.toString(label.value());
                if (byPlugin) {
                    masked.computeIfAbsent(kind, any -> new HashSet<>()).add(key);
                } else {
                    labels.computeIfAbsent(kind, any -> new HashSet<>()).add(key);
                }
            }
        });
        return Optional.of(new LabelledDocument(Long.toString(document.id().value()), document.text(), labels, masked));
    }
}
