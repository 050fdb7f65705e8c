package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that was made up.
 *
 * @param id its number among its like, which are no documents of the host; 0 before it is kept
 * @param label what it was made up for
 * @param text as the language model wrote it: untrusted, like that of any document
 * @param model that wrote it
 * @param example document of the archive whose text the model saw, with which this one is erased; null when it saw none
 */
public record SyntheticDocument(
        long id,
        LabelId label,
        String text,
        String model,
        @Nullable DocumentId example,
        Instant createdAt) {

    @Override
    public String toString() {
        return "SyntheticDocument[id=" + id + ", characters=" + text.length() + "]";
    }
}
