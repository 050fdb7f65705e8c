package dev.tagwright.host.demo;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.util.LinkedHashSet;
import java.util.Set;

/** The labels of the demo in the host's catalogue. */
class DemoLabels {

    private final Labels labels;

    DemoLabels(Labels labels) {
        this.labels = labels;
    }

    /** Adds the labels that are not there yet. */
    void create(Catalogue catalogue) {
        for (Catalogue.DemoLabel label : catalogue.labels()) {
            if (labels.find(label.kind(), label.name()).isEmpty()) {
                Long parent = label.parent().isEmpty() ? null : number(LabelKind.TAG, label.parent());
                labels.create(new LabelDraft(
                        label.kind(),
                        label.name(),
                        label.description(),
                        label.algorithm(),
                        label.match(),
                        true,
                        label.colour(),
                        label.kind() == LabelKind.TAG && label.name().equals(Catalogue.INBOX),
                        parent,
                        label.template()));
            }
        }
    }

    /** Returns the numbers of the labels of a filing; labels that somebody has deleted or renamed are left out. */
    Set<Long> numbers(Filing filing) {
        Set<Long> numbers = new LinkedHashSet<>();
        add(LabelKind.CORRESPONDENT, filing.correspondent(), numbers);
        add(LabelKind.DOCUMENT_TYPE, filing.type(), numbers);
        add(LabelKind.STORAGE_PATH, filing.path(), numbers);
        filing.tags().stream().sorted().forEach(tag -> add(LabelKind.TAG, tag, numbers));
        return numbers;
    }

    private void add(LabelKind kind, String name, Set<Long> into) {
        if (!name.isEmpty()) {
            labels.find(kind, name).map(StoredLabel::getId).ifPresent(into::add);
        }
    }

    private Long number(LabelKind kind, String name) {
        return labels.find(kind, name)
                .map(StoredLabel::getId)
                .orElseThrow(() -> new IllegalStateException("labels.txt names " + name + " before it is there."));
    }
}
