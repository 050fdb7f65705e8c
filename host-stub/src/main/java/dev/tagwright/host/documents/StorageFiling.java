package dev.tagwright.host.documents;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.Received;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Keeps each original where its storage path says. A move is written down first (where from, where to), then done, then
 * struck off, so that a process that dies in between leaves a file that is found and a move that is finished later.
 */
@Component
class StorageFiling {

    private static final String DEFAULT = "{id}";

    private final DocumentRepository documents;
    private final DocumentLabelRepository documentLabels;
    private final Labels labels;
    private final People people;
    private final DocumentStore store;
    private final Changes changes;
    private final EntityManager entities;
    private final FileMoves moves;

    StorageFiling(
            DocumentRepository documents,
            DocumentLabelRepository documentLabels,
            Labels labels,
            People people,
            DocumentStore store,
            Changes changes,
            EntityManager entities,
            FileMoves moves) {
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.people = people;
        this.store = store;
        this.changes = changes;
        this.entities = entities;
        this.moves = moves;
    }

    /** Writes down where an arrival is to lie; it is moved after the commit. */
    void place(Document document, Received received) {
        document.setMovingFrom(store.relative(received.file()));
        plan(document);
    }

    /** Writes down a move if the document belongs elsewhere now; it is done after the commit. */
    void replan(Document document) {
        if (document.getFilePath().isEmpty() || document.isDeleted()) {
            return;
        }
        String from = document.getMovingFrom();
        if (from == null || store.exists(document.getFilePath())) {
            from = document.getFilePath();
        }
        String before = document.getFilePath();
        plan(document);
        if (!document.getFilePath().equals(before)) {
            document.setMovingFrom(from.equals(document.getFilePath()) ? null : from);
        }
    }

    /** Plans a document whose file is not to be moved by itself, for showing what a template comes to. */
    String preview(Document document, String template) {
        return StoragePlan.path(template, values(document), extension(document));
    }

    private void plan(Document document) {
        String extension = extension(document);
        String wanted = DocumentStore.inOriginals(StoragePlan.path(template(document), values(document), extension));
        String chosen = wanted;
        for (int number = 1; isTaken(chosen, document); number++) {
            chosen = StoragePlan.numbered(wanted, extension, number);
        }
        if (!chosen.equals(document.getFilePath())) {
            document.setFilePath(chosen);
            moves.moveAfterCommit(document.getId());
        }
    }

    private boolean isTaken(String path, Document document) {
        if (path.equals(document.getFilePath()) || path.equals(document.getMovingFrom())) {
            return false;
        }
        return documents.existsByFilePath(path) || store.exists(path) || entities.find(DoomedFile.class, path) != null;
    }

    private String template(Document document) {
        return labelsOf(document).stream()
                .filter(label -> label.getKind() == LabelKind.STORAGE_PATH)
                .map(StoredLabel::getTemplate)
                .findFirst()
                .orElse(DEFAULT);
    }

    private List<StoredLabel> labelsOf(Document document) {
        List<Long> ids = documentLabels.findByDocumentIdOrderByKindAscLabelIdAsc(document.getId()).stream()
                .map(DocumentLabel::getLabelId)
                .toList();
        return List.copyOf(labels.byId(ids).values());
    }

    private Map<String, String> values(Document document) {
        Map<String, String> values = new HashMap<>();
        values.put("id", String.format(Locale.ROOT, "%07d", document.getId()));
        values.put("title", document.getTitle());
        String name = document.getOriginalName();
        int dot = name.lastIndexOf('.');
        values.put("original_name", dot > 0 ? name.substring(0, dot) : name);
        TreeSet<String> tags = new TreeSet<>();
        for (StoredLabel label : labelsOf(document)) {
            switch (label.getKind()) {
                case TAG -> tags.add(label.getName());
                case CORRESPONDENT -> values.put("correspondent", label.getName());
                case DOCUMENT_TYPE -> values.put("document_type", label.getName());
                case STORAGE_PATH -> values.put("storage_path", label.getName());
            }
        }
        values.put("tag_list", String.join(",", tags));
        Long owner = document.getOwnerId();
        values.put(
                "owner",
                owner == null ? "" : people.find(owner).map(Person::getName).orElse(""));
        day(values, "created", document.getCreatedOn());
        day(values, "added", document.getAddedAt().atZone(ZoneOffset.UTC).toLocalDate());
        return values;
    }

    private static void day(Map<String, String> values, String name, LocalDate day) {
        values.put(name, day.toString());
        values.put(name + "_year", String.format(Locale.ROOT, "%04d", day.getYear()));
        values.put(name + "_month", String.format(Locale.ROOT, "%02d", day.getMonthValue()));
        values.put(name + "_day", String.format(Locale.ROOT, "%02d", day.getDayOfMonth()));
    }

    private static String extension(Document document) {
        return StoragePlan.extension(document.getOriginalName(), document.getMediaType());
    }

    /** Takes a file from the disk after the commit, whatever happens in between. */
    void doom(String path) {
        entities.merge(new DoomedFile(path, changes.now()));
        moves.deleteAfterCommit();
    }

    /** Takes the pictures of a document from the disk after the commit. */
    void doomPictures(Document document) {
        doom(store.relative(store.pictures(document.getSha256())));
    }
}
