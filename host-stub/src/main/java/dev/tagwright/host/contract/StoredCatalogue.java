package dev.tagwright.host.contract;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The host's labels as plugins see them. */
@Component
class StoredCatalogue implements LabelCatalogue {

    private final Labels labels;

    StoredCatalogue(Labels labels) {
        this.labels = labels;
    }

    @Override
    public List<Label> all() {
        return labels.all().stream()
                .map(StoredLabel::toLabel)
                .sorted(Comparator.comparing(Label::id))
                .toList();
    }

    @Override
    public Optional<Label> label(LabelId id) {
        return labels.find(id.value())
                .filter(label -> label.getKind() == id.kind())
                .map(StoredLabel::toLabel);
    }
}
