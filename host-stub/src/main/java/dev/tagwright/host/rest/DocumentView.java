package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A document as the REST API shows it. Names are those that users of paperless-ngx know, where they have one. */
record DocumentView(
        long id,
        @Nullable Long correspondent,
        @JsonProperty("document_type") @Nullable Long documentType,
        @JsonProperty("storage_path") @Nullable Long storagePath,
        String title,
        String content,
        List<Long> tags,
        String created,
        Instant modified,
        Instant added,
        @JsonProperty("deleted_at") @Nullable Instant deletedAt,
        @JsonProperty("original_file_name") String originalFileName,
        @JsonProperty("mime_type") String mimeType,
        @JsonProperty("page_count") @Nullable Integer pageCount,
        @Nullable Long owner,
        @JsonProperty("user_can_change") boolean userCanChange,
        PermissionsView permissions,
        String checksum,
        long size,
        long version,
        @JsonProperty("is_in_inbox") boolean inInbox,
        @JsonProperty("never_classify") boolean neverClassify,
        @JsonProperty("read_state") String readState,
        @JsonProperty("read_reason") String readReason,
        @JsonProperty("read_partial") boolean readPartial,
        @JsonProperty("text_quality") @Nullable String textQuality,
        @JsonProperty("decided_state") String decidedState,
        @JsonProperty("decided_reason") String decidedReason,
        @JsonProperty("decided_snapshot") String decidedSnapshot,
        List<LabelView> labels) {

    /** Whom a document is shared with, by number of user, in the shape that users of paperless-ngx know. */
    record PermissionsView(UsersView view, UsersView change) {

        static PermissionsView of(Map<Long, Boolean> shares) {
            return new PermissionsView(UsersView.of(shares, false), UsersView.of(shares, true));
        }
    }

    /** There are no groups. */
    record UsersView(List<Long> users, List<Long> groups) {

        static UsersView of(Map<Long, Boolean> shares, boolean change) {
            return new UsersView(
                    new TreeMap<>(shares)
                            .entrySet().stream()
                                    .filter(share -> share.getValue() == change)
                                    .map(Map.Entry::getKey)
                                    .toList(),
                    List.of());
        }
    }

    /** Who or what put one label on the document. */
    record LabelView(
            long id,
            String kind,
            String origin,
            @JsonProperty("set_by") String setBy,
            @JsonProperty("set_at") Instant setAt,
            @Nullable String snapshot,
            @Nullable Double probability,
            @Nullable Double threshold,
            String reason) {

        static LabelView of(DocumentLabel label) {
            return new LabelView(
                    label.getLabelId(),
                    lower(label.getKind()),
                    lower(label.getOrigin()),
                    label.getSetBy(),
                    label.getSetAt(),
                    label.getSnapshot(),
                    label.getProbability(),
                    label.getThreshold(),
                    label.getReason());
        }
    }

    static DocumentView of(Document document, List<DocumentLabel> labels, String content, boolean mayChange) {
        return new DocumentView(
                document.getId(),
                single(labels, LabelKind.CORRESPONDENT),
                single(labels, LabelKind.DOCUMENT_TYPE),
                single(labels, LabelKind.STORAGE_PATH),
                document.getTitle(),
                content,
                labels.stream()
                        .filter(label -> label.getKind() == LabelKind.TAG)
                        .map(DocumentLabel::getLabelId)
                        .toList(),
                document.getCreatedOn().toString(),
                document.getModifiedAt(),
                document.getAddedAt(),
                document.getDeletedAt(),
                document.getOriginalName(),
                document.getMediaType(),
                document.getPageCount(),
                document.getOwnerId(),
                mayChange,
                PermissionsView.of(document.getShares()),
                document.getSha256(),
                document.getSize(),
                document.getVersion(),
                document.isInInbox(),
                document.isNeverClassify(),
                lower(document.getReadState()),
                document.getReadReason(),
                document.isReadPartial(),
                document.getQuality() == null ? null : lower(document.getQuality()),
                lower(document.getDecidedState()),
                document.getDecidedReason(),
                document.getDecidedSnapshot(),
                labels.stream().map(LabelView::of).toList());
    }

    private static @Nullable Long single(List<DocumentLabel> labels, LabelKind kind) {
        return labels.stream()
                .filter(label -> label.getKind() == kind)
                .map(DocumentLabel::getLabelId)
                .findFirst()
                .orElse(null);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
