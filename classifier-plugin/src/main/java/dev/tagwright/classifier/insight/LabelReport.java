package dev.tagwright.classifier.insight;

import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.decision.Intervals;
import dev.tagwright.classifier.suggestion.Policies;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one label does.
 *
 * @param label its number
 * @param name what people call it; untrusted
 * @param learned whether the snapshot that serves knows it
 * @param effect what the thresholds that count now would have done on the documents of the last training; of a label that
 *     is not learned all zero
 * @param learnedSuggest probability from which the snapshot suggests it; above 1 means never
 * @param learnedApply probability from which the snapshot applies it; above 1 means never
 * @param policy what an administrator has set; null when nothing
 * @param inShadow whether it is in shadow, by itself or with all others
 * @param budget how much of what is applied may be wrong, in (0, 1)
 * @param trend how it did in each kept snapshot, oldest first
 * @param needs how many more examples it needs, 0 if none; empty if more examples alone will hardly do
 * @param lately what was decided in the last 30 days
 * @param alike labels that may be the same
 */
public record LabelReport(
        LabelId label,
        String name,
        boolean learned,
        Effect effect,
        double learnedSuggest,
        double learnedApply,
        Policies.@Nullable Policy policy,
        boolean inShadow,
        double budget,
        List<Then> trend,
        OptionalInt needs,
        DecisionLog.Counts lately,
        List<LabelId> alike) {

    /** Fewer examples say little about a label. */
    private static final int FEW = 8;

    /** A fall of F1 by more than this is worth a look. */
    private static final double FALL = 0.1;

    /** Below this many filed documents nobody can tell whether more than the budget is wrong. */
    private static final int FEWEST_FILED = 10;

    /**
     * How it did in one snapshot.
     *
     * @param f1 NaN where it was not known
     */
    public record Then(long snapshot, double f1) {}

    /** What is worth a person's look. */
    public enum Mark {
        /** It is found by learning, but nothing was learned of it yet. */
        NOT_LEARNED,
        /** It has few examples. */
        FEW_EXAMPLES,
        /** It would not have been predicted of any document. */
        NEVER_PREDICTED,
        /** People change more of it than may be wrong, or it was found better in an earlier snapshot. */
        DRIFTING,
        /** It may be the same as another. */
        ALIKE,
        /** It is being tried out. */
        SHADOW,
        /** Its thresholds were set by a person. */
        SET
    }

    public LabelReport {
        trend = List.copyOf(trend);
        alike = List.copyOf(alike);
    }

    /** Returns what is worth a look. */
    public Set<Mark> marks() {
        EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
        if (!learned) {
            marks.add(Mark.NOT_LEARNED);
        } else {
            if (effect.support() < FEW) {
                marks.add(Mark.FEW_EXAMPLES);
            }
            if (effect.suggested() == 0) {
                marks.add(Mark.NEVER_PREDICTED);
            }
            if (isDrifting()) {
                marks.add(Mark.DRIFTING);
            }
        }
        if (!alike.isEmpty()) {
            marks.add(Mark.ALIKE);
        }
        if (inShadow) {
            marks.add(Mark.SHADOW);
        }
        if (policy != null && (policy.suggestFrom() != 0 || policy.applyFrom() != 0)) {
            marks.add(Mark.SET);
        }
        return marks;
    }

    private boolean isDrifting() {
        return changesTooOften() || fellFrom().isPresent();
    }

    /** Returns whether the lower end of the 95 % interval of what people changed lies above the budget. */
    public boolean changesTooOften() {
        return lately.applied() >= FEWEST_FILED && Intervals.low(lately.changed(), lately.applied(), 1.96) > budget;
    }

    /** Returns the best F1 of the kept snapshots if that of the newest lies clearly below it, else nothing. */
    public OptionalDouble fellFrom() {
        if (trend.size() < 2 || effect.support() < FEW) {
            return OptionalDouble.empty();
        }
        double now = trend.get(trend.size() - 1).f1();
        double best = trend.subList(0, trend.size() - 1).stream()
                .mapToDouble(Then::f1)
                .filter(f1 -> !Double.isNaN(f1))
                .max()
                .orElse(Double.NaN);
        double noise = 1.96 * Math.sqrt(best * (1 - best) / effect.support());
        return best - now > Math.max(FALL, noise) ? OptionalDouble.of(best) : OptionalDouble.empty();
    }

    /** Returns the probability from which it is suggested now; above 1 means never. */
    public double suggestFrom() {
        return policy == null ? learnedSuggest : policy.suggest(learnedApply, learnedSuggest);
    }

    /** Returns the probability from which it is applied now, if it is not in shadow; above 1 means never. */
    public double applyFrom() {
        return policy == null ? learnedApply : policy.apply(learnedApply, learnedSuggest);
    }

    @Override
    public String toString() {
        return "LabelReport[label=" + label + ", support=" + effect.support() + "]";
    }
}
