package dev.tagwright.host.documents;

import dev.tagwright.host.labels.Labels;
import jakarta.persistence.EntityManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Opens the sheet of labels of one document for a change. */
@Component
class LabelSheets {

    final DocumentLabelRepository documentLabels;
    final LabelRemovalRepository removals;
    final Labels labels;
    final Changes changes;
    final StorageFiling filing;
    final EntityManager entities;
    final ApplicationEventPublisher events;

    LabelSheets(
            DocumentLabelRepository documentLabels,
            LabelRemovalRepository removals,
            Labels labels,
            Changes changes,
            StorageFiling filing,
            EntityManager entities,
            ApplicationEventPublisher events) {
        this.documentLabels = documentLabels;
        this.removals = removals;
        this.labels = labels;
        this.changes = changes;
        this.filing = filing;
        this.entities = entities;
        this.events = events;
    }

    /** To be called with the lock of {@link Changes} held. */
    LabelSheet open(Document document, Actor actor) {
        return new LabelSheet(this, document, actor);
    }
}
