package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.FilingDelta.NewLabel;
import java.util.List;
import java.util.Set;

/**
 * What a person decides on one document.
 *
 * @param document the document
 * @param verb what is done
 * @param seen the labels that the person saw on the document
 * @param version of the document that the person saw
 * @param accept labels that belong there
 * @param refuse labels that do not
 * @param create labels that are not there yet and belong there
 * @param pass labels that the person saw suggested and leaves as they are
 * @param checked whether the document leaves the inbox
 */
public record Decision(
        DocumentId document,
        Action.Verb verb,
        Set<LabelId> seen,
        long version,
        Set<LabelId> accept,
        Set<LabelId> refuse,
        List<NewLabel> create,
        Set<LabelId> pass,
        boolean checked) {

    public Decision {
        seen = Set.copyOf(seen);
        accept = Set.copyOf(accept);
        refuse = Set.copyOf(refuse);
        create = List.copyOf(create);
        pass = Set.copyOf(pass);
    }
}
