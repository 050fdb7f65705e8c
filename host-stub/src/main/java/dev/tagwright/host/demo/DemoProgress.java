package dev.tagwright.host.demo;

import dev.tagwright.api.LabelKind;
import java.util.Map;

/**
 * How far the demo is.
 *
 * @param filed how many papers are filed by hand-given labels
 * @param toFile of how many
 * @param arrived how many papers have arrived and were decided on
 * @param toArrive of how many
 * @param scores the labels on those that arrived, compared with the truth
 */
record DemoProgress(Phase phase, int filed, int toFile, int arrived, int toArrive, Map<LabelKind, Score> scores) {

    static final DemoProgress BEFORE = new DemoProgress(Phase.PREPARING, 0, 0, 0, 0, Map.of());

    /** What the demo does. */
    enum Phase {
        PREPARING,
        /** The archive already holds documents that are not the demo's. */
        REFUSED,
        FILING,
        /** There is no classifier that could learn or file. */
        WAITING_FOR_PLUGIN,
        LEARNING,
        ARRIVING,
        DONE
    }

    DemoProgress {
        scores = Map.copyOf(scores);
    }

    DemoProgress in(Phase next) {
        return new DemoProgress(next, filed, toFile, arrived, toArrive, scores);
    }

    DemoProgress withFiled(int count) {
        return new DemoProgress(phase, count, toFile, arrived, toArrive, scores);
    }

    DemoProgress withArrived(int count, Map<LabelKind, Score> now) {
        return new DemoProgress(phase, filed, toFile, count, toArrive, now);
    }

    /** Returns the sum over all kinds. */
    Score total() {
        return scores.values().stream().reduce(Score.NONE, Score::plus);
    }

    /** Returns what goes on, as one sentence; empty when there is nothing to tell. */
    String sentence() {
        return switch (phase) {
            case PREPARING -> "";
            case REFUSED -> "The demo needs an empty archive and has left yours alone.";
            case FILING -> "Demo: filing %d of %d papers by hand-given labels.".formatted(filed, toFile);
            case WAITING_FOR_PLUGIN ->
                "Demo: %d papers are filed. There is no classifier, so nothing more will happen by itself."
                        .formatted(filed);
            case LEARNING -> "Demo: the classifier learns from %d filed papers.".formatted(filed);
            case ARRIVING ->
                "Demo: %d of %d papers have arrived by themselves: %s.".formatted(arrived, toArrive, total().inWords());
            case DONE -> "Demo: all %d papers have arrived: %s.".formatted(toArrive, total().inWords());
        };
    }
}
