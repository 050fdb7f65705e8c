package dev.tagwright.classifier.review;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Filing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The documents that wait, as one caller may see them. */
public final class Queue {

    /** How long a document that somebody looks at is kept from others. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    private static final int CANDIDATES = 50;

    private final ReviewLog log;
    private final Filing filing;
    private final Clock clock;

    public Queue(ReviewLog log, Filing filing, Clock clock) {
        this.log = log;
        this.filing = filing;
        this.clock = clock;
    }

    /**
     * What waits.
     *
     * @param all how many documents wait in all
     * @param found how many of them are meant by the filter
     * @param shown the page that was asked for
     * @param flags how many documents have each flag, of all
     * @param kinds how many documents have a suggestion of each kind, of all
     * @param labels how many documents have a suggestion of each label, of all
     * @param correspondents how many documents carry each correspondent, 0 for none, of all
     */
    public record View(
            int all,
            int found,
            List<OpenDocument> shown,
            Map<Flag, Integer> flags,
            Map<LabelKind, Integer> kinds,
            Map<LabelId, Integer> labels,
            Map<Long, Integer> correspondents) {}

    /**
     * Returns what waits for a caller.
     *
     * @param page from 1
     * @param size of a page, positive
     */
    public View view(Caller caller, Filter filter, Order order, int page, int size) {
        List<OpenDocument> waiting = log.all(order, caller.user());
        Set<DocumentId> visible = visible(caller, waiting);
        Map<Flag, Integer> flags = new EnumMap<>(Flag.class);
        Map<LabelKind, Integer> kinds = new EnumMap<>(LabelKind.class);
        Map<LabelId, Integer> labels = new HashMap<>();
        Map<Long, Integer> correspondents = new HashMap<>();
        List<OpenDocument> found = new ArrayList<>();
        Set<LabelKind> seen = EnumSet.noneOf(LabelKind.class);
        int all = 0;
        for (OpenDocument one : waiting) {
            if (!visible.contains(one.document())) {
                continue;
            }
            all++;
            one.flags().forEach(flag -> flags.merge(flag, 1, Integer::sum));
            seen.clear();
            for (OpenDocument.OpenSuggestion suggestion : one.suggestions()) {
                labels.merge(suggestion.label(), 1, Integer::sum);
                if (seen.add(suggestion.label().kind())) {
                    kinds.merge(suggestion.label().kind(), 1, Integer::sum);
                }
            }
            correspondents.merge(one.correspondent(), 1, Integer::sum);
            if (filter.means(one)) {
                found.add(one);
            }
        }
        int from = (int) Math.min(found.size(), (page - 1L) * size);
        int to = (int) Math.min(found.size(), (long) from + size);
        return new View(
                all,
                found.size(),
                List.copyOf(found.subList(from, to)),
                flags,
                kinds,
                new TreeMap<>(labels),
                new TreeMap<>(correspondents));
    }

    /** Returns all documents that are meant, in an order. */
    public List<OpenDocument> found(Caller caller, Filter filter, Order order) {
        List<OpenDocument> meant =
                log.all(order, caller.user()).stream().filter(filter::means).toList();
        Set<DocumentId> visible = visible(caller, meant);
        return meant.stream().filter(one -> visible.contains(one.document())).toList();
    }

    private Set<DocumentId> visible(Caller caller, List<OpenDocument> some) {
        return filing.visible(caller, some.stream().map(OpenDocument::document).toList());
    }

    /**
     * Returns the document to look at next: the first that nobody else has before them.
     *
     * @param not documents that are not meant: the one that is being looked at
     */
    public Optional<DocumentId> next(Caller caller, Filter filter, Order order, List<DocumentId> not) {
        for (boolean skipped : new boolean[] {false, true}) {
            List<DocumentId> candidates;
            int from = 0;
            do {
                candidates = log.first(filter, order, caller.user(), clock.instant(), skipped, from, CANDIDATES);
                Set<DocumentId> visible = filing.visible(caller, candidates);
                Optional<DocumentId> next = candidates.stream()
                        .filter(one -> visible.contains(one) && !not.contains(one))
                        .findFirst();
                if (next.isPresent()) {
                    return next;
                }
                from += CANDIDATES;
            } while (candidates.size() == CANDIDATES);
        }
        return Optional.empty();
    }

    /** Keeps a document that a caller looks at from others for a while. */
    public void claim(Caller caller, DocumentId document) {
        log.claim(document, caller.user(), clock.instant().plus(CLAIM));
    }
}
