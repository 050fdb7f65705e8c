package dev.tagwright.classifier.review;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.host.FilingDelta;
import dev.tagwright.api.host.FilingOutcome;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.suggestion.Suggester;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does what people decide, document by document, and takes it back. The host is asked first; a process that ends between
 * that and the record leaves a decision that stands and can be taken back on the host's own pages only.
 */
public final class Desk {

    /** How often a decision is brought to a document that changes in what the person did not look at. */
    private static final int TRIES = 4;

    private final Corpus corpus;
    private final Permissions permissions;
    private final Filing filing;
    private final Suggester suggester;
    private final FeedbackTaker feedback;
    private final ReviewLog reviews;
    private final ActionLog actions;
    private final Appraisal appraisal;
    private final Clock clock;

    public Desk(
            Corpus corpus,
            Permissions permissions,
            Filing filing,
            Suggester suggester,
            FeedbackTaker feedback,
            ReviewLog reviews,
            ActionLog actions,
            Appraisal appraisal,
            Clock clock) {
        this.corpus = corpus;
        this.permissions = permissions;
        this.filing = filing;
        this.suggester = suggester;
        this.feedback = feedback;
        this.reviews = reviews;
        this.actions = actions;
        this.appraisal = appraisal;
        this.clock = clock;
    }

    /**
     * Does what a person decided on one document.
     *
     * @throws NotDoneException if it cannot be done: with a sentence that says why
     */
    public Action decide(Caller caller, Decision decision) {
        DocumentId id = decision.document();
        if (decision.verb() == Action.Verb.SKIP) {
            mustChange(caller, id);
            reviews.skip(id, caller.user(), clock.instant());
            return record(
                    caller,
                    decision,
                    Step.planned(id, Set.of(), Set.of(), "", 0, clock.instant()).done(null, clock.instant(), null));
        }
        HostDocument document =
                corpus.document(id).orElseThrow(() -> new NotDoneException("There is no such document."));
        Suggestions said = suggester.of(document);
        Instant at = clock.instant();
        ReviewLog.PassedOver before = reviews.passedOver(id).orElse(null);
        Filed filed = file(caller, decision, document, said);
        reviews.unskip(id, caller.user());
        if (!decision.pass().isEmpty() || decision.verb() == Action.Verb.PASS) {
            reviews.passOver(
                    id,
                    new ReviewLog.PassedOver(
                            decision.pass(), appraisal.of(document, said).flags(), caller.user(), at));
        }
        Step step = Step.planned(id, filed.accepted, filed.refused, said.snapshot(), probability(said, filed), at)
                .done(filed.number, at, before);
        Action action = record(caller, decision, step);
        appraisal.look(id);
        return action;
    }

    private record Filed(@Nullable Long number, Set<LabelId> accepted, Set<LabelId> refused) {}

    private Action record(Caller caller, Decision decision, Step step) {
        return actions.add(decision.verb(), Action.State.DONE, caller.user(), clock.instant(), "", List.of(step));
    }

    private static double probability(Suggestions said, Filed filed) {
        return said.suggestions().stream()
                .filter(one -> filed.accepted.contains(one.label()) || filed.refused.contains(one.label()))
                .mapToDouble(Suggestion::probability)
                .max()
                .orElse(0);
    }

    private Filed file(Caller caller, Decision decision, HostDocument document, Suggestions said) {
        boolean never = decision.verb() == Action.Verb.NEVER;
        if (!never
                && decision.accept().isEmpty()
                && decision.refuse().isEmpty()
                && decision.create().isEmpty()
                && !decision.checked()) {
            mustChange(caller, document.id());
            return new Filed(null, Set.of(), Set.of());
        }
        Map<LabelId, Grounds> add = new HashMap<>();
        decision.accept().forEach(label -> add.put(label, grounds(label, said)));
        long version = decision.version();
        for (int tried = 0; tried < TRIES; tried++) {
            FilingOutcome outcome = filing.file(
                    caller,
                    new FilingDelta(
                            document.id(),
                            version,
                            add,
                            decision.refuse(),
                            decision.create(),
                            decision.checked(),
                            never ? true : null,
                            said.snapshot()));
            if (outcome instanceof FilingOutcome.Done done) {
                Set<LabelId> accepted = new HashSet<>(decision.accept());
                if (!decision.create().isEmpty()) {
                    accepted.addAll(done.touched());
                    accepted.removeAll(decision.refuse());
                }
                return new Filed(done.filing(), accepted, decision.refuse());
            }
            if (outcome instanceof FilingOutcome.Refused refused) {
                throw new NotDoneException(refused.why());
            }
            HostDocument current = ((FilingOutcome.Conflict) outcome).current();
            if (!current.labels().keySet().equals(decision.seen())) {
                throw new NotDoneException("Somebody changed the labels of this document meanwhile. Nothing was done;"
                        + " look at it as it is now.");
            }
            version = current.version();
        }
        throw new NotDoneException("The document changed again and again meanwhile. Nothing was done; try it again.");
    }

