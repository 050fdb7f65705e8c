package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.Corpus;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on one document and applies what the serving snapshot is sure of. Single-valued kinds are filled only where
 * they are empty. When the document changed meanwhile, the decision is made again on what it is now. Safe for any number
 * of threads.
 */
public final class Decider {

    private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

    /** How often a decision is made before it is left for another time: once, and again after each conflict. */
    private static final int TRIES = 4;

    private final Corpus corpus;
    private final Assignments assignments;
    private final Suggester suggester;
    private final AssignmentLog log;
    private final ShadowLog shadow;
    private final HeldPolicies policies;
    private final Clock clock;

    public Decider(
            Corpus corpus,
            Assignments assignments,
            Suggester suggester,
            AssignmentLog log,
            ShadowLog shadow,
            HeldPolicies policies,
            Clock clock) {
        this.shadow = shadow;
        this.policies = policies;
        this.corpus = corpus;
        this.assignments = assignments;
        this.suggester = suggester;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Decides and applies.
     *
     * @return what was decided; labels that the host left out are not among it
     * @throws DecisionPutOffException if the document changed again and again meanwhile
     */
    public Suggestions decide(DocumentId id) {
        Optional<HostDocument> found = corpus.document(id);
        if (found.isEmpty()) {
            return Suggester.silent(id, 0, "", "There is no such document.");
        }
        HostDocument document = found.get();
        for (int tried = 0; tried < TRIES; tried++) {
            Suggestions suggestions = suggester.of(document);
            Map<LabelId, Suggestion> sure = sure(document, suggestions, one -> one.decision() == Decision.APPLY);
            keepShadow(document, suggestions);
            if (sure.isEmpty()) {
                return suggestions;
            }
            AssignmentDelta delta = delta(document, suggestions.snapshot(), sure);
            // written down first: a process that is killed in between leaves a record too many and never one too few
            keep(delta, () -> log.record(records(delta, delta.add().keySet(), sure)));
            AssignmentOutcome outcome = assignments.apply(delta);
            if (outcome instanceof AssignmentOutcome.Done done) {
                correct(delta, done, sure);
                return without(suggestions, done.leftOut().keySet());
            }
            keep(delta, () -> log.retract(id, delta.run(), delta.add().keySet()));
            if (outcome instanceof AssignmentOutcome.Conflict conflict) {
                document = conflict.current();
            } else {
                return Suggester.silent(
                        id, document.version(), suggestions.snapshot(), "There is no such document any more.");
            }
        }
        throw new DecisionPutOffException("document (" + id.value() + ") changed " + TRIES
                + " times while it was decided on. It is decided on later.");
    }

    /** Writes down what would have been applied if its label were not being tried out. */
    private void keepShadow(HostDocument document, Suggestions suggestions) {
        Map<LabelId, Suggestion> tried = sure(document, suggestions, policies.current()::isShadow);
        if (tried.isEmpty()) {
            return;
        }
        Map<LabelId, Double> probability = new LinkedHashMap<>();
        tried.forEach((label, suggestion) -> probability.put(label, suggestion.probability()));
        try {
            shadow.record(document.id(), suggestions.snapshot(), probability, clock.instant());
        } catch (RuntimeException e) {
            // a count that is too low by one must not keep a document from being filed
            LOG.warn(
                    "What would have been put on document {} could not be counted.",
                    document.id().value(),
                    e);
        }
    }

    private static Map<LabelId, Suggestion> sure(
            HostDocument document, Suggestions suggestions, Predicate<Suggestion> wanted) {
        Set<LabelKind> taken = EnumSet.noneOf(LabelKind.class);
        document.labels().keySet().forEach(label -> taken.add(label.kind()));
        Map<LabelId, Suggestion> sure = new LinkedHashMap<>();
        for (Suggestion suggestion : suggestions.suggestions()) {
            LabelId label = suggestion.label();
            boolean free =
                    label.kind().multiValued() ? !document.labels().containsKey(label) : !taken.contains(label.kind());
            if (free && wanted.test(suggestion)) {
                sure.put(label, suggestion);
                taken.add(label.kind());
            }
        }
        return sure;
    }

    private AssignmentDelta delta(HostDocument document, String snapshot, Map<LabelId, Suggestion> sure) {
        Map<LabelId, Grounds> add = new LinkedHashMap<>();
        sure.forEach((label, suggestion) -> add.put(label, grounds(suggestion)));
        return new AssignmentDelta(document.id(), document.version(), add, Set.of(), snapshot, run());
    }

    private static Grounds grounds(Suggestion suggestion) {
        return new Grounds(
                suggestion.probability(),
                Math.min(1, suggestion.threshold()),
                suggestion.evidence().reason());
    }

    /** Names what is decided on one day as documents arrive, so that a day can be undone as one. */
    private String run() {
        return "arrivals-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Takes back what the host left out, and adds what it put on besides: the tags above. */
    private void correct(AssignmentDelta delta, AssignmentOutcome.Done done, Map<LabelId, Suggestion> sure) {
        Set<LabelId> missing = new HashSet<>(delta.add().keySet());
        missing.removeAll(done.added());
        Set<LabelId> further = new HashSet<>(done.added());
        further.removeAll(delta.add().keySet());
        if (!missing.isEmpty()) {
            keep(delta, () -> log.retract(delta.document(), delta.run(), missing));
        }
        if (!further.isEmpty()) {
            keep(delta, () -> log.record(records(delta, further, sure)));
        }
    }

    private List<AssignmentRecord> records(AssignmentDelta delta, Set<LabelId> labels, Map<LabelId, Suggestion> sure) {
        Instant now = clock.instant();
        List<AssignmentRecord> records = new ArrayList<>();
        for (LabelId added : new TreeSet<>(labels)) {
            Suggestion suggestion = sure.get(added);
            Grounds grounds = delta.add().get(added);
            records.add(new AssignmentRecord(
                    delta.document(),
                    delta.expectedVersion(),
                    added,
                    delta.snapshot(),
                    grounds == null ? 1 : grounds.probability(),
                    grounds == null ? 0 : grounds.threshold(),
                    grounds == null ? AssignmentRecord.ABOVE : grounds.reason(),
                    suggestion == null ? "" : words(suggestion.evidence()),
                    delta.run(),
                    now));
        }
        return records;
    }

    private static void keep(AssignmentDelta delta, Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            // the host keeps the grounds of what is on; the decision stands
            LOG.warn(
                    "What was put on document {} could not be kept for the record.",
                    delta.document().value(),
                    e);
        }
    }

    /** Returns the words that spoke for or against, with their weights. */
    public static String words(Evidence evidence) {
        return evidence.words().stream()
                .map(word -> word.text() + String.format(Locale.ROOT, " %+.3f", word.weight()))
                .collect(Collectors.joining(", "));
    }

    private static Suggestions without(Suggestions suggestions, Set<LabelId> leftOut) {
        return new Suggestions(
                suggestions.document(),
                suggestions.documentVersion(),
                suggestions.snapshot(),
                suggestions.suggestions().stream()
                        .filter(suggestion -> !leftOut.contains(suggestion.label()))
                        .toList(),
                suggestions.silence());
    }
}
