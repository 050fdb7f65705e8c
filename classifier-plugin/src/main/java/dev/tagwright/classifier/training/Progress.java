package dev.tagwright.classifier.training;

/** Hears how far a training is. Called on the training's thread; must be quick and must not throw. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress SILENT = (phase, done, total) -> {};

    /**
     * What a training does, in its order.
     */
    enum Phase {
        READING("reading documents"),
        FEATURES("building features"),
        FITTING("fitting labels"),
        CALIBRATING("calibrating and evaluating"),
        /** Told by whoever keeps the snapshot. */
        WRITING("writing the snapshot");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        /** Returns a few plain words for people. */
        public String words() {
            return words;
        }
    }

    /**
     * Hears of a step.
     *
     * @param done from 0 to {@code total}
     * @param total 0 when not known
     */
    void at(Phase phase, long done, long total);
}
