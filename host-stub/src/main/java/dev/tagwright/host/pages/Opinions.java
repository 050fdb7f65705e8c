package dev.tagwright.host.pages;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.LabelRemoval;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the plugin thinks of one document, as far as the visitor may know it. */
@Component
class Opinions {

    private static final int MOST_WORDS = 8;
    private static final int MOST_SIMILAR = 3;

    /** A document like this one. */
    record Similar(long id, String title, long percent) {}

    /**
     * Why the plugin thinks of a label as it does.
     *
     * @param words that spoke for it or against it, strongest first
     * @param reason a plain sentence; may be empty
     */
    record Why(List<Evidence.Word> words, List<Similar> similar, String reason) {

        public boolean isEmpty() {
            return words.isEmpty() && similar.isEmpty() && reason.isEmpty();
        }
    }

    /**
     * A label that is not on the document and that the plugin suggests.
     *
     * @param needed from which probability it would be put on without a person, in percent; above 100 for never
     */
    record Open(Chip chip, long percent, long needed, Why why, String snapshot) {}

    /**
     * All that is to be told.
     *
     * @param whys of labels on the document, by number
     * @param silence why there is nothing to say; may be empty
     */
    record Opinion(List<Open> open, Map<Long, Why> whys, String silence) {

        static final Opinion NONE = new Opinion(List.of(), Map.of(), "");

        @Nullable
        Why why(long label) {
            return whys.get(label);
        }
    }

    private final Plugins plugins;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final Labels labels;

    Opinions(Plugins plugins, Documents documents, DocumentLabels documentLabels, Labels labels) {
        this.plugins = plugins;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
    }

    Opinion of(Document document, Visitor visitor) {
        if (document.isDeleted() || document.isNeverClassify()) {
            return Opinion.NONE;
        }
        Optional<Classifier> classifier = plugins.classifier();
        if (classifier.isEmpty()) {
            return Opinion.NONE;
        }
        try {
            return shown(
                    document, classifier.get().suggest(new DocumentId(document.getId()), visitor.caller()), visitor);
        } catch (PluginFailure e) {
            return new Opinion(List.of(), Map.of(), String.valueOf(e.getMessage()));
        }
    }

    /** Returns the words that spoke for one label; empty when the plugin does not name any. */
    List<Evidence.Word> words(Document document, long label, Visitor visitor) {
        try {
            Optional<Classifier> classifier = plugins.classifier();
            return classifier.isEmpty()
                    ? List.of()
                    : classifier
                            .get()
                            .suggest(new DocumentId(document.getId()), visitor.caller())
                            .suggestions()
                            .stream()
                            .filter(one -> one.label().value() == label)
                            .flatMap(one -> one.evidence().words().stream())
                            .filter(word -> word.weight() > 0)
                            .toList();
        } catch (PluginFailure e) {
            return List.of();
        }
    }

    private Opinion shown(Document document, Suggestions answer, Visitor visitor) {
        List<DocumentLabel> on = documentLabels.of(document.getId());
        Set<Long> present = new HashSet<>();
        on.forEach(label -> present.add(label.getLabelId()));
        Set<Long> refused = new HashSet<>();
        documentLabels.removals(document.getId()).stream()
                .map(LabelRemoval::getLabelId)
                .forEach(refused::add);
        Map<Long, StoredLabel> known = labels.byId(answer.suggestions().stream()
                .map(suggestion -> suggestion.label().value())
                .toList());
        List<Open> open = new ArrayList<>();
        Map<Long, Why> whys = new HashMap<>();
        for (Suggestion suggestion : answer.suggestions()) {
            long id = suggestion.label().value();
            StoredLabel label = known.get(id);
            if (label == null || label.getKind() != suggestion.label().kind()) {
                continue;
            }
            Why why = why(document, suggestion.evidence(), visitor);
            if (present.contains(id)) {
                whys.put(id, why);
            } else if (!refused.contains(id)) {
                open.add(new Open(
                        Chip.of(label),
                        Chip.percent(suggestion.probability()),
                        Math.round(Math.min(2, suggestion.threshold()) * 100),
                        why,
                        answer.snapshot()));
            }
        }
        return new Opinion(open, whys, answer.silence());
    }

    private Why why(Document document, Evidence evidence, Visitor visitor) {
        List<Similar> similar = evidence.similar().stream()
                .filter(near -> near.document().value() != document.getId())
                .map(near -> documents
                        .find(near.document().value())
                        .filter(visitor::mayView)
                        .map(found -> new Similar(
                                found.getId(), found.getTitle(), Chip.percent(Math.max(0, near.similarity())))))
                .flatMap(Optional::stream)
                .limit(MOST_SIMILAR)
                .toList();
        List<Evidence.Word> words = evidence.words().stream()
                .filter(word -> Objects.nonNull(word.text()))
                .limit(MOST_WORDS)
                .toList();
        return new Why(words, similar, String.valueOf(evidence.reason()));
    }
}
