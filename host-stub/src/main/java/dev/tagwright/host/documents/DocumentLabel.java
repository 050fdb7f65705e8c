package dev.tagwright.host.documents;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One label on one document: who or what put it there, when and on which grounds. */
@Entity
@Table(name = "document_label")
@IdClass(DocumentLabelKey.class)
public class DocumentLabel {

    @Id
    @Column(name = "document_id")
    private long documentId;

    @Id
    @Column(name = "label_id")
    private long labelId;

    @Enumerated(EnumType.STRING)
    private LabelKind kind;

    @Column(name = "single_kind")
    private @Nullable String singleKind;

    @Enumerated(EnumType.STRING)
    private Origin origin;

    @Column(name = "set_by")
    private String setBy;

    @Column(name = "set_at")
    private Instant setAt;

    private @Nullable String snapshot;
    private @Nullable Double probability;
    private @Nullable Double threshold;
    private String reason;
    private @Nullable String run;

    @SuppressWarnings("NullAway.Init")
    protected DocumentLabel() {}

    DocumentLabel(long documentId, LabelId label, Actor actor, Instant now, Grounds grounds) {
        this.documentId = documentId;
        this.labelId = label.value();
        this.kind = label.kind();
        this.singleKind = label.kind().multiValued() ? null : label.kind().name();
        this.origin = actor.origin();
        this.setBy = actor.name();
        this.setAt = now;
        this.snapshot = grounds.snapshot();
        this.probability = grounds.probability();
        this.threshold = grounds.threshold();
        this.reason = grounds.reason();
        this.run = grounds.run();
    }

    /** A person looked at it and let it stand. What a machine had said stays on record. */
    void confirm(Actor person, Instant now) {
        origin = Origin.PERSON;
        setBy = person.name();
        setAt = now;
    }

    public long getDocumentId() {
        return documentId;
    }

    public long getLabelId() {
        return labelId;
    }

    /** Returns the label's number as plugins know it. */
    public LabelId label() {
        return new LabelId(kind, labelId);
    }

    public LabelKind getKind() {
        return kind;
    }

    @Nullable
    String getSingleKind() {
        return singleKind;
    }

    public Origin getOrigin() {
        return origin;
    }

    /** Returns the user, rule or plugin that put it there. */
    public String getSetBy() {
        return setBy;
    }

    public Instant getSetAt() {
        return setAt;
    }

    /** Returns the trained state that decided; null when no plugin did. */
    public @Nullable String getSnapshot() {
        return snapshot;
    }

    /** Returns the calibrated probability in [0, 1]; null when no plugin gave one. */
    public @Nullable Double getProbability() {
        return probability;
    }

    /** Returns the probability that was asked for, in [0, 1]; null when no plugin gave one. */
    public @Nullable Double getThreshold() {
        return threshold;
    }

    /** Returns why, as a plain sentence; empty when nobody said. */
    public String getReason() {
        return reason;
    }

    public @Nullable String getRun() {
        return run;
    }
}
