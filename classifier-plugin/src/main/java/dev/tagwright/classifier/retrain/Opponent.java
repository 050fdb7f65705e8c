package dev.tagwright.classifier.retrain;

import dev.tagwright.api.Decision;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.training.CrossValidation;
import dev.tagwright.classifier.training.HeldOut;
import dev.tagwright.classifier.training.HeldOut.Named;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Paired;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that serves while another is trained, asked about each document of the one pass that it has not learned
 * from. For one thread.
 */
final class Opponent {

    private final @Nullable Snapshot snapshot;
    private final @Nullable HeldOut heldOut;
    private final Meaning meaning;
    private final List<Set<Named>> said = new ArrayList<>();
    private int unseen;

    /**
     * @param snapshot that serves; null when none does
     * @param heldOut what its cross-validation predicted; null when that is not known
     * @param meaning gives the vectors that the snapshot expects
     */
    Opponent(@Nullable Snapshot snapshot, @Nullable HeldOut heldOut, Meaning meaning) {
        this.meaning = meaning;
        this.snapshot = snapshot;
        this.heldOut = heldOut;
    }

    /** Takes the next document in. */
    void add(LabelledDocument document) {
        HeldOut before = heldOut;
        Snapshot asked = snapshot;
        if (before == null || asked == null) {
            return;
        }
        Set<Named> predicted = before.predictedOf(HeldOut.text(document.text())).orElse(null);
        if (predicted == null) {
            unseen++;
            predicted = predicted(asked, document.text());
        }
        said.add(predicted);
    }

    private Set<Named> predicted(Snapshot snapshot, String text) {
        Set<Named> predicted = new HashSet<>();
        for (ScoredLabel scored : snapshot.classify(text, meaning.document(snapshot, text))) {
            if (scored.decision() != Decision.ABSTAIN) {
                predicted.add(new Named(scored.kind(), scored.key()));
            }
        }
        return predicted;
    }

    /**
     * Says whether a new snapshot may take its place.
     *
     * @param evaluation of the new one
     * @param fresh cross-validation of the new one, on the documents that were taken in here; null if it is not known
     * @param serving the snapshot that serves by now; another node may have promoted meanwhile
     */
    Gate.Verdict judge(Evaluation evaluation, @Nullable CrossValidation fresh, @Nullable Snapshot serving) {
        Snapshot asked = snapshot;
        if (serving == null
                || asked == null
                || heldOut == null
                || fresh == null
                || !serving.base().equals(asked.base())) {
            return Gate.judge(serving == null ? null : serving.evaluation(), evaluation);
        }
        Set<Named> known = new HashSet<>();
        asked.labels().forEach(label -> known.add(new Named(label.kind(), label.key())));
        // behind the documents of the archive come those that were made up, of which nothing is counted
        Paired paired = fresh.against(known, place -> place < said.size() ? said.get(place) : Set.of());
        return Gate.judge(paired, said.size(), unseen);
    }
}
