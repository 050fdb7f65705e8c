package dev.tagwright.host.documents;

import dev.tagwright.api.Feedback;
import java.util.List;

/**
 * A person changed labels of a document that are learned, and by that said something of them: put on or let stand is
 * accepted, taken off is rejected, replaced is corrected. Published in the transaction of the change.
 *
 * @param items what was said, each label once
 */
public record LabelsJudged(List<Feedback> items) {

    public LabelsJudged {
        items = List.copyOf(items);
    }
}
