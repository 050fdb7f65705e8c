package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.insight.DecisionLog;
import dev.tagwright.classifier.insight.Effect;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.insight.LabelReport;
import dev.tagwright.classifier.suggestion.Policies;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How labels do, the thresholds that are set for them, and trying them out first; as on the pages. */
@RestController
@RequestMapping("/api")
class PolicyApi {

    private final Pages.Sources sources;

    PolicyApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** What thresholds would have done on the documents of the last training. */
    record EffectView(
            int examples,
            int suggested,
            int suggestedRightly,
            int applied,
            int appliedRightly,
            double precision,
            double recall,
            double wrong) {

        static EffectView of(Effect effect) {
            return new EffectView(
                    effect.support(),
                    effect.suggested(),
                    effect.suggestedRightly(),
                    effect.applied(),
                    effect.appliedRightly(),
                    effect.precision(),
                    effect.recall(),
                    effect.wrong());
        }
    }

    /** From which probability a label is suggested and applied; null for never. */
    record ThresholdsView(
            @Nullable Double suggestFrom, @Nullable Double applyFrom) {

        static ThresholdsView of(double suggest, double apply) {
            return new ThresholdsView(suggest > 1 ? null : suggest, apply > 1 ? null : apply);
        }
    }

    /** What was decided in the last 30 days. */
    record LatelyView(long applied, long changed, long shadow, long shadowAccepted, long shadowChanged) {

        static LatelyView of(DecisionLog.Counts counts) {
            return new LatelyView(
                    counts.applied(),
                    counts.changed(),
                    counts.shadow(),
                    counts.shadowAccepted(),
                    counts.shadowChanged());
        }
    }

    /** One label: the thresholds that count now, those that were learned, and what came of it. */
    record LabelHealthView(
            LabelKind kind,
            long id,
            String name,
            boolean learned,
            ThresholdsView now,
            ThresholdsView learnedThresholds,
            boolean set,
            boolean shadow,
            EffectView effect,
            Set<LabelReport.Mark> marks,
            LatelyView lately) {}

    /**
     * What is set for a label.
     *
     * @param suggestFrom from 0.01 to 1; null leaves it to what was learned
     * @param applyFrom from 0.01 to 1; null leaves it to what was learned
     * @param neverApply whether it is only ever suggested; {@code applyFrom} is null then
     * @param shadow whether it is tried out first; null leaves that as it is
     */
    record Wish(
            @Nullable Double suggestFrom,
            @Nullable Double applyFrom,
            @Nullable Boolean neverApply,
            @Nullable Boolean shadow) {}

    /** Whether everything is tried out first, and what would have been done. */
    record ShadowView(boolean on, LatelyView lately) {}

    /** Asks for everything to be tried out first, or not. */
    record Switch(@Nullable Boolean on) {}

    @GetMapping("/labels/{kind}/{id}")
    LabelHealthView label(@PathVariable String kind, @PathVariable long id) {
        LabelId label = known(kind, id);
        return insight()
                .report()
                .label(label)
                .map(PolicyApi::view)
                .orElseThrow(() -> new Refusals.NotThere(
                        "The label (" + id + ") of kind (" + kind + ") is not found by learning."));
    }

    /** What thresholds would do; nothing is changed. Without one the one that counts now is taken. */
    @GetMapping("/labels/{kind}/{id}/effect")
    EffectView effect(
            @PathVariable String kind,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Double suggestFrom,
            @RequestParam(required = false) @Nullable Double applyFrom,
            @RequestParam(defaultValue = "false") boolean neverApply) {
        LabelId label = known(kind, id);
        Policies.Policy policy = policy(new Wish(suggestFrom, applyFrom, neverApply, false), false);
        LabelReport report = insight().quickly(label).orElseThrow();
        double apply = policy.applyFrom() == 0 ? report.applyFrom() : policy.applyFrom();
        double suggest = Math.min(apply, policy.suggestFrom() == 0 ? report.suggestFrom() : policy.suggestFrom());
        return insight()
                .scores(label)
                .map(scores -> EffectView.of(Effect.of(scores, suggest, apply)))
                .orElseThrow(() -> new Refusals.NotThere("Nothing was learned of this label yet."));
    }

    @PutMapping("/labels/{kind}/{id}/thresholds")
    LabelHealthView set(Principal user, @PathVariable String kind, @PathVariable long id, @RequestBody Wish wish) {
        mustAdminister(user, "set thresholds");
        LabelId label = known(kind, id);
        boolean shadow = sources.insights()
                .policies()
                .current()
                .of(label)
                .map(Policies.Policy::shadow)
                .orElse(false);
        sources.insights().policies().set(label, policy(wish, shadow), user.getName());
        return quickly(label);
    }

    /** Goes back to what was learned; whether the label is tried out stays. */
    @DeleteMapping("/labels/{kind}/{id}/thresholds")
    LabelHealthView unset(Principal user, @PathVariable String kind, @PathVariable long id) {
        return set(user, kind, id, new Wish(null, null, null, null));
    }

    @GetMapping("/shadow")
    ShadowView shadow() {
        Insight.Report report = insight().report();
        return new ShadowView(report.allInShadow(), LatelyView.of(report.lately()));
    }

    @PutMapping("/shadow")
    ShadowView shadow(Principal user, @RequestBody Switch wish) {
        mustAdminister(user, "try labels out");
        Boolean on = wish.on();
        if (on == null) {
            throw new Refusals.NotUnderstood("on must be true or false.");
        }
        sources.insights().policies().shadowAll(on, user.getName());
        return shadow();
    }

    private Insight insight() {
        return sources.insights().insight();
    }

    private LabelHealthView quickly(LabelId label) {
        return view(insight().quickly(label).orElseThrow());
    }

    private static LabelHealthView view(LabelReport report) {
        return new LabelHealthView(
                report.label().kind(),
                report.label().value(),
                report.name(),
                report.learned(),
                ThresholdsView.of(report.suggestFrom(), report.applyFrom()),
                ThresholdsView.of(report.learnedSuggest(), report.learnedApply()),
                report.marks().contains(LabelReport.Mark.SET),
                report.inShadow(),
                EffectView.of(report.effect()),
                report.marks(),
                LatelyView.of(report.lately()));
    }

    /** Probabilities as people give them: a suggestion begins at the latest where it is applied. */
    private static Policies.Policy policy(Wish wish, boolean shadowNow) {
        double suggest = probability("suggestFrom", wish.suggestFrom());
        double apply = probability("applyFrom", wish.applyFrom());
        if (Boolean.TRUE.equals(wish.neverApply())) {
            if (apply != 0) {
                throw new Refusals.NotUnderstood(
                        "applyFrom (" + apply + ") must be left out where neverApply is true.");
            }
            apply = Policies.NEVER;
        }
        if (suggest != 0 && apply != 0 && suggest > apply) {
            throw new Refusals.NotUnderstood(
                    "suggestFrom (" + suggest + ") must not be above applyFrom (" + apply + ").");
        }
        Boolean shadow = wish.shadow();
        return new Policies.Policy(suggest, apply, shadow == null ? shadowNow : shadow);
    }

    private static double probability(String name, @Nullable Double value) {
        if (value == null) {
            return 0;
        }
        if (!(value >= 0.01 && value <= 1)) {
            throw new Refusals.NotUnderstood(name + " (" + value + ") must be from 0.01 to 1, such as 0.9.");
        }
        return value;
    }

    private void mustAdminister(Principal user, String what) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may " + what + ".");
        }
    }

    private LabelId known(String kind, long id) {
        return RouteApi.label(sources.labels(), kind, id);
    }
}
