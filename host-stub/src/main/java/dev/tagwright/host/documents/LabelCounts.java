package dev.tagwright.host.documents;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On how many documents each label is, for each person. Counting all labels grows with the archive, so what was counted
 * is kept until something changes; and of a large archive a former count is told while a newer one is made in the
 * background.
 */
final class LabelCounts {

    private static final Logger LOG = LoggerFactory.getLogger(LabelCounts.class);

    /** Whose counts are the administrators'. */
    static final long ALL = 0;

    /** With fewer labels on documents in all, a count is quick enough to be made at once. */
    private static final long QUICK = 200_000;

    private static final int MOST_PEOPLE = 200;

    private final LongFunction<List<Object[]>> counting;
    private final Executor background;
    private final Map<Long, Counted> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Counted> eldest) {
            return size() > MOST_PEOPLE;
        }
    };

    private record Counted(long mark, Map<Long, Long> counts, boolean renewing) {

        boolean large() {
            return counts.values().stream().mapToLong(Long::longValue).sum() > QUICK;
        }
    }

    /**
     * @param counting counts for a person, or for {@link #ALL}: rows of label and number
     */
    LabelCounts(LongFunction<List<Object[]>> counting, Executor background) {
        this.counting = counting;
        this.background = background;
    }

    /**
     * Returns the counts.
     *
     * @param mark of the latest change
     */
    Map<Long, Long> of(long person, long mark) {
        Counted last;
        synchronized (kept) {
            last = kept.get(person);
        }
        if (last != null && last.mark == mark) {
            return last.counts;
        }
        if (last == null || !last.large()) {
            return count(person, mark);
        }
        if (!last.renewing) {
            put(person, new Counted(last.mark, last.counts, true));
            background.execute(() -> renew(person, mark));
        }
        return last.counts;
    }

    private void renew(long person, long mark) {
        try {
            count(person, mark);
        } catch (RuntimeException e) {
            LOG.debug("Labels could not be counted; it is tried again with the next look.", e);
        }
    }

    private Map<Long, Long> count(long person, long mark) {
        Map<Long, Long> counts = new HashMap<>();
        try {
            counting.apply(person).forEach(row -> counts.put((Long) row[0], (Long) row[1]));
            put(person, new Counted(mark, Map.copyOf(counts), false));
        } catch (RuntimeException e) {
            // what was counted before is told until it can be counted again
            synchronized (kept) {
                kept.remove(person);
            }
            throw e;
        }
        return Map.copyOf(counts);
    }

    private void put(long person, Counted counted) {
        synchronized (kept) {
            kept.put(person, counted);
        }
    }
}
