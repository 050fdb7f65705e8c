package dev.tagwright.classifier.pages;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.insight.DecisionLog;
import dev.tagwright.classifier.insight.Effect;
import dev.tagwright.classifier.insight.LabelReport;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.thymeleaf.context.Context;

/** Figures of labels as pages show them. */
final class Figures {

    private Figures() {}

    /** Returns where the page of a label is, below the plugin's path. */
    static String link(LabelId label) {
        return "labels/" + slug(label.kind()) + "/" + label.value();
    }

    static String slug(LabelKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<LabelKind> kind(String slug) {
        return Stream.of(LabelKind.values())
                .filter(kind -> slug(kind).equals(slug))
                .findFirst();
    }

    static Map<String, Object> lately(DecisionLog.Counts counts) {
        return Map.of(
                "applied", counts.applied(),
                "changed", counts.changed(),
                "shadow", counts.shadow(),
                "accepted", counts.shadowAccepted(),
                "refused", counts.shadowChanged());
    }

    static Map<String, Object> of(LabelReport label, Context context) {
        Effect effect = label.effect();
        Map<String, Object> of = new HashMap<>();
        of.put("kind", label.label().kind().name());
        of.put("id", Long.toString(label.label().value()));
        of.put("link", link(label.label()));
        of.put("name", label.name());
        of.put("learned", label.learned());
        of.put("examples", effect.support());
        of.put("predicted", effect.suggested() > 0);
        of.put("precision", whole(context, effect.precision()));
        of.put("precisionRange", range(context, effect.precisionLow(), effect.precisionHigh()));
        of.put("precisionAt", at(effect.precision()));
        of.put("precisionLow", at(effect.precisionLow()));
        of.put("precisionWide", at(effect.precisionHigh() - effect.precisionLow()));
        of.put("recall", whole(context, effect.recall()));
        of.put("recallRange", range(context, effect.recallLow(), effect.recallHigh()));
        of.put("recallAt", at(effect.recall()));
        of.put("recallLow", at(effect.recallLow()));
        of.put("recallWide", at(effect.recallHigh() - effect.recallLow()));
        of.put("coverage", whole(context, label.inShadow() ? 0 : effect.coverage()));
        of.put("coverageAt", at(label.inShadow() ? 0 : effect.coverage()));
        of.put("needs", label.needs().orElse(-1));
        of.put("marks", label.marks().stream().map(Enum::name).toList());
        of.put("inShadow", label.inShadow());
        of.put("lately", lately(label.lately()));
        of.put("budget", Templates.percent(context, label.budget()));
        return of;
    }

    /** Returns a share as whole percent. */
    static String whole(Context context, double share) {
        return String.format(context.getLocale(), "%.0f %%", share * 100);
    }

    private static String range(Context context, double low, double high) {
        return String.format(context.getLocale(), "%.0f–%.0f %%", low * 100, high * 100);
    }

    /** Returns a share as a place in a picture 100 wide. */
    static String at(double share) {
        return Lines.number(100 * share);
    }
}
