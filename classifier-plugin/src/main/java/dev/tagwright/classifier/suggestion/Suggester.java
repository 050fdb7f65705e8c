package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what the serving snapshot thinks of one document, and why. Reads one document and the numbers of the labels that
 * are {@code AUTO} now; writes nothing. Safe for any number of threads.
 */
public final class Suggester {

    /** How many words are given as evidence for one label. */
    private static final int WORDS = 8;

    /** How many places of one word are given. */
    private static final int POSITIONS = 5;

    private static final DocumentId NOT_IN_THE_ARCHIVE = new DocumentId(Long.MAX_VALUE);

    private final Corpus corpus;
    private final Permissions permissions;
    private final Serving serving;
    private final RefusedLabels refused;
    private final Escalation escalation;
    private final Meaning meaning;
    private final HeldPolicies policies;

    public Suggester(
            Corpus corpus,
            Permissions permissions,
            Serving serving,
            RefusedLabels refused,
            Escalation escalation,
            Meaning meaning,
            HeldPolicies policies) {
        this.policies = policies;
        this.meaning = meaning;
        this.corpus = corpus;
        this.permissions = permissions;
        this.serving = serving;
        this.refused = refused;
        this.escalation = escalation;
    }

    /** Returns suggestions for a document that the caller may view; silent with a reason otherwise. */
    public Suggestions suggest(DocumentId id, Caller caller) {
        Optional<HostDocument> document =
                caller.isHost() || permissions.mayView(caller, id) ? corpus.document(id) : Optional.empty();
        Predicate<DocumentId> visible = other -> caller.isHost() || permissions.mayView(caller, other);
        return document.map(found -> withNeighbours(found, of(found, visible), visible))
                .orElseGet(() -> silent(id, 0, "", "There is no such document."));
    }

    private Suggestions withNeighbours(HostDocument document, Suggestions of, Predicate<DocumentId> visible) {
        return new Suggestions(
                of.document(),
                of.documentVersion(),
                of.snapshot(),
                escalation.withNeighbours(document, of.suggestions(), visible),
                of.silence());
    }

    /**
     * Returns suggestions for a document as it stands; labels that are no longer {@code AUTO}, and those that people
     * refused for it, are left out.
     */
    public Suggestions of(HostDocument document) {
        return of(document, other -> true);
    }

    /**
     * Returns what would be suggested for a text that is not in the archive.
     *
     * @param caller who asks; evidence names only documents that they may view
     */
    public Suggestions ofText(String text, Caller caller) {
        HostDocument document = new HostDocument(NOT_IN_THE_ARCHIVE, 0, text, Map.of(), false);
        return of(document, other -> caller.isHost() || permissions.mayView(caller, other));
    }

    /**
     * @param visible which documents may be named as evidence
     */
    private Suggestions of(HostDocument document, Predicate<DocumentId> visible) {
        Snapshot snapshot = serving.current();
        String digest = snapshot == null ? "" : snapshot.digest();
        if (document.neverClassify()) {
            return silent(document, digest, "People asked that this document is not classified.");
        }
        Optional<String> unreadable = TextCheck.refuse(document.text());
        if (unreadable.isPresent()) {
            return silent(document, digest, unreadable.get());
        }
        Map<LabelKind, List<Long>> auto = corpus.autoLabels();
        Set<LabelId> unwanted = refused.of(document.id());
        boolean strange = snapshot != null && Familiarity.isStrange(snapshot, document.text());
        float[] vector = snapshot == null ? null : meaning.document(snapshot, document.text());
        Policies set = policies.current();
        List<ScoredLabel> scored = snapshot == null || strange
                ? List.of()
                : set.over(snapshot, snapshot.classify(document.text(), vector));
        List<Suggestion> light =
                snapshot == null ? List.of() : light(snapshot, vector, scored, document, auto, unwanted, set);
        List<Suggestion> all = set.shadowed(escalation.reconsider(
                new Escalation.Case(document, snapshot, strange, scored, light, auto, unwanted, visible)));
        String silence = "";
        if (all.isEmpty() && snapshot == null) {
            silence = "Nothing was learned yet: there is no snapshot. Train first.";
        } else if (all.isEmpty() && strange) {
            silence = "Hardly any word of the document is known: it is unlike all that was learned from.";
        }
        return new Suggestions(document.id(), document.version(), digest, all, silence);
    }

    private static List<Suggestion> light(
            Snapshot snapshot,
            float @Nullable [] vector,
            List<ScoredLabel> all,
            HostDocument document,
            Map<LabelKind, List<Long>> auto,
            Set<LabelId> unwanted,
            Policies policies) {
        List<Suggestion> suggestions = new ArrayList<>();
        for (ScoredLabel scored : all) {
            if (scored.decision() == Decision.ABSTAIN) {
                continue;
            }
            LabelId label = new LabelId(scored.kind(), Long.parseLong(scored.key()));
            // the host's lists are rising, but one that is not must not make a label that is AUTO disappear
            if (auto.getOrDefault(label.kind(), List.of()).contains(label.value()) && !unwanted.contains(label)) {
                SnapshotLabel known = known(snapshot, scored);
                suggestions.add(new Suggestion(
                        label,
                        scored.probability(),
                        scored.decision(),
                        policies.over(known).applyThreshold(),
                        evidence(snapshot, document.text(), vector, known)));
            }
        }
        return suggestions;
    }

    static SnapshotLabel known(Snapshot snapshot, ScoredLabel scored) {
        return snapshot.label(scored.kind(), scored.key()).orElseThrow();
    }

    private static Evidence evidence(Snapshot snapshot, String text, float @Nullable [] vector, SnapshotLabel label) {
        Explanation explanation = snapshot.explain(text, vector, label.kind(), label.key());
        List<Evidence.Word> words = explanation.parts().stream()
                .limit(WORDS)
                .map(part -> new Evidence.Word(
                        part.text(),
                        part.weight(),
                        part.positions().stream()
                                .limit(POSITIONS)
                                .map(Explanation.Position::start)
                                .toList()))
                .toList();
        return new Evidence(words, List.of(), reason(label.positives()));
    }

    private static String reason(int learnedFrom) {
        return "Its words are like those of the " + learnedFrom + (learnedFrom == 1 ? " document" : " documents")
                + " that carry the label.";
    }

    private static Suggestions silent(HostDocument document, String snapshot, String why) {
        return silent(document.id(), document.version(), snapshot, why);
    }

    static Suggestions silent(DocumentId id, long version, String snapshot, String why) {
        return new Suggestions(id, version, snapshot, List.of(), why);
    }
}
