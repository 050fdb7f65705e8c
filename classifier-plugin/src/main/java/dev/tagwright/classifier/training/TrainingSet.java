package dev.tagwright.classifier.training;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a host's document may be learned from. Only labels that are {@code AUTO} count. What a plugin had put on is
 * never taken for the truth: such a tag counts neither for nor against, a single-valued kind that it filled is not known
 * for the document, and a document on which nobody but a plugin ever put anything is left out. The same holds after what
 * a plugin had put on was undone, until a person says something. What people said of a single label counts in any case:
 * refused, it speaks against the label as long as no person puts it on; accepted, it speaks for it as long as the document
 * carries it.
 */
public final class TrainingSet {

    private final Map<LabelKind, Set<Long>> auto = new EnumMap<>(LabelKind.class);
    private final Judgements judgements;

    /**
     * @param auto numbers of the labels that are learned, one list a kind
     * @param judgements what people said of single labels
     */
    public TrainingSet(Map<LabelKind, List<Long>> auto, Judgements judgements) {
        auto.forEach((kind, ids) -> {
            if (!ids.isEmpty()) {
                this.auto.put(kind, new HashSet<>(ids));
            }
        });
        this.judgements = judgements;
    }

    /** Returns whether there is no label to learn. */
    public boolean isEmpty() {
        return auto.isEmpty();
    }

    /** Returns a document outside the inbox as training takes it; empty when it is left out. */
    public Optional<LabelledDocument> of(HostDocument document) {
        Map<LabelId, Origin> carried = document.labels();
        Set<LabelId> undone = judgements.undone(document.id());
        boolean byPlugin = !carried.isEmpty() || !undone.isEmpty();
        if (byPlugin && carried.values().stream().allMatch(origin -> origin == Origin.PLUGIN)) {
            return ofJudged(document);
        }
        if (document.text().isBlank()) {
            return Optional.empty();
        }
        Map<LabelKind, Set<String>> labels = new EnumMap<>(LabelKind.class);
        Map<LabelKind, Set<String>> masked = new EnumMap<>(LabelKind.class);
        auto.keySet().forEach(kind -> labels.put(kind, new HashSet<>()));
        Set<LabelKind> filled = EnumSet.noneOf(LabelKind.class);
        carried.forEach((label, origin) -> {
            if (origin != Origin.PLUGIN) {
                filled.add(label.kind());
                put(labels, label);
            }
        });
        Set<LabelId> unknown = new HashSet<>(undone);
        carried.forEach((label, origin) -> {
            if (origin == Origin.PLUGIN) {
                unknown.add(label);
            } else {
                unknown.remove(label);
            }
        });
        for (LabelId label : unknown) {
            if (label.kind().multiValued()) {
                put(masked, label);
            } else if (!filled.contains(label.kind())) {
                labels.remove(label.kind());
            }
        }
        return Optional.of(labelled(document, labels, masked));
    }

    /**
     * Returns a document of which nothing is known but what people said of single labels, because it is still in the
     * inbox or only a plugin put something on it; empty when nobody said anything.
     */
    public Optional<LabelledDocument> ofJudged(HostDocument document) {
        if (document.text().isBlank()) {
            return Optional.empty();
        }
        LabelledDocument labelled = labelled(document, new EnumMap<>(LabelKind.class), new EnumMap<>(LabelKind.class));
        return labelled.judged().isEmpty() ? Optional.empty() : Optional.of(labelled);
    }

    private LabelledDocument labelled(
            HostDocument document, Map<LabelKind, Set<String>> labels, Map<LabelKind, Set<String>> masked) {
        Map<LabelKind, Map<String, Boolean>> judged = new EnumMap<>(LabelKind.class);
        judgements.of(document.id()).forEach((label, carries) -> {
            Set<Long> learned = auto.getOrDefault(label.kind(), Set.of());
            Origin origin = document.labels().get(label);
            boolean stands = carries ? origin != null : origin == null || origin == Origin.PLUGIN;
            if (!learned.contains(label.value()) || !stands) {
                return;
            }
            Set<String> known = labels.get(label.kind());
            if (known == null) {
                judged.computeIfAbsent(label.kind(), any -> new HashMap<>()).put(key(label), carries);
            } else {
                masked.getOrDefault(label.kind(), new HashSet<>()).remove(key(label));
                if (carries) {
                    known.add(key(label));
                }
            }
        });
        masked.values().removeIf(Set::isEmpty);
        return new LabelledDocument(Long.toString(document.id().value()), document.text(), labels, masked, judged);
    }

    private void put(Map<LabelKind, Set<String>> where, LabelId label) {
        if (auto.getOrDefault(label.kind(), Set.of()).contains(label.value())) {
            where.computeIfAbsent(label.kind(), any -> new HashSet<>()).add(key(label));
        }
    }

    private static String key(LabelId label) {
        return Long.toString(label.value());
    }
}
