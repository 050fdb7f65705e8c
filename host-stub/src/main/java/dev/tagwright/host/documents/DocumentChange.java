package dev.tagwright.host.documents;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a document's history: what changed, by whom or what, when and why. Never changed or deleted alone. */
@Entity
@Table(name = "document_history")
public class DocumentChange {

    /** What changed. */
    public enum What {
        ADDED,
        TITLE,
        CREATED,
        OWNER,
        SHARED,
        NEVER_CLASSIFY,
        TEXT,
        LABEL_ADDED,
        LABEL_REMOVED,
        LABEL_CONFIRMED,
        LABEL_ALLOWED,
        NOTE_ADDED,
        NOTE_REMOVED,
        DELETED,
        RESTORED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "document_id")
    private long documentId;

    private Instant at;

    @Enumerated(EnumType.STRING)
    private Origin origin;

    private String actor;

    @Enumerated(EnumType.STRING)
    private What what;

    @Enumerated(EnumType.STRING)
    @Column(name = "label_kind")
    private @Nullable LabelKind labelKind;

    @Column(name = "label_id")
    private @Nullable Long labelId;

    @Column(name = "before_value")
    private @Nullable String before;

    @Column(name = "after_value")
    private @Nullable String after;

    private String reason;
    private @Nullable String snapshot;
    private @Nullable String run;

    @SuppressWarnings("NullAway.Init")
    protected DocumentChange() {}

    private DocumentChange(long documentId, Actor by, Instant at, What what, String reason) {
        this.documentId = documentId;
        this.at = at;
        this.origin = by.origin();
        this.actor = by.name();
        this.what = what;
        this.reason = reason;
    }

    static DocumentChange ofField(
            long documentId, Actor by, Instant at, What what, @Nullable String before, @Nullable String after) {
        DocumentChange change = new DocumentChange(documentId, by, at, what, "");
        change.before = before;
        change.after = after;
        return change;
    }

    /** A line about a label; its name is kept, so that the line can be read when the label is gone. */
    static DocumentChange ofLabel(
            long documentId, Actor by, Instant at, What what, LabelId label, String name, Grounds grounds) {
        DocumentChange change = new DocumentChange(documentId, by, at, what, grounds.reason());
        change.labelKind = label.kind();
        change.labelId = label.value();
        if (what == What.LABEL_REMOVED) {
            change.before = name;
        } else {
            change.after = name;
        }
        change.snapshot = grounds.snapshot();
        change.run = grounds.run();
        return change;
    }

    public long getId() {
        return id;
    }

    public long getDocumentId() {
        return documentId;
    }

    public Instant getAt() {
        return at;
    }

    public Origin getOrigin() {
        return origin;
    }

    public String getActor() {
        return actor;
    }

    public What getWhat() {
        return what;
    }

    /** Returns the kind of the label that this is about; null when it is about no label. */
    public @Nullable LabelKind getLabelKind() {
        return labelKind;
    }

    public @Nullable Long getLabelId() {
        return labelId;
    }

    /** Returns the old value or the name of the label that was taken off; null when there is none. */
    public @Nullable String getBefore() {
        return before;
    }

    /** Returns the new value or the name of the label that was put on; null when there is none. */
    public @Nullable String getAfter() {
        return after;
    }

    public String getReason() {
        return reason;
    }

    public @Nullable String getSnapshot() {
        return snapshot;
    }

    public @Nullable String getRun() {
        return run;
    }
}
