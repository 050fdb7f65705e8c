package dev.tagwright.classifier.insight;

import dev.tagwright.api.LabelId;
import java.time.Instant;
import java.util.Map;

/** Counts what was decided lately and what people made of it. Safe for any number of threads. */
public interface DecisionLog {

    /**
     * Counts of one label, each document once.
     *
     * @param applied documents on which the plugin put it
     * @param changed of these, on how many a person took it off, or undid it
     * @param shadow documents on which it would have been put if it were not in shadow
     * @param shadowAccepted of these, on how many a person put it
     * @param shadowChanged of these, on how many a person said that it is wrong
     */
    record Counts(long applied, long changed, long shadow, long shadowAccepted, long shadowChanged) {

        /** Nothing was decided. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    applied + other.applied,
                    changed + other.changed,
                    shadow + other.shadow,
                    shadowAccepted + other.shadowAccepted,
                    shadowChanged + other.shadowChanged);
        }
    }

    /** Returns the counts of what was decided since; labels without any are absent. Two queries. */
    Map<LabelId, Counts> since(Instant from);
}
