package dev.tagwright.host.documents;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed on a document; null leaves a field as it is.
 *
 * @param title from 1 to 512 characters
 * @param createdOn the day on the document
 * @param text the whole text
 * @param neverClassify whether no plugin is to decide on it
 * @param owner the only person beside administrators who may see it; empty for everyone
 */
public record DocumentEdit(
        @Nullable String title,
        @Nullable LocalDate createdOn,
        @Nullable String text,
        @Nullable Boolean neverClassify,
        @Nullable Optional<Long> owner) {

    /** Changes nothing. */
    public static final DocumentEdit NONE = new DocumentEdit(null, null, null, null, null);

    public DocumentEdit withTitle(String value) {
        return new DocumentEdit(value, createdOn, text, neverClassify, owner);
    }

    public DocumentEdit withCreatedOn(LocalDate value) {
        return new DocumentEdit(title, value, text, neverClassify, owner);
    }

    public DocumentEdit withText(String value) {
        return new DocumentEdit(title, createdOn, value, neverClassify, owner);
    }

    public DocumentEdit withNeverClassify(boolean value) {
        return new DocumentEdit(title, createdOn, text, value, owner);
    }

    public DocumentEdit withOwner(Optional<Long> value) {
        return new DocumentEdit(title, createdOn, text, neverClassify, value);
    }

    @Override
    public String toString() {
        return "DocumentEdit";
    }
}
