package dev.tagwright.host.ingest;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened to files since the start of this host. Safe for any number of threads. */
final class IngestTally {

    /** What can happen. */
    enum What {
        /** A file was stored. */
        TAKEN,
        /** A file was not taken: a duplicate, or not to be read. */
        REFUSED,
        /** A job came to its end. */
        DONE,
        /** A job waits for a plugin or for what it has to learn. */
        WAITED,
        /** A step failed, or could not be made yet, and is tried again. */
        RETRIED,
        /** A job failed too often. */
        PARKED
    }

    private final Map<What, LongAdder> counts = new EnumMap<>(What.class);

    IngestTally() {
        for (What what : What.values()) {
            counts.put(what, new LongAdder());
        }
    }

    void count(What what) {
        LongAdder counter = counts.get(what);
        if (counter != null) {
            counter.increment();
        }
    }

    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((what, counter) -> all.put(what.name().toLowerCase(Locale.ROOT), counter.sum()));
        return all;
    }
}
