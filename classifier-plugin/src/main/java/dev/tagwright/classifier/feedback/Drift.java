package dev.tagwright.classifier.feedback;

import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Meaning;
import java.time.Instant;
import java.util.List;

/**
 * How far what feedback made of a snapshot had come from what the next training made of the same.
 *
 * @param documents on how many documents both were asked
 * @param same on how many of them both decide the same of every label
 * @param changes how many times feedback had changed the snapshot
 * @param at when it was measured
 */
public record Drift(int documents, int same, int changes, Instant at) {

    /** Asks both about texts. */
    static Drift between(Snapshot before, Snapshot trained, List<String> texts, Meaning meaning, Instant at) {
        int same = 0;
        for (String text : texts) {
            same += Decided.of(before, text, meaning.document(before, text))
                            .equals(Decided.of(trained, text, meaning.document(trained, text)))
                    ? 1
                    : 0;
        }
        return new Drift(texts.size(), same, before.number(), at);
    }
}
