package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.host.Permissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A host whose every answer is looked at: an exception or a null becomes a {@link HostFailedException} with a plain
 * message, and health can tell of it until the host answers again. Safe for any number of threads.
 */
final class WatchedHost implements Corpus, LabelCatalogue, Assignments, Permissions {

    private final Corpus corpus;
    private final LabelCatalogue labels;
    private final Assignments assignments;
    private final Permissions permissions;
    private final Optional<Filing> filing;
    private final Clock clock;
    private volatile String trouble = "";

    WatchedHost(HostServices host, Clock clock) {
        this.clock = clock;
        this.corpus = asked("its documents", host::corpus);
        this.labels = asked("its labels", host::labels);
        this.assignments = asked("its way to assign labels", host::assignments);
        this.permissions = asked("its permissions", host::permissions);
        this.filing = asked("its way to let people decide", host::filing);
    }

    /** What people may decide by way of; empty if the host lets them decide on its own pages only. */
    Optional<Filing> filing() {
        return filing;
    }

    /** Returns what went wrong when the host was asked last; empty when it answered. */
    String trouble() {
        return trouble;
    }

    @Override
    public ChangeMark latestChange() {
        return asked("the latest change", corpus::latestChange);
    }

    @Override
    public Map<LabelKind, List<Long>> autoLabels() {
        return asked("the labels that are learned", corpus::autoLabels);
    }

    @Override
    public long countTrainingDocuments() {
        return asked("the number of documents", corpus::countTrainingDocuments);
    }

    @Override
    public void forEachTrainingDocument(Predicate<HostDocument> visitor) {
        Visit visit = new Visit(visitor);
        asked("its documents one by one", () -> {
            corpus.forEachTrainingDocument(visit);
            return visit;
        });
        visit.throwOwn();
    }

    @Override
    public Optional<HostDocument> document(DocumentId id) {
        return asked("document (" + id.value() + ")", () -> corpus.document(id));
    }

    @Override
    public List<DocumentId> documents(long after, int atMost, boolean onlyInInbox) {
        return asked("the numbers of its documents", () -> corpus.documents(after, atMost, onlyInInbox));
    }

    @Override
    public List<DocumentId> carrying(LabelId label, long after, int atMost) {
        return asked("the documents with a label", () -> corpus.carrying(label, after, atMost));
    }

    @Override
    public long countDocuments(boolean onlyInInbox) {
        return asked("the number of documents", () -> corpus.countDocuments(onlyInInbox));
    }

    @Override
    public Set<LabelId> ruleMatches(DocumentId id) {
        return asked("the rules that match document (" + id.value() + ")", () -> corpus.ruleMatches(id));
    }

    @Override
    public Set<LabelId> refusedLabels(DocumentId id) {
        return asked("the labels that people took off document (" + id.value() + ")", () -> corpus.refusedLabels(id));
    }

    @Override
    public List<Label> all() {
        return asked("all labels", labels::all);
    }

    @Override
    public Optional<Label> label(LabelId id) {
        return asked("label (" + id + ")", () -> labels.label(id));
    }

    @Override
    public AssignmentOutcome apply(AssignmentDelta delta) {
        return asked("to put labels on document (" + delta.document().value() + ")", () -> assignments.apply(delta));
    }

    @Override
    public boolean mayView(Caller caller, DocumentId document) {
        return asked("whether somebody may view a document", () -> permissions.mayView(caller, document));
    }

    @Override
    public boolean mayChange(Caller caller, DocumentId document) {
        return asked("whether somebody may change a document", () -> permissions.mayChange(caller, document));
    }

    @Override
    public boolean mayAdminister(Caller caller) {
        return asked("whether somebody may administer", () -> permissions.mayAdminister(caller));
    }

    private <T> T asked(String what, Supplier<? extends @Nullable T> question) {
        @Nullable T answer;
        try {
            answer = question.get();
        } catch (RuntimeException e) {
            throw failed("The host failed when it was asked for " + what + ".", e);
        }
        if (answer == null) {
            throw failed("The host gave no answer when it was asked for " + what + ".", null);
        }
        trouble = "";
        return answer;
    }

    private HostFailedException failed(String sentence, @Nullable RuntimeException cause) {
        Instant now = clock.instant();
        trouble = sentence + " Last seen at " + now + ".";
        return new HostFailedException(sentence, cause);
    }

    /** Tells what the visitor threw from what the host threw, and lets no missing document through. */
    private static final class Visit implements Predicate<HostDocument> {

        private final Predicate<HostDocument> visitor;
        private @Nullable RuntimeException own;

        Visit(Predicate<HostDocument> visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean test(@Nullable HostDocument document) {
            if (document == null) {
                throw new NullPointerException("a document of the pass is missing");
            }
            if (own != null) {
                return false;
            }
            try {
                return visitor.test(document);
            } catch (RuntimeException e) {
                own = e;
                return false;
            }
        }

        void throwOwn() {
            if (own != null) {
                throw own;
            }
        }
    }
}
