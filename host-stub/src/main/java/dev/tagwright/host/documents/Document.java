package dev.tagwright.host.documents;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.TextQuality;
import dev.tagwright.host.files.Placed;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** One stored document without its text and labels. Changed only through {@link Documents} and {@link DocumentLabels}. */
@Entity
@Table(name = "document")
public class Document implements Placed {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String title;

    /** The title as lists sort it. */
    @Column(name = "title_key")
    private String titleKey;

    @Column(name = "original_name")
    private String originalName;

    @Column(name = "media_type")
    private String mediaType;

    private String sha256;

    @Column(name = "size_bytes")
    private long size;

    @Column(name = "page_count")
    private @Nullable Integer pageCount;

    @Column(name = "created_on")
    private LocalDate createdOn;

    @Column(name = "added_at")
    private Instant addedAt;

    @Column(name = "modified_at")
    private Instant modifiedAt;

    @Column(name = "owner_id")
    private @Nullable Long ownerId;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "document_share", joinColumns = @JoinColumn(name = "document_id"))
    @MapKeyColumn(name = "user_id")
    @Column(name = "may_change")
    @BatchSize(size = 200)
    private Map<Long, Boolean> shares = new HashMap<>();

    @Column(name = "never_classify")
    private boolean neverClassify;

    private long version;

    @Column(name = "change_seq")
    private long changeSequence;

    @Column(name = "in_inbox")
    private boolean inInbox;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Column(name = "deleted_by")
    private @Nullable String deletedBy;

    @Enumerated(EnumType.STRING)
    @Column(name = "read_state")
    private ReadState readState;

    @Column(name = "read_reason")
    private String readReason;

    @Column(name = "read_partial")
    private boolean readPartial;

    @Enumerated(EnumType.STRING)
    private @Nullable TextQuality quality;

    @Enumerated(EnumType.STRING)
    @Column(name = "decided_state")
    private DecidedState decidedState;

    @Column(name = "decided_reason")
    private String decidedReason;

    @Column(name = "decided_snapshot")
    private String decidedSnapshot;

    @Column(name = "decided_version")
    private long decidedVersion;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    @Column(name = "file_path")
    private String filePath;

    @Column(name = "moving_from")
    private @Nullable String movingFrom;

    @SuppressWarnings("NullAway.Init")
    protected Document() {}

    @SuppressWarnings("NullAway.Init")
    Document(NewDocument draft, String sha256, long size, LocalDate createdOn, Instant now) {
        this.title = draft.title();
        this.titleKey = key(title);
        this.originalName = draft.fileName();
        this.mediaType = draft.mediaType();
        this.sha256 = sha256;
        this.size = size;
        this.createdOn = createdOn;
        this.addedAt = now;
        this.modifiedAt = now;
        this.ownerId = draft.owner();
        this.readState = ReadState.WAITING;
        this.readReason = "";
        this.decidedState = DecidedState.WAITING;
        this.decidedReason = "";
        this.decidedSnapshot = "";
        this.filePath = "";
    }

    /** Returns its number as plugins know it. */
    public DocumentId documentId() {
        return new DocumentId(id);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Notes a change: the version rises, and the time and the number of the change are taken. */
    void touch(Instant now, long sequence) {
        version++;
        modifiedAt = now;
        changeSequence = sequence;
    }

    @Override
    public long getId() {
        return id;
    }

    public String getTitle() {
        return title;
    }

    void setTitle(String title) {
        this.title = title;
        this.titleKey = key(title);
    }

    private static String key(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    /** What the file was called when it came: untrusted, for people only. */
    public String getOriginalName() {
        return originalName;
    }

    public String getMediaType() {
        return mediaType;
    }

    void setMediaType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Of the original bytes, 64 lower-case hexadecimal digits. */
    public String getSha256() {
        return sha256;
    }

    /** Of the original, in bytes. */
    public long getSize() {
        return size;
    }

    public @Nullable Integer getPageCount() {
        return pageCount;
    }

    public LocalDate getCreatedOn() {
        return createdOn;
    }

    void setCreatedOn(LocalDate createdOn) {
        this.createdOn = createdOn;
    }

    public Instant getAddedAt() {
        return addedAt;
    }

    public Instant getModifiedAt() {
        return modifiedAt;
    }

    /**
     * The only person who may see it, beside administrators and those whom it is shared with; null when everyone may.
     */
    public @Nullable Long getOwnerId() {
        return ownerId;
    }

    void setOwnerId(@Nullable Long ownerId) {
        this.ownerId = ownerId;
    }

    /** Returns whom it is shared with, and whether they may change it; counts only while it has an owner. */
    public Map<Long, Boolean> getShares() {
        return Collections.unmodifiableMap(shares);
    }

    void setShares(Map<Long, Boolean> shares) {
        this.shares.keySet().retainAll(shares.keySet());
        this.shares.putAll(shares);
    }

    /** Whether people asked that no plugin decides on it. */
    public boolean isNeverClassify() {
        return neverClassify;
    }

    void setNeverClassify(boolean neverClassify) {
        this.neverClassify = neverClassify;
    }

    /** Rises with every change of the document, its text or its labels. */
    public long getVersion() {
        return version;
    }

    /** The number of the latest change, see {@link Changes}. */
    public long getChangeSequence() {
        return changeSequence;
    }

    /** Whether it carries a tag that marks the inbox. */
    public boolean isInInbox() {
        return inInbox;
    }

    void setInInbox(boolean inInbox) {
        this.inInbox = inInbox;
    }

    /** When it was put into the trash; null when it is not there. */
    public @Nullable Instant getDeletedAt() {
        return deletedAt;
    }

    public @Nullable String getDeletedBy() {
        return deletedBy;
    }

    void trash(Instant now, Actor actor) {
        deletedAt = now;
        deletedBy = actor.name();
    }

    void restore() {
        deletedAt = null;
        deletedBy = null;
    }

    public ReadState getReadState() {
        return readState;
    }

    /** Notes how far reading came; what was read before stands. */
    void reading(ReadState state, String reason) {
        readState = state;
        readReason = DocumentChecks.cut(reason, 1000);
    }

    /** Notes what its text is now that it was read. */
    void read(Reading reading) {
        quality = reading.quality();
        readPartial = reading.partial();
        pageCount = reading.pages().isEmpty() ? null : reading.pages().size();
    }

    /** Returns whether its text is a part of the file only; {@link #getReadReason} says why. */
    public boolean isReadPartial() {
        return readPartial;
    }

    /**
     * Why it could not be read, not wholly, or not again, as a plain sentence; empty when there is nothing to say.
     */
    public String getReadReason() {
        return readReason;
    }

    public @Nullable TextQuality getQuality() {
        return quality;
    }

    public DecidedState getDecidedState() {
        return decidedState;
    }

    /** Has it wait to be read and decided on again. */
    void readAgain() {
        reading(ReadState.WAITING, "");
        decidedState = DecidedState.WAITING;
    }

    /** Has what was decided last stand, if it waits to be decided on again. */
    void keepDecision() {
        if (decidedState != DecidedState.WAITING || decidedAt == null) {
            return;
        }
        if (decidedSnapshot.isEmpty()) {
            decidedState = DecidedState.OFF;
        } else {
            decidedState = decidedReason.isEmpty() ? DecidedState.DECIDED : DecidedState.SILENT;
        }
    }

    void decided(DecidedState state, String snapshot, long onVersion, String reason, Instant now) {
        decidedState = state;
        decidedSnapshot = DocumentChecks.cut(snapshot, 200);
        decidedVersion = onVersion;
        decidedReason = DocumentChecks.cut(reason, 1000);
        decidedAt = now;
    }

    /** Why a plugin said nothing, as a plain sentence; empty when there is nothing to say. */
    public String getDecidedReason() {
        return decidedReason;
    }

    /** Names the trained state that decided last; empty when none did. */
    public String getDecidedSnapshot() {
        return decidedSnapshot;
    }

    /** The version that was decided on last; 0 when none was. */
    public long getDecidedVersion() {
        return decidedVersion;
    }

    public @Nullable Instant getDecidedAt() {
        return decidedAt;
    }

    @Override
    public String getFilePath() {
        return filePath;
    }

    void setFilePath(String filePath) {
        this.filePath = filePath;
    }

    @Override
    public @Nullable String getMovingFrom() {
        return movingFrom;
    }

    void setMovingFrom(@Nullable String movingFrom) {
        this.movingFrom = movingFrom;
    }

    @Override
    public String toString() {
        return "Document[id=" + id + ", version=" + version + ", readState=" + readState + "]";
    }
}
