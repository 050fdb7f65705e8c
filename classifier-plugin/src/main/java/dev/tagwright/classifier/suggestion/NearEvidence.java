package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Suggestion;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Labelled documents near one that a person looks at, as evidence. Safe for any number of threads. */
public final class NearEvidence {

    /** So many are shown for each label. */
    static final int SHOWN = 5;

    private static final Logger LOG = LoggerFactory.getLogger(NearEvidence.class);

    private final Routing routing;
    private final RouteBook book;

    public NearEvidence(Routing routing, RouteBook book) {
        this.routing = routing;
        this.book = book;
    }

    /**
     * Adds near documents that carry a label to the evidence of its suggestion. Where that fails, suggestions stay as they
     * are.
     *
     * @param visible which documents may be named
     */
    List<Suggestion> beside(HostDocument document, List<Suggestion> suggestions, Predicate<DocumentId> visible) {
        try {
            return found(document, suggestions, visible);
        } catch (RuntimeException e) {
            LOG.warn("Documents near {} could not be found.", document.id().value(), e);
            return suggestions;
        }
    }

    private List<Suggestion> found(HostDocument document, List<Suggestion> suggestions, Predicate<DocumentId> visible) {
        if (suggestions.isEmpty() || !routing.knowsNeighbours() || book.neverEscalates(document.id())) {
            return suggestions;
        }
        float[] vector = routing.meaning().document(document.text());
        if (vector == null) {
            return suggestions;
        }
        return suggestions.stream()
                .map(suggestion -> suggestion.evidence().similar().isEmpty()
                        ? beside(suggestion, vector, document.id(), visible)
                        : suggestion)
                .toList();
    }

    private Suggestion beside(Suggestion suggestion, float[] vector, DocumentId not, Predicate<DocumentId> visible) {
        Evidence evidence = suggestion.evidence();
        return new Suggestion(
                suggestion.label(),
                suggestion.probability(),
                suggestion.decision(),
                suggestion.threshold(),
                new Evidence(
                        evidence.words(),
                        routing.near(vector, SHOWN, suggestion.label(), not, visible),
                        evidence.reason()));
    }
}
