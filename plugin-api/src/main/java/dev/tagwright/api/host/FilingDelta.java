package dev.tagwright.api.host;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided on one document.
 *
 * @param document the document
 * @param expectedVersion the version that the person saw
 * @param add labels to put on or to confirm, each with what the plugin had thought of it; a single-valued kind is replaced
 * @param refuse labels that do not belong there: taken off if they are on, and no machine puts them on again
 * @param create labels that are not there yet, to be put on as well; those that are there by now are taken as they are
 * @param checked whether the document is to leave the inbox, which confirms all that stands on it
 * @param neverClassify whether no plugin is to decide on it; null to leave that as it is
 * @param snapshot names the trained state whose suggestions the person saw; empty for none
 */
public record FilingDelta(
        DocumentId document,
        long expectedVersion,
        Map<LabelId, Grounds> add,
        Set<LabelId> refuse,
        List<NewLabel> create,
        boolean checked,
        @Nullable Boolean neverClassify,
        String snapshot) {

    public FilingDelta {
        add = Map.copyOf(add);
        refuse = Set.copyOf(refuse);
        create = List.copyOf(create);
    }

    /**
     * A label to be created: one that is learned.
     *
     * @param kind the kind
     * @param name what people are to call it
     */
    public record NewLabel(LabelKind kind, String name) {

        @Override
        public String toString() {
            return "NewLabel[kind=" + kind + "]";
        }
    }
}
