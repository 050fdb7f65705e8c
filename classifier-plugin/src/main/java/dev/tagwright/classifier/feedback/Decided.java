package dev.tagwright.classifier.feedback;

import dev.tagwright.api.Decision;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a snapshot decides on a text, to be compared with what another one does. */
final class Decided {

    private Decided() {}

    /** Returns the labels that it would apply or suggest. */
    static Map<LabelName, Decision> of(Snapshot snapshot, String text, float @Nullable [] vector) {
        Map<LabelName, Decision> decided = new HashMap<>();
        for (ScoredLabel scored : snapshot.classify(text, vector)) {
            if (scored.decision() != Decision.ABSTAIN) {
                decided.put(new LabelName(scored.kind(), scored.key()), scored.decision());
            }
        }
        return decided;
    }
}
