package dev.tagwright.host.documents;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a document when it arrives.
 *
 * @param title for people; blank for one made from the file name
 * @param fileName what the file was called; untrusted, kept for people only
 * @param mediaType as far as known, such as {@code application/pdf}
 * @param createdOn the day on the document; null for today
 * @param owner the only person beside administrators who may see it; null for everyone
 * @param actor who or what brings it; a person's labels count as set by that person
 * @param labels to put on at once, ancestors of tags come by themselves
 * @param toInbox whether the tags that mark the inbox are put on, so that the document waits for a person
 */
public record NewDocument(
        String title,
        String fileName,
        String mediaType,
        @Nullable LocalDate createdOn,
        @Nullable Long owner,
        Actor actor,
        Set<Long> labels,
        boolean toInbox) {

    public NewDocument {
        labels = Set.copyOf(labels);
    }

    @Override
    public String toString() {
        return "NewDocument[mediaType=" + mediaType + ", owner=" + owner + ", actor=" + actor + "]";
    }
}
