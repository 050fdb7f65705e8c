package dev.tagwright.host.documents;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.LabelObserver;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What a change of a label does to the documents that carry it. */
@Component
class LabelEffects implements LabelObserver {

    private static final int PART = 1000;

    private final DocumentRepository documents;
    private final DocumentLabelRepository documentLabels;
    private final LabelSheets sheets;
    private final StorageFiling filing;
    private final Changes changes;
    private final Labels labels;

    LabelEffects(
            DocumentRepository documents,
            DocumentLabelRepository documentLabels,
            LabelSheets sheets,
            StorageFiling filing,
            Changes changes,
            Labels labels) {
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.sheets = sheets;
        this.filing = filing;
        this.changes = changes;
        this.labels = labels;
    }

    @Override
    public void changing() {
        changes.begin();
    }

    @Override
    public void changed(LabelDraft before, StoredLabel now) {
        Long parent = now.getParentId();
        boolean newParent = parent != null && !parent.equals(before.parent());
        boolean newInbox = now.isInbox() != before.inbox();
        boolean newPlace =
                !now.getTemplate().equals(before.template()) || !now.getName().equals(before.name());
        if (!newParent && !newInbox && !newPlace) {
            return;
        }
        forEachDocumentWith(now.getId(), document -> {
            if (newParent) {
                backFill(document, now);
            }
            if (newInbox) {
                countInbox(document);
            }
            if (newPlace) {
                filing.replan(document);
            }
        });
    }

    /** Puts the new ancestors on a document, each by the origin that the nested tag itself has. */
    private void backFill(Document document, StoredLabel tag) {
        documentLabels.findByDocumentIdOrderByKindAscLabelIdAsc(document.getId()).stream()
                .filter(label -> label.getLabelId() == tag.getId())
                .findFirst()
                .ifPresent(label -> {
                    Map<Long, Grounds> above = new LinkedHashMap<>();
                    Grounds grounds = Grounds.because("Tag " + tag.getId() + " is nested in this one.");
                    labels.ancestors(tag).forEach(one -> above.put(one.getId(), grounds));
                    LabelSheet sheet = sheets.open(document, new Actor(label.getOrigin(), label.getSetBy()));
                    sheet.putOn(above);
                    sheet.close();
                });
    }

    private void countInbox(Document document) {
        boolean was = document.isInInbox();
        List<Long> ids = documentLabels.findByDocumentIdOrderByKindAscLabelIdAsc(document.getId()).stream()
                .filter(label -> label.getKind() == LabelKind.TAG)
                .map(DocumentLabel::getLabelId)
                .toList();
        boolean is = labels.byId(ids).values().stream().anyMatch(StoredLabel::isInbox);
        if (was != is) {
            document.setInInbox(is);
            changes.touch(document, was);
        }
    }

    @Override
    public void deleting(StoredLabel label) {
        Actor actor = Actor.person("label " + label.getId() + " deleted");
        forEachDocumentWith(label.getId(), document -> {
            LabelSheet sheet = sheets.open(document, actor);
            sheet.lose(label, Grounds.because("The label was deleted."));
            sheet.close();
        });
    }

    /** In parts, because a database takes only so many values in one query. */
    private void forEachDocumentWith(long label, Consumer<Document> work) {
        List<Long> ids = documentLabels.documentsWith(label);
        for (int from = 0; from < ids.size(); from += PART) {
            documents
                    .findAllById(ids.subList(from, Math.min(ids.size(), from + PART)))
                    .forEach(work);
        }
    }
}
