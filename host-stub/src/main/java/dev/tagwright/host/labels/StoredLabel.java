package dev.tagwright.host.labels;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
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

/** One label of the catalogue. Changed only through {@link Labels}. */
@Entity
@Table(name = "label")
public class StoredLabel {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Enumerated(EnumType.STRING)
    private LabelKind kind;

    private String name;

    @Column(name = "name_key")
    private String nameKey;

    private String description;

    @Enumerated(EnumType.STRING)
    private MatchingAlgorithm algorithm;

    @Column(name = "match_text")
    private String match;

    private boolean insensitive;
    private String colour;
    private boolean inbox;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    private String template;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "modified_at")
    private Instant modifiedAt;

    @SuppressWarnings("NullAway.Init")
    protected StoredLabel() {}

    @SuppressWarnings("NullAway.Init")
    StoredLabel(LabelDraft draft, Instant now) {
        this.kind = draft.kind();
        this.createdAt = now;
        take(draft, now);
    }

    /** Takes all but the kind from a draft that was checked. */
    final void take(LabelDraft draft, Instant now) {
        name = draft.name();
        nameKey = Labels.key(draft.name());
        description = draft.description();
        algorithm = draft.algorithm();
        match = draft.match();
        insensitive = draft.insensitive();
        colour = draft.colour();
        inbox = draft.inbox();
        parentId = draft.parent();
        template = draft.template();
        modifiedAt = now;
    }

    public long getId() {
        return id;
    }

    public LabelKind getKind() {
        return kind;
    }

    /** What people call it: untrusted text, to be escaped wherever it is shown. */
    public String getName() {
        return name;
    }

    String getNameKey() {
        return nameKey;
    }

    public String getDescription() {
        return description;
    }

    public MatchingAlgorithm getAlgorithm() {
        return algorithm;
    }

    public String getMatch() {
        return match;
    }

    public boolean isInsensitive() {
        return insensitive;
    }

    /** Returns the colour as {@code #rrggbb}. */
    public String getColour() {
        return colour;
    }

    public boolean isInbox() {
        return inbox;
    }

    public @Nullable Long getParentId() {
        return parentId;
    }

    public String getTemplate() {
        return template;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getModifiedAt() {
        return modifiedAt;
    }

    /** Returns its number as plugins know it. */
    public LabelId labelId() {
        return new LabelId(kind, id);
    }

    /** Returns it as plugins see it. */
    public Label toLabel() {
        LabelId parent = parentId == null ? null : new LabelId(kind, parentId);
        return new Label(labelId(), name, description, algorithm, parent, inbox);
    }

    /** Returns all that people said about it, to be changed and given back. */
    public LabelDraft draft() {
        return new LabelDraft(
                kind, name, description, algorithm, match, insensitive, colour, inbox, parentId, template);
    }

    @Override
    public String toString() {
        return "StoredLabel[id=" + id + ", kind=" + kind + ", algorithm=" + algorithm + "]";
    }
}
