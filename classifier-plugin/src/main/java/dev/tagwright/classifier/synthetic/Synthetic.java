package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.SyntheticDocuments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was made up as trainings see it: nothing at all unless it is enabled. Safe for any number of threads. */
public final class Synthetic implements SyntheticDocuments {

    private final SyntheticShelf shelf;
    private final SyntheticSettings settings;

    public Synthetic(SyntheticShelf shelf, SyntheticSettings settings) {
        this.shelf = shelf;
        this.settings = settings;
    }

    /** Returns how documents are made up. */
    public SyntheticSettings settings() {
        return settings;
    }

    /** Returns where they lie. */
    public SyntheticShelf shelf() {
        return shelf;
    }

    @Override
    public List<LabelledDocument> beside(Map<LabelKind, List<Long>> auto, Map<LabelId, Integer> examples) {
        if (!settings.enabled()) {
            return List.of();
        }
        for (LabelId label : shelf.counts().keySet()) {
            if (examples.getOrDefault(label, 0) >= settings.leastExamples()) {
                shelf.remove(label);
            }
        }
        return counting(auto);
    }

    @Override
    public List<LabelledDocument> counting(Map<LabelKind, List<Long>> auto) {
        return settings.enabled() ? labelled(shelf.helping(), auto) : List.of();
    }

    @Override
    public String state() {
        return settings.enabled() ? shelf.state() : "";
    }

    /** Returns them as documents of which nothing is known but that they carry their label. */
    static List<LabelledDocument> labelled(List<SyntheticDocument> documents, Map<LabelKind, List<Long>> auto) {
        Map<LabelKind, Set<Long>> learned = new HashMap<>();
        auto.forEach((kind, ids) -> learned.put(kind, new HashSet<>(ids)));
        List<LabelledDocument> found = new ArrayList<>();
        for (SyntheticDocument document : documents) {
            LabelId label = document.label();
            if (learned.getOrDefault(label.kind(), Set.of()).contains(label.value())) {
                found.add(new LabelledDocument(
                        "synthetic " + document.id(),
                        document.text(),
                        Map.of(),
                        Map.of(),
                        Map.of(label.kind(), Map.of(Long.toString(label.value()), true)),
                        SyntheticSettings.SHARE));
            }
        }
        return found;
    }
}
