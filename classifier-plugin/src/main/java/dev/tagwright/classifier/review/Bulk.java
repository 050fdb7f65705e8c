package dev.tagwright.classifier.review;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Filing;
import dev.tagwright.classifier.feedback.JobWork;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * One decision on many documents: first written down as exactly what it would change, then done, then taken back as one.
 * Work of more than a few documents goes on in the background and is taken up again after the process ended.
 */
public final class Bulk {

    /** So many documents are done while the person waits. */
    public static final int AT_ONCE = 25;

    private static final int CHUNK = 100;

    /** More than this are not done as one; the filter can be made narrower. */
    public static final int MOST = 20_000;

    private final Queue queue;
    private final Desk desk;
    private final Corpus corpus;
    private final Filing filing;
    private final ActionLog actions;
    private final LongConsumer later;
    private final Clock clock;

    /**
     * @param later has {@link #work} done with the number of an action, in the background
     */
    public Bulk(
            Queue queue, Desk desk, Corpus corpus, Filing filing, ActionLog actions, LongConsumer later, Clock clock) {
        this.queue = queue;
        this.desk = desk;
        this.corpus = corpus;
        this.filing = filing;
        this.actions = actions;
        this.later = later;
        this.clock = clock;
    }

    /**
     * Writes down what accepting or rejecting all that a filter means would change.
     *
     * @param described the filter in words, for the list of actions
     * @throws NotDoneException if nothing is meant, or too much
     */
    public Action plan(Caller caller, Action.Verb verb, Filter filter, String described) {
        List<Step> steps = new ArrayList<>();
        for (OpenDocument open : queue.found(caller, filter, Order.CERTAIN)) {
            Set<LabelId> meant = meant(open, filter, verb == Action.Verb.ACCEPT);
            if (!meant.isEmpty()) {
                steps.add(Step.planned(
                        open.document(),
                        verb == Action.Verb.ACCEPT ? meant : Set.of(),
                        verb == Action.Verb.ACCEPT ? Set.of() : meant,
                        open.snapshot(),
                        open.suggestions().stream()
                                .filter(one -> meant.contains(one.label()))
                                .mapToDouble(OpenDocument.OpenSuggestion::probability)
                                .max()
                                .orElse(0),
                        clock.instant()));
            }
        }
        return keep(caller, verb, described, steps);
    }

    /** Of a kind of which a document carries one label only, the most probable is accepted. */
    private static Set<LabelId> meant(OpenDocument open, Filter filter, boolean oneOfAKind) {
        Set<LabelId> meant = new TreeSet<>();
        Set<LabelKind> taken = EnumSet.noneOf(LabelKind.class);
        for (OpenDocument.OpenSuggestion suggestion : open.suggestions()) {
            LabelKind kind = suggestion.label().kind();
            if (filter.means(suggestion) && (!oneOfAKind || kind.multiValued() || taken.add(kind))) {
                meant.add(suggestion.label());
            }
        }
        return meant;
    }

    /**
     * Writes down what putting one label on a group of documents would change.
     *
     * @throws NotDoneException if none of them can get it
     */
    public Action plan(Caller caller, LabelId label, List<DocumentId> documents, String described) {
        Set<DocumentId> visible = filing.visible(caller, documents);
        List<Step> steps = new ArrayList<>();
        for (DocumentId id : documents) {
            HostDocument document = visible.contains(id) ? corpus.document(id).orElse(null) : null;
            if (document != null && !document.labels().containsKey(label)) {
                steps.add(Step.planned(id, Set.of(label), Set.of(), "", 0, clock.instant()));
            }
        }
        return keep(caller, Action.Verb.ADD, described, steps);
    }

    /**
     * Writes down what putting one label in the place of another would change, on all documents that the caller may view.
     * Afterwards none of them carries the one that went, and no machine puts it there again.
     *
     * @throws NotDoneException if they are no two labels of one kind, or no document carries the one that is to go
     */
    public Action merge(Caller caller, LabelId from, LabelId into, String described) {
        if (from.equals(into) || from.kind() != into.kind()) {
            throw new NotDoneException("One label can take the place of another one of the same kind only.");
        }
        List<Step> steps = new ArrayList<>();
        List<DocumentId> page = corpus.carrying(from, 0, CHUNK);
        while (!page.isEmpty() && steps.size() <= MOST) {
            Set<DocumentId> visible = filing.visible(caller, page);
            page.stream()
                    .filter(visible::contains)
                    .forEach(id -> steps.add(Step.planned(id, Set.of(into), Set.of(from), "", 0, clock.instant())));
            page = corpus.carrying(from, page.get(page.size() - 1).value(), CHUNK);
        }
        return keep(caller, Action.Verb.MERGE, described, steps);
    }

    private Action keep(Caller caller, Action.Verb verb, String described, List<Step> steps) {
        if (steps.isEmpty()) {
            throw new NotDoneException("No document is meant: there is nothing to change.");
        }
        if (steps.size() > MOST) {
            throw new NotDoneException("This means " + steps.size() + " documents, at most " + MOST
                    + " can be done as one. Make the filter narrower.");
        }
        return actions.add(verb, Action.State.PLANNED, caller.user(), clock.instant(), described, steps);
    }

    /** Does what was written down. */
    public void apply(Caller caller, Action action) {
        begin(caller, action, Action.State.PLANNED, Action.State.RUNNING, "It was done or dropped before.");
    }

    /** Takes all of it back. */
    public void undo(Caller caller, Action action) {
        begin(caller, action, Action.State.DONE, Action.State.UNDOING, "It was taken back before, or not done yet.");
    }

    /** Drops what was only written down. */
    public void drop(Caller caller, Action action) {
        desk.mustOwn(caller, action);
        if (!actions.move(action.id(), Set.of(Action.State.PLANNED), Action.State.DROPPED, clock.instant())) {
            throw new NotDoneException("It was done or dropped before.");
        }
    }

    private void begin(Caller caller, Action action, Action.State from, Action.State to, String otherwise) {
        desk.mustOwn(caller, action);
        if (!actions.move(action.id(), Set.of(from), to, clock.instant())) {
            throw new NotDoneException(otherwise);
        }
        if (action.total() <= AT_ONCE) {
            work(action.id(), () -> false, (done, total) -> {});
        } else {
            later.accept(action.id());
        }
    }

    /** Goes on with an action that is under way until it is through; what was done before is not done again. */
    public void work(long id, BooleanSupplier stop, JobWork.Progress progress) {
        Action action =
                actions.action(id).orElseThrow(() -> new IllegalArgumentException("there is no action (" + id + ")."));
        boolean undoing = action.state() == Action.State.UNDOING;
        if (!undoing && action.state() != Action.State.RUNNING) {
            return;
        }
        Caller caller = new Caller(action.user());
        long through = 0;
        List<Step> next = actions.steps(id, undoing ? Step.State.DONE : Step.State.PLANNED, CHUNK);
        while (!next.isEmpty()) {
            for (Step step : next) {
                if (stop.getAsBoolean()) {
                    return;
                }
                actions.settle(id, undoing ? desk.undo(caller, step) : desk.apply(caller, step));
                progress.at(++through, action.total());
            }
            next = actions.steps(id, undoing ? Step.State.DONE : Step.State.PLANNED, CHUNK);
        }
        actions.move(id, Set.of(action.state()), undoing ? Action.State.UNDONE : Action.State.DONE, clock.instant());
    }
}
