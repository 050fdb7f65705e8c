package dev.tagwright.api.host;

import dev.tagwright.api.DocumentId;
import java.time.LocalDate;
import java.util.List;

/**
 * How a document looks to people.
 *
 * @param document its number
 * @param title untrusted; may hold markup
 * @param createdOn the day of the document
 * @param inInbox whether it waits for a person
 * @param mayChange whether the caller may change it
 * @param page address of its page, absolute within the host, such as {@code /documents/12}
 * @param pictures addresses of pictures of its pages in order, absolute within the host; there may be none behind one
 */
public record Sheet(
        DocumentId document,
        String title,
        LocalDate createdOn,
        boolean inInbox,
        boolean mayChange,
        String page,
        List<String> pictures) {

    public Sheet {
        pictures = List.copyOf(pictures);
    }

    @Override
    public String toString() {
        return "Sheet[document=" + document.value() + ", pictures=" + pictures.size() + "]";
    }
}
