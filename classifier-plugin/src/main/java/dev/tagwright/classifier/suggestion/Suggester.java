package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says what the serving snapshot thinks of one document, and why. Reads one document and the numbers of the labels that
 * are {@code AUTO} now; writes nothing. Safe for any number of threads.
 */
public final class Suggester {

    private static final DocumentId NOT_IN_THE_ARCHIVE = new DocumentId(Long.MAX_VALUE);

    private final Corpus corpus;
    private final Permissions permissions;
    private final Serving serving;
    private final RefusedLabels refused;
    private final Escalation escalation;
    private final NearEvidence near;
    private final Meaning meaning;
    private final HeldPolicies policies;

    public Suggester(
            Corpus corpus,
            Permissions permissions,
            Serving serving,
            RefusedLabels refused,
            Escalation escalation,
            NearEvidence near,
            Meaning meaning,
            HeldPolicies policies) {
        this.policies = policies;
        this.meaning = meaning;
        this.corpus = corpus;
        this.permissions = permissions;
        this.serving = serving;
        this.refused = refused;
        this.escalation = escalation;
        this.near = near;
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
                near.beside(document, of.suggestions(), visible),
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
        Candidates candidates = new Candidates(corpus.autoLabels(), refused.of(document.id()));
        boolean strange = snapshot != null && Familiarity.isStrange(snapshot, document.text());
        Policies set = policies.current();
        Models models = snapshot == null ? null : models(snapshot, document.text(), strange, candidates, set);
        List<Suggestion> said = escalation.reconsider(new Escalation.Case(
                document,
                snapshot,
                strange,
                models == null ? List.of() : models.scored(),
                models == null ? List.of() : models.suggestions(),
                candidates,
                visible));
        List<Suggestion> all = set.shadowed(models == null ? said : models.withNearTies(said));
        String silence = "";
        if (all.isEmpty() && snapshot == null) {
            silence = "Nothing was learned yet: there is no snapshot. Train first.";
        } else if (all.isEmpty() && strange) {
            silence = "Hardly any word of the document is known: it is unlike all that was learned from.";
        }
        return new Suggestions(document.id(), document.version(), digest, all, silence);
    }

    private Models models(Snapshot snapshot, String text, boolean strange, Candidates candidates, Policies set) {
        float[] vector = meaning.document(snapshot, text);
        return new Models(
                snapshot,
                text,
                vector,
                strange ? List.of() : set.over(snapshot, snapshot.classify(text, vector)),
                candidates,
                set);
    }

    private static Suggestions silent(HostDocument document, String snapshot, String why) {
        return silent(document.id(), document.version(), snapshot, why);
    }

    static Suggestions silent(DocumentId id, long version, String snapshot, String why) {
        return new Suggestions(id, version, snapshot, List.of(), why);
    }
}
