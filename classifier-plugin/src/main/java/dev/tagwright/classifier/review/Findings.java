package dev.tagwright.classifier.review;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.StoredJob;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a job found about labels of documents, until somebody decides on it: that a label is perhaps wrong, or that one is
 * perhaps missing. To agree puts the document right, to disagree says that it is right as it is; both are done at the host
 * in the name of the person, come back as feedback, and can be taken back. Safe for any number of threads.
 */
public final class Findings {

    /** The job that looks for labels that are wrong or missing. */
    public static final String WRONG_LABELS = "find-wrong-labels";

    /** The job that looks for documents of one label. */
    public static final String DOCUMENTS = "find-documents";

    private static final int MOST_ACTIONS = 50;

    private final Corpus corpus;
    private final ActionLog actions;
    private final Desk desk;
    private final FeedbackTaker feedback;
    private final Clock clock;

    public Findings(Corpus corpus, ActionLog actions, Desk desk, FeedbackTaker feedback, Clock clock) {
        this.corpus = corpus;
        this.actions = actions;
        this.desk = desk;
        this.feedback = feedback;
        this.clock = clock;
    }

    /**
     * One label.
     *
     * @param label the label
     * @param wrong whether the document carries it and perhaps should not; otherwise it is perhaps missing
     * @param probability that models give it, in [0, 1]; of a wrong or missing label models that did not see the document
     * @param usual the mean of these over the documents that carry the label, in [0, 1]; null when nothing is known of it
     * @param open whether nobody decided on it since, and it is still as it was found
     */
    public record Item(
            LabelId label,
            boolean wrong,
            double probability,
            @Nullable Double usual,
            boolean open) {}

    /**
     * One document.
     *
     * @param document as it is now
     * @param items what was found about it, strongest first
     * @param action number of what the caller decided on it last since, to be taken back; null for nothing
     */
    public record Found(
            HostDocument document,
            List<Item> items,
            @Nullable Long action) {

        public Found {
            items = List.copyOf(items);
        }

        /** Whether there is something to decide. */
        public boolean open() {
            return items.stream().anyMatch(Item::open);
        }
    }

    /** Returns whether a job is one that finds something to decide on. */
    public static boolean isOf(StoredJob job) {
        return job.kind().equals(WRONG_LABELS) || job.kind().equals(DOCUMENTS);
    }

    /** Returns which label a job looks for documents of; empty when it looks for wrong labels. */
    public static Optional<LabelId> label(StoredJob job) {
        JsonNode argument = JsonMapper.shared().readTree(job.argument());
        return job.kind().equals(DOCUMENTS)
                ? Optional.of(label(argument.path("kind"), argument.path("label")))
                : Optional.empty();
    }

    /** Returns what is asked for so that documents of a label are looked for. */
    public static String argument(LabelId label) {
        return JsonMapper.shared().writeValueAsString(Map.of("kind", label.kind(), "label", label.value()));
    }

    /** Returns how many documents a job found. */
    public static int count(StoredJob job) {
        return found(job).size();
    }

    /**
     * Returns a part of what a job found, in its order; documents that are gone are left out.
     *
     * @param from how many documents are passed over
     */
    public List<Found> page(Caller caller, StoredJob job, int from, int atMost) {
        List<Found> page = new ArrayList<>();
        found(job).entrySet().stream().skip(from).limit(atMost).forEach(one -> look(
                        caller, job, one.getKey(), one.getValue())
                .ifPresent(page::add));
        return page;
    }

