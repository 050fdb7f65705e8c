package dev.tagwright.host.contract;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Changes;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.Grounds;
import dev.tagwright.host.documents.LabelChange;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
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
    private final StoredCorpus corpus;
    private final TransactionTemplate transaction;

    StoredAssignments(
            Changes changes,
            Documents documents,
            DocumentLabels documentLabels,
            Labels labels,
            StoredCorpus corpus,
            PlatformTransactionManager transactions) {
        this.changes = changes;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.corpus = corpus;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The assignments of one plugin, which is named as the one who made them. */
    Assignments as(String plugin) {
        return delta -> Objects.requireNonNull(transaction.execute(status -> apply(delta, Actor.plugin(plugin))));
    }

    private AssignmentOutcome apply(AssignmentDelta delta, Actor plugin) {
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
        Map<Long, Grounds> wishes = new LinkedHashMap<>();
        for (LabelId label : new TreeSet<>(delta.add().keySet())) {
            String hindrance = hindrance(document, label);
            if (hindrance == null) {
                wishes.put(label.value(), grounds(delta, label));
            } else {
                leftOut.put(label, hindrance);
            }
        }
        List<Long> remove = delta.remove().stream().map(LabelId::value).sorted().toList();
        Grounds removal = new Grounds(delta.snapshot(), null, null, "", delta.run());
        LabelChange change = documentLabels.change(id, wishes, remove, plugin, removal);
        leftOut.putAll(change.leftOut());
        return new AssignmentOutcome.Done(change.version(), change.added(), change.removed(), leftOut);
    }

    private @Nullable String hindrance(Document document, LabelId id) {
        if (document.isNeverClassify()) {
            return "People asked that no plugin decides on this document.";
        }
        Optional<StoredLabel> label = labels.find(id.value()).filter(one -> one.getKind() == id.kind());
        if (label.isEmpty()) {
            return "There is no such label any more.";
        }
        return label.get().getAlgorithm() == MatchingAlgorithm.AUTO ? null : "The label is no longer AUTO.";
    }

    private static Grounds grounds(AssignmentDelta delta, LabelId label) {
        AssignmentDelta.Grounds given = Objects.requireNonNull(delta.add().get(label));
        return new Grounds(
                delta.snapshot(), given.probability(), given.threshold(), cut(given.reason(), 2000), delta.run());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
