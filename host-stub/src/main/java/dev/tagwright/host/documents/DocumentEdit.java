package dev.tagwright.host.documents;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed on a document; null leaves a field as it is.
 *
 * @param title from 1 to 512 characters
 * @param createdOn the day on the document
 * @param text the whole text
 * @param neverClassify whether no plugin is to decide on it
 * @param owner the only person who may see it, beside administrators and those whom it is shared with; empty for everyone
 * @param shares whom it is shared with, by number, and whether they may change it
 */
public record DocumentEdit(
        @Nullable String title,
        @Nullable LocalDate createdOn,
        @Nullable String text,
        @Nullable Boolean neverClassify,
        @Nullable Optional<Long> owner,
        @Nullable Map<Long, Boolean> shares) {

    /** Changes nothing. */
    public static final DocumentEdit NONE = new DocumentEdit(null, null, null, null, null, null);

    public DocumentEdit withTitle(String value) {
        return new DocumentEdit(value, createdOn, text, neverClassify, owner, shares);
    }

    public DocumentEdit withCreatedOn(LocalDate value) {
        return new DocumentEdit(title, value, text, neverClassify, owner, shares);
    }

    public DocumentEdit withText(String value) {
        return new DocumentEdit(title, createdOn, value, neverClassify, owner, shares);
    }

    public DocumentEdit withNeverClassify(boolean value) {
        return new DocumentEdit(title, createdOn, text, value, owner, shares);
    }

    public DocumentEdit withOwner(Optional<Long> value) {
        return new DocumentEdit(title, createdOn, text, neverClassify, value, shares);
    }

    public DocumentEdit withShares(Map<Long, Boolean> value) {
        return new DocumentEdit(title, createdOn, text, neverClassify, owner, Map.copyOf(value));
    }

    @Override
    public String toString() {
        return "DocumentEdit";
    }
}
