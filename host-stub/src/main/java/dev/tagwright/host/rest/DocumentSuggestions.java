package dev.tagwright.host.rest;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.host.documents.ArrivalRules;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.LabelRemoval;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What rules and the classifier suggest for a document, as one. Never inside a transaction: the plugin is asked. */
@Component
class DocumentSuggestions {

    private final ArrivalRules rules;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final Labels labels;
    private final Plugins plugins;
    private final int mostDates;

    DocumentSuggestions(
            ArrivalRules rules,
            Documents documents,
            DocumentLabels documentLabels,
            Labels labels,
            Plugins plugins,
            @Value("${tagwright.suggested-dates:3}") int mostDates) {
        this.rules = rules;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.plugins = plugins;
        this.mostDates = mostDates;
    }

    /** Returns what the answer depends on, as an entity tag; empty when the plugin does not tell its state. */
    Optional<String> tag(Document document, Person person) {
        StringBuilder state = new StringBuilder();
        state.append(document.getId()).append('/').append(document.getVersion());
        Optional<Classifier> classifier = plugins.classifier();
        if (classifier.isPresent()) {
            try {
                state.append('/')
                        .append(classifier.get().id())
                        .append('/')
                        .append(classifier.get().suggestionState());
            } catch (PluginFailure e) {
                return Optional.empty();
            }
        }
        state.append('/').append(person.getId()).append('/').append(mostDates);
        for (StoredLabel label : labels.all()) {
            state.append('/').append(label.getId()).append('@').append(label.getModifiedAt());
        }
        return Optional.of("\"" + digest(state.toString()) + "\"");
    }

    SuggestionsView suggest(Document document, Person person) {
        String text = documents.text(document.getId());
        Set<Long> refused = new HashSet<>();
        for (LabelRemoval removal : documentLabels.removals(document.getId())) {
            refused.add(removal.getLabelId());
        }
        Map<Long, SuggestionsView.Scored> found = new LinkedHashMap<>();
        for (StoredLabel label : rules.matching(text)) {
            if (!refused.contains(label.getId())) {
                found.put(label.getId(), byRule(label));
            }
        }
        String snapshot = "";
        String silence = "There is no classifier installed.";
        boolean complete = true;
        Optional<Classifier> classifier = plugins.classifier();
        if (classifier.isPresent()) {
            try {
                Suggestions said = classifier.get().suggest(document.documentId(), new Caller(person.getName()));
                snapshot = said.snapshot();
                silence = said.silence();
                add(said, refused, person, found);
            } catch (PluginFailure e) {
                silence = "The classifier does not answer at the moment.";
                complete = false;
            }
        }
        List<SuggestionsView.Scored> inOrder = inOrder(found);
        return new SuggestionsView(
                ids(inOrder, LabelKind.CORRESPONDENT),
                ids(inOrder, LabelKind.TAG),
                ids(inOrder, LabelKind.DOCUMENT_TYPE),
                ids(inOrder, LabelKind.STORAGE_PATH),
                mostDates == 0 ? List.of() : SuggestedDates.in(text, mostDates),
                inOrder,
                snapshot,
                silence,
                complete);
    }

    private void add(Suggestions said, Set<Long> refused, Person person, Map<Long, SuggestionsView.Scored> found) {
        Map<Long, StoredLabel> known = labels.byId(
                said.suggestions().stream().map(one -> one.label().value()).toList());
        for (Suggestion suggestion : said.suggestions()) {
            long id = suggestion.label().value();
            StoredLabel label = known.get(id);
            if (label != null
                    && label.getKind() == suggestion.label().kind()
                    && label.getAlgorithm() == MatchingAlgorithm.AUTO
                    && suggestion.decision() != Decision.ABSTAIN
                    && !refused.contains(id)) {
                found.put(id, byClassifier(label, suggestion, person));
            }
        }
    }

    private static SuggestionsView.Scored byRule(StoredLabel label) {
        return new SuggestionsView.Scored(
                label.getId(),
                DocumentView.lower(label.getKind()),
                "rule",
                null,
                null,
                null,
                "Its rule (" + label.getAlgorithm() + ") matches the text.",
                List.of(),
                List.of());
    }

    private SuggestionsView.Scored byClassifier(StoredLabel label, Suggestion suggestion, Person person) {
        List<SuggestionsView.SimilarView> similar = new ArrayList<>();
        suggestion.evidence().similar().forEach(one -> documents
                .find(one.document().value())
                .filter(document -> Documents.mayView(person, document))
                .ifPresent(
                        document -> similar.add(new SuggestionsView.SimilarView(document.getId(), one.similarity()))));
        return new SuggestionsView.Scored(
                label.getId(),
                DocumentView.lower(label.getKind()),
                "classifier",
                suggestion.probability(),
                suggestion.threshold(),
                DocumentView.lower(suggestion.decision()),
                suggestion.evidence().reason(),
                suggestion.evidence().words(),
                similar);
    }

    /** The order of the catalogue: by kind and then by name, as users of paperless-ngx know it. */
    private List<SuggestionsView.Scored> inOrder(Map<Long, SuggestionsView.Scored> found) {
        List<SuggestionsView.Scored> ordered = new ArrayList<>();
        if (!found.isEmpty()) {
            for (StoredLabel label : labels.all()) {
                SuggestionsView.Scored one = found.get(label.getId());
                if (one != null) {
                    ordered.add(one);
                }
            }
        }
        return ordered;
    }

    private static List<Long> ids(List<SuggestionsView.Scored> all, LabelKind kind) {
        return all.stream()
                .filter(one -> one.kind().equals(DocumentView.lower(kind)))
                .map(SuggestionsView.Scored::id)
                .toList();
    }

    private static String digest(String state) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