    static Grounds grounds(LabelId label, Suggestions said) {
        return said.suggestions().stream()
                .filter(one -> one.label().equals(label))
                .findFirst()
                .map(one -> new Grounds(
                        one.probability(),
                        Math.min(1, one.threshold()),
                        one.evidence().reason()))
                .orElseGet(() -> new Grounds(0, 1, "A person chose it in a review."));
    }

    private void mustChange(Caller caller, DocumentId id) {
        if (!permissions.mayView(caller, id)) {
            throw new NotDoneException("There is no such document.");
        }
        if (!permissions.mayChange(caller, id)) {
            throw new NotDoneException("You may not change this document.");
        }
    }

    /** Does one step of an action on many. Returns what came of it; never throws for what people can understand. */
    Step apply(Caller caller, Step step) {
        DocumentId id = step.document();
        HostDocument document = corpus.document(id).orElse(null);
        if (document == null) {
            return step.is(Step.State.LEFT, "There is no such document any more.");
        }
        Suggestions said = suggester.of(document);
        try {
            Instant at = clock.instant();
            ReviewLog.PassedOver before = reviews.passedOver(id).orElse(null);
            Filed filed = file(
                    caller,
                    new Decision(
                            id,
                            Action.Verb.ACCEPT,
                            document.labels().keySet(),
                            document.version(),
                            step.accepted(),
                            step.refused(),
                            List.of(),
                            Set.of(),
                            false),
                    document,
                    said);
            appraisal.look(id);
            return step.done(filed.number, at, before);
        } catch (NotDoneException e) {
            return step.is(Step.State.LEFT, String.valueOf(e.getMessage()));
        }
    }

    /** Takes back one step that was done. Returns what came of it. */
    Step undo(Caller caller, Step step) {
        Long number = step.filing();
        if (number != null) {
            FilingOutcome outcome = filing.undo(caller, number);
            if (outcome instanceof FilingOutcome.Refused refused) {
                return step.is(Step.State.KEPT, refused.why());
            }
            Set<LabelId> judged = new HashSet<>(step.accepted());
            judged.addAll(step.refused());
            if (outcome instanceof FilingOutcome.Done done) {
                judged.addAll(done.touched());
            }
            feedback.takeBack(step.document(), judged, step.at(), caller.user());
        }
        reviews.passOver(step.document(), step.passedBefore());
        reviews.unskip(step.document(), caller.user());
        appraisal.look(step.document());
        return step.is(Step.State.UNDONE, "");
    }

    /**
     * Takes back what was decided on one document.
     *
     * @throws NotDoneException if it is somebody else's, or what it touched was changed since
     */
    public DocumentId undo(Caller caller, Action action) {
        mustOwn(caller, action);
        if (!actions.move(action.id(), Set.of(Action.State.DONE), Action.State.UNDOING, clock.instant())) {
            throw new NotDoneException("It was taken back before.");
        }
        Step step = actions.steps(action.id(), 0, 1).get(0);
        Step after = undo(caller, step);
        boolean undone = after.state() == Step.State.UNDONE;
        actions.settle(action.id(), after);
        actions.move(
                action.id(),
                Set.of(Action.State.UNDOING),
                undone ? Action.State.UNDONE : Action.State.DONE,
                clock.instant());
        if (!undone) {
            throw new NotDoneException(after.why());
        }
        return step.document();
    }

    void mustOwn(Caller caller, Action action) {
        if (!action.user().equals(caller.user()) && !permissions.mayAdminister(caller)) {
            throw new NotDoneException("Only who decided it, or an administrator, may take it back.");
        }
    }
}
