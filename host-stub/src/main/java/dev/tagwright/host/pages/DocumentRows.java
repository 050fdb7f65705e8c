package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts documents and their labels together for lists: two queries whatever the number. */
@Component
class DocumentRows {

    /**
     * One row.
     *
     * @param tags by name, those that mark the inbox left out
     */
    record Row(
            Document document,
            @Nullable Chip correspondent,
            @Nullable Chip type,
            List<Chip> tags) {}

    private final DocumentLabels documentLabels;
    private final Labels labels;

    DocumentRows(DocumentLabels documentLabels, Labels labels) {
        this.documentLabels = documentLabels;
        this.labels = labels;
    }

    List<Row> of(List<Document> documents) {
        Map<Long, List<DocumentLabel>> on =
                documentLabels.of(documents.stream().map(Document::getId).toList());
        Set<Long> ids = new TreeSet<>();
        on.values().forEach(list -> list.forEach(label -> ids.add(label.getLabelId())));
        Map<Long, StoredLabel> known = labels.byId(ids);
        return documents.stream()
                .map(document -> row(document, on.getOrDefault(document.getId(), List.of()), known))
                .toList();
    }

    private static Row row(Document document, List<DocumentLabel> on, Map<Long, StoredLabel> known) {
        List<Chip> chips = new ArrayList<>();
        for (DocumentLabel label : on) {
            StoredLabel stored = known.get(label.getLabelId());
            if (stored != null) {
                chips.add(Chip.of(stored, label));
            }
        }
        return new Row(
                document,
                first(chips, LabelKind.CORRESPONDENT),
                first(chips, LabelKind.DOCUMENT_TYPE),
                chips.stream()
                        .filter(chip -> chip.kind() == LabelKind.TAG && !chip.inbox())
                        .sorted(Comparator.comparing(Chip::name, String.CASE_INSENSITIVE_ORDER))
                        .toList());
    }

    private static @Nullable Chip first(List<Chip> chips, LabelKind kind) {
        return chips.stream().filter(chip -> chip.kind() == kind).findFirst().orElse(null);
    }
}
