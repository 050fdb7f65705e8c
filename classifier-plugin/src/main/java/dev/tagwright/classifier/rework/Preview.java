package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a rework changes on one document as it stands, or on the next of them. Writes nothing. For one thread. */
final class Preview {

    private final Corpus corpus;
    private final LabelCatalogue labels;
    private final Serving serving;
    private final Suggester suggester;
    private final ReworkLog log;

    Preview(Corpus corpus, LabelCatalogue labels, Serving serving, Suggester suggester, ReworkLog log) {
        this.corpus = corpus;
        this.labels = labels;
        this.serving = serving;
        this.suggester = suggester;
        this.log = log;
    }

    /** Returns how many documents have to be looked at. */
    long count(Wish wish) {
        if (wish instanceof Wish.Retag retag) {
            return corpus.countDocuments(retag.onlyInInbox());
        }
        return log.countToUndo((Wish.Undo) wish);
    }

    /** Returns the next documents to look at, in the order of their numbers. */
    List<DocumentId> next(Wish wish, long after, int atMost) {
        if (wish instanceof Wish.Retag retag) {
            return corpus.documents(Math.max(after, retag.from() - 1), atMost, retag.onlyInInbox()).stream()
                    .filter(id -> id.value() <= retag.to())
                    .toList();
        }
        return log.toUndo((Wish.Undo) wish, after, atMost);
    }

    Optional<HostDocument> document(DocumentId id) {
        return corpus.document(id);
    }

    /** Returns what would change on documents now, by one look at the catalogue. */
    Planner planner(Wish wish) {
        if (wish instanceof Wish.Retag retag) {
            RetagPlan plan = new RetagPlan(retag, labels.all(), learned());
            return (id, found) -> found.map(document ->
                            plan.of(document, suggester.of(document), corpus.ruleMatches(id), corpus.refusedLabels(id)))
                    .orElse(List.of());
        }
        Wish.Undo undo = (Wish.Undo) wish;
        Set<String> snapshots = undo.scope() == Wish.Undo.Scope.SNAPSHOT ? log.withSuccessors(undo.value()) : Set.of();
        UndoPlan plan = new UndoPlan(undo, snapshots, labels.all());
        return (id, found) -> plan.of(id, found, log.assignments(id), log.takenOff(id), corpus.refusedLabels(id));
    }

    private Set<LabelId> learned() {
        Snapshot snapshot = serving.current();
        Set<LabelId> learned = new HashSet<>();
        if (snapshot != null) {
            snapshot.labels().forEach(label -> learned.add(new LabelId(label.kind(), Long.parseLong(label.key()))));
        }
        return learned;
    }

    /** Looks at one document. */
    @FunctionalInterface
    interface Planner {

        /** Returns changes, planned or left alone. */
        List<Change> of(DocumentId id, Optional<HostDocument> found);
    }
}
