package dev.tagwright.api.host;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import java.util.Set;

/** What came of what a person decided. One of the three below. */
public sealed interface FilingOutcome {

    /**
     * Written and committed.
     *
     * @param filing names it, for {@link Filing#undo}
     * @param version of the document afterwards
     * @param touched labels that stand there in another way than before, that came, that went or that are refused now
     */
    record Done(long filing, long version, Set<LabelId> touched) implements FilingOutcome {
        public Done {
            touched = Set.copyOf(touched);
        }
    }

    /**
     * The document changed since the expected version; nothing was written.
     *
     * @param current the document as it stands
     */
    record Conflict(HostDocument current) implements FilingOutcome {}

    /**
     * It cannot be done, and nothing was written.
     *
     * @param why a plain sentence without names or text of the document
     */
    record Refused(String why) implements FilingOutcome {}
}
