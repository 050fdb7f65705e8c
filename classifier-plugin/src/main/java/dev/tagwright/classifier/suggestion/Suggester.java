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
import java.util.Comparator;
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
        List<Suggestion> all = new ArrayList<>(escalation.reconsider(
                new Escalation.Case(document, snapshot, strange, scored, light, auto, unwanted, visible)));
        if (snapshot != null) {
            addNearTies(all, snapshot, vector, scored, document, auto, unwanted, set);
        }
        all = set.shadowed(all);
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
            LabelId label = id(scored);
            if (mayBe(label, auto, unwanted)) {
                suggestions.add(suggestion(snapshot, vector, scored, scored.decision(), document.text(), policies));
            }
        }
        return suggestions;
    }

    /**
     * Has both be suggested of two labels that are a near tie by models: the runner-up beside the one that is suggested, or
     * the two together where one of them surely is it and neither alone is probable enough.
     */
    private static void addNearTies(
            List<Suggestion> all,
            Snapshot snapshot,
            float @Nullable [] vector,
            List<ScoredLabel> scored,
            HostDocument document,
            Map<LabelKind, List<Long>> auto,
            Set<LabelId> unwanted,
            Policies policies) {
        for (LabelKind kind : LabelKind.values()) {
            List<ScoredLabel> two = scored.stream()
                    .filter(one -> one.kind() == kind && !kind.multiValued() && mayBe(id(one), auto, unwanted))
                    .sorted(Comparator.comparingDouble(ScoredLabel::probability).reversed())
                    .limit(2)
                    .toList();
            if (two.size() < 2 || !NearTie.is(two.get(0), two.get(1))) {
                continue;
            }
            List<Suggestion> said =
                    all.stream().filter(one -> one.label().kind() == kind).toList();
            if (said.isEmpty() ? NearTie.isOneOfBoth(two.get(0), two.get(1)) : isFirst(said, two.get(0))) {
                two.stream()
                        .skip(said.size())
                        .map(one -> suggestion(snapshot, vector, one, Decision.SUGGEST, document.text(), policies))
                        .forEach(all::add);
            }
        }
        all.sort(Comparator.comparingDouble(Suggestion::probability).reversed());
    }

    /** Whether nothing but the first by models was suggested, neither applied nor changed by the heavier path. */
    private static boolean isFirst(List<Suggestion> said, ScoredLabel first) {
        return said.size() == 1
                && said.get(0).decision() == Decision.SUGGEST
                && said.get(0).label().equals(id(first))
                && said.get(0).probability() == first.probability();
    }

    private static LabelId id(ScoredLabel scored) {
        return new LabelId(scored.kind(), Long.parseLong(scored.key()));
    }

    private static boolean mayBe(LabelId label, Map<LabelKind, List<Long>> auto, Set<LabelId> unwanted) {
        // the host's lists are rising, but one that is not must not make a label that is AUTO disappear
        return auto.getOrDefault(label.kind(), List.of()).contains(label.value()) && !unwanted.contains(label);
    }

    private static Suggestion suggestion(
            Snapshot snapshot,
            float @Nullable [] vector,
            ScoredLabel scored,
            Decision decision,
            String text,
            Policies policies) {
        SnapshotLabel known = known(snapshot, scored);
        return new Suggestion(
                id(scored),
                scored.probability(),
                decision,
                policies.over(known).applyThreshold(),
                evidence(snapshot, text, vector, known));
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
