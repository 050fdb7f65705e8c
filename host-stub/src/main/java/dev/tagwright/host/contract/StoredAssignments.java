package dev.tagwright.host.contract;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentDelta.Former;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Changes;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentLabels.Step;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.Grounds;
import dev.tagwright.host.documents.LabelChange;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.matching.Matcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what plugins decide: one transaction each, all checks inside it. */
@Component
class StoredAssignments {

    private final Changes changes;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final Labels labels;
    private final Matcher matcher;
    private final StoredCorpus corpus;
    private final TransactionTemplate transaction;

    StoredAssignments(
            Changes changes,
            Documents documents,
            DocumentLabels documentLabels,
            Labels labels,
            Matcher matcher,
            StoredCorpus corpus,
            PlatformTransactionManager transactions) {
        this.changes = changes;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.matcher = matcher;
        this.corpus = corpus;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The assignments of one plugin, which is named as the one who made them. */
    Assignments as(String plugin) {
        return delta -> {
            // rules may be slow and are asked before the transaction; the version tells whether the text is still the
            // same
            Set<Long> matching = matching(delta);
            return Objects.requireNonNull(transaction.execute(status -> apply(delta, Actor.plugin(plugin), matching)));
        };
    }

    private Set<Long> matching(AssignmentDelta delta) {
        Set<Long> asked = new HashSet<>();
        delta.add().keySet().forEach(label -> asked.add(label.value()));
        delta.remove().forEach(label -> asked.add(label.value()));
        Map<Long, StoredLabel> byRule = new HashMap<>(labels.byId(asked));
        byRule.values().removeIf(label -> label.getAlgorithm() == MatchingAlgorithm.AUTO);
        if (byRule.isEmpty() || documents.find(delta.document().value()).isEmpty()) {
            return Set.of();
        }
        String text = documents.text(delta.document().value());
        return byRule.values().stream()
                .filter(label -> matcher.matches(label, text))
                .map(StoredLabel::getId)
                .collect(Collectors.toSet());
    }

    private AssignmentOutcome apply(AssignmentDelta delta, Actor plugin, Set<Long> matching) {
        // from here to the commit nothing else changes, neither documents nor labels that are in use
        changes.begin();
        long id = delta.document().value();
        Optional<Document> found = documents.find(id);
        if (found.isEmpty()) {
            return new AssignmentOutcome.Gone();
        }
        Document document = found.get();
        if (document.getVersion() != delta.expectedVersion()) {
            return new AssignmentOutcome.Conflict(corpus.toHostDocument(document));
        }
        Map<LabelId, String> leftOut = new HashMap<>();
        Map<Long, Grounds> byPlugin = new LinkedHashMap<>();
        Map<Long, Grounds> byRule = new LinkedHashMap<>();
        for (LabelId label : new TreeSet<>(delta.add().keySet())) {
            String hindrance = hindrance(document, label, matching);
            if (hindrance == null) {
                (matching.contains(label.value()) ? byRule : byPlugin).put(label.value(), grounds(delta, label));
            } else {
                leftOut.put(label, hindrance);
            }
        }
        for (LabelId label : new TreeSet<>(delta.restore().keySet())) {
            Former former = Objects.requireNonNull(delta.restore().get(label));
            String hindrance = hindrance(label, former);
            if (hindrance == null) {
                (former.byRule() ? byRule : byPlugin).put(label.value(), grounds(former));
            } else {
                leftOut.put(label, hindrance);
            }
        }
        Grounds removal = new Grounds(delta.snapshot(), null, null, "", delta.run());
        List<Long> ofPlugins = removable(delta, label -> label.getOrigin() == Origin.PLUGIN);
        List<Long> ofRules = removable(
                delta,
                label -> label.getOrigin() == Origin.RULE
                        && (label.getRun() != null || !matching.contains(label.getLabelId())));
        LabelChange change = documentLabels.change(
                id,
                List.of(
                        new Step(plugin, Map.of(), ofPlugins, removal),
                        new Step(Actor.rules(), Map.of(), ofRules, removal),
                        // what stood above a label of a rule can go now
                        new Step(plugin, byPlugin, ofPlugins, removal),
                        new Step(Actor.rules(), byRule, List.of(), removal)));
        leftOut.putAll(change.leftOut());
        return new AssignmentOutcome.Done(change.version(), change.added(), change.removed(), leftOut);
    }

    private List<Long> removable(AssignmentDelta delta, Predicate<DocumentLabel> rule) {
        return documentLabels.of(delta.document().value()).stream()
                .filter(label -> delta.remove().contains(label.label()))
                .filter(rule)
                .map(DocumentLabel::getLabelId)
                .toList();
    }

    private @Nullable String hindrance(Document document, LabelId id, Set<Long> matching) {
        if (document.isNeverClassify()) {
            return "People asked that no plugin decides on this document.";
        }
        Optional<StoredLabel> label = labels.find(id.value()).filter(one -> one.getKind() == id.kind());
        if (label.isEmpty()) {
            return "There is no such label any more.";
        }
        return label.get().getAlgorithm() == MatchingAlgorithm.AUTO || matching.contains(id.value())
                ? null
                : "The label is no longer AUTO.";
    }

    /** Whoever asked that no plugin decides does not mind that one puts back what was there before. */
    private @Nullable String hindrance(LabelId id, Former former) {
        Optional<StoredLabel> label = labels.find(id.value()).filter(one -> one.getKind() == id.kind());
        if (label.isEmpty()) {
            return "There is no such label any more.";
        }
        return former.byRule() || label.get().getAlgorithm() == MatchingAlgorithm.AUTO
                ? null
                : "The label is no longer AUTO.";
    }

    private static Grounds grounds(AssignmentDelta delta, LabelId label) {
        AssignmentDelta.Grounds given = Objects.requireNonNull(delta.add().get(label));
        return new Grounds(
                delta.snapshot(), given.probability(), given.threshold(), cut(given.reason(), 2000), delta.run());
    }

    private static Grounds grounds(Former former) {
        AssignmentDelta.Grounds given = former.grounds();
        return new Grounds(
                former.snapshot().isEmpty() ? null : former.snapshot(),
                given == null ? null : given.probability(),
                given == null ? null : given.threshold(),
                given == null ? "It stood there before." : cut(given.reason(), 2000),
                former.run().isEmpty() ? null : former.run());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