    /**
     * Agrees or disagrees with what was found about a document.
     *
     * @param labels those that it is about; empty for all that are open
     * @param agreed true puts the document right, false says that it is right as it is
     * @param version of the document that the person saw; null for the one that it has now
     * @throws NotDoneException if it cannot be done: with a sentence that says why
     */
    public Action decide(
            Caller caller,
            StoredJob job,
            DocumentId document,
            Set<LabelId> labels,
            boolean agreed,
            @Nullable Long version) {
        Found found = Optional.ofNullable(found(job).get(document))
                .flatMap(items -> look(caller, job, document, items))
                .orElseThrow(() -> new NotDoneException("Nothing was found about such a document."));
        List<Item> open = found.items().stream().filter(Item::open).toList();
        List<Item> meant = open.stream()
                .filter(item -> labels.isEmpty() || labels.contains(item.label()))
                .toList();
        if (meant.isEmpty() || meant.size() < labels.size()) {
            throw new NotDoneException("Nothing was done: it was decided before, or the document is no longer as it was"
                    + " found. Look at it as it is now.");
        }
        HostDocument now = found.document();
        if (version != null && version != now.version()) {
            throw new NotDoneException(
                    "Somebody changed this document meanwhile. Nothing was done; look at it as it is" + " now.");
        }
        Set<LabelId> accept = labels(meant, item -> item.wrong() != agreed);
        Set<LabelId> refuse = labels(meant, item -> item.wrong() == agreed);
        Action.Verb verb =
                refuse.isEmpty() ? Action.Verb.ACCEPT : accept.isEmpty() ? Action.Verb.REJECT : Action.Verb.CORRECT;
        Action action = desk.decide(
                caller,
                new Decision(
                        document,
                        verb,
                        now.labels().keySet(),
                        now.version(),
                        accept,
                        refuse,
                        List.of(),
                        Set.of(),
                        false));
        // the host tells of what changes, and a label that a person put there stays as it is
        List<Feedback> confirmed = accept.stream()
                .filter(label -> now.labels().get(label) == Origin.PERSON)
                .map(label ->
                        new Feedback(document, label, Feedback.Verdict.ACCEPTED, null, caller.user(), clock.instant()))
                .toList();
        if (!confirmed.isEmpty()) {
            feedback.take(confirmed);
        }
        return action;
    }

    private static Set<LabelId> labels(List<Item> items, Predicate<Item> which) {
        return items.stream().filter(which).map(Item::label).collect(Collectors.toSet());
    }

    /** Returns what was found about a document beside how it stands now; empty when it is gone. */
    private Optional<Found> look(Caller caller, StoredJob job, DocumentId id, List<Item> items) {
        HostDocument document = corpus.document(id).orElse(null);
        if (document == null) {
            return Optional.empty();
        }
        Set<LabelId> decided = new HashSet<>();
        Long own = null;
        for (ActionLog.OfDocument past : actions.ofDocument(id, MOST_ACTIONS)) {
            if (past.step().state() == Step.State.DONE && isSince(past.action(), job)) {
                decided.addAll(past.step().accepted());
                decided.addAll(past.step().refused());
                boolean last = own == null && past.action().total() == 1;
                own = last && past.action().user().equals(caller.user())
                        ? Long.valueOf(past.action().id())
                        : own;
            }
        }
        List<Item> now = items.stream()
                .map(item -> new Item(
                        item.label(),
                        item.wrong(),
                        item.probability(),
                        item.usual(),
                        !decided.contains(item.label()) && document.labels().containsKey(item.label()) == item.wrong()))
                .toList();
        return Optional.of(new Found(document, now, own));
    }

    private static boolean isSince(Action action, StoredJob job) {
        Instant ended = job.endedAt();
        return ended != null && !action.askedAt().isBefore(ended);
    }

    /** Reads the result of a job, document by document in its order. */
    private static Map<DocumentId, List<Item>> found(StoredJob job) {
        if (!isOf(job) || job.result().isEmpty()) {
            return Map.of();
        }
        JsonNode results = JsonMapper.shared().readTree(job.result()).path("results");
        Map<DocumentId, List<Item>> found = new LinkedHashMap<>();
        for (JsonNode result : results) {
            List<Item> items =
                    found.computeIfAbsent(new DocumentId(result.path("document").asLong()), any -> new ArrayList<>());
            label(job)
                    .ifPresent(label -> items.add(
                            new Item(label, false, result.path("probability").asDouble(), null, true)));
            for (JsonNode item : result.path("items")) {
                items.add(new Item(
                        label(result.path("kind"), item.path("key")),
                        item.path("given").asBoolean(),
                        item.path("probability").asDouble(),
                        item.path("usual").asDouble(),
                        true));
            }
        }
        return found;
    }

    private static LabelId label(JsonNode kind, JsonNode number) {
        return new LabelId(LabelKind.valueOf(kind.asString().toUpperCase(Locale.ROOT)), number.asLong());
    }
}
