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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Clock clock;

    public Decider(Corpus corpus, Assignments assignments, Suggester suggester, AssignmentLog log, Clock clock) {
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
            Map<LabelId, Suggestion> sure = sure(document, suggestions);
            if (sure.isEmpty()) {
                return suggestions;
            }
            AssignmentDelta delta = delta(document, suggestions.snapshot(), sure);
            AssignmentOutcome outcome = assignments.apply(delta);
            if (outcome instanceof AssignmentOutcome.Done done) {
                record(delta, done, sure);
                return without(suggestions, done.leftOut().keySet());
            }
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

    private static Map<LabelId, Suggestion> sure(HostDocument document, Suggestions suggestions) {
        Set<LabelKind> taken = EnumSet.noneOf(LabelKind.class);
        document.labels().keySet().forEach(label -> taken.add(label.kind()));
        Map<LabelId, Suggestion> sure = new LinkedHashMap<>();
        for (Suggestion suggestion : suggestions.suggestions()) {
            LabelId label = suggestion.label();
            boolean free = label.kind().multiValued() ? !document.labels().containsKey(label) : taken.add(label.kind());
            if (suggestion.decision() == Decision.APPLY && free) {
                sure.put(label, suggestion);
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

    private void record(AssignmentDelta delta, AssignmentOutcome.Done done, Map<LabelId, Suggestion> sure) {
        Instant now = clock.instant();
        List<AssignmentRecord> records = new ArrayList<>();
        for (LabelId added : done.added()) {
            Suggestion suggestion = sure.get(added);
            Grounds grounds = delta.add().get(added);
            records.add(new AssignmentRecord(
                    delta.document(),
                    delta.expectedVersion(),
                    added,
                    delta.snapshot(),
                    grounds == null ? 1 : grounds.probability(),
                    grounds == null ? 0 : grounds.threshold(),
                    grounds == null ? "It stands above a tag that was put on." : grounds.reason(),
                    suggestion == null ? "" : words(suggestion.evidence()),
                    delta.run(),
                    now));
        }
        try {
            log.record(records);
        } catch (RuntimeException e) {
            // the labels are on and the host keeps their grounds; the decision stands
            LOG.warn(
                    "What was put on document {} could not be kept for the record.",
                    delta.document().value(),
                    e);
        }
    }

    private static String words(Evidence evidence) {
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
