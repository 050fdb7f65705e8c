package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.insight.Effect;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.insight.LabelReport;
import dev.tagwright.classifier.insight.LabelReport.Then;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.NotDoneException;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.suggestion.Policies;
import dev.tagwright.classifier.training.HeldOutScores;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** How one label does, and what is set for it. */
@RestController
@RequestMapping("/labels/{kind:[a-z-]{3,20}}/{id:[0-9]{1,18}}")
class LabelPage {

    private static final int DOUBTS = 10;
    private static final double WIDTH = 320;
    private static final double HEIGHT = 120;
    private static final int STEPS = 64;

    private final Pages.Sources sources;
    private final Templates templates;

    LabelPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    private static LabelId id(String kind, long id) {
        return new LabelId(
                Figures.kind(kind).orElseThrow(() -> new Refusals.NotThere("There is no kind (" + kind + ").")), id);
    }

    private LabelReport report(Insight.Report all, LabelId label) {
        return all.label(label)
                .orElseThrow(() -> new Refusals.NotThere(
                        "There is no label (" + label.value() + ") of this kind that is found by learning."));
    }

    @GetMapping(produces = LabelsPage.HTML)
    String label(Principal user, HttpServletRequest request, @PathVariable String kind, @PathVariable long id) {
        LabelId label = id(kind, id);
        Insight insight = sources.insights().insight();
        Insight.Report all = insight.report();
        LabelReport report = report(all, label);
        Context context = templates.context(user, request);
        context.setVariable("style", "insight");
        context.setVariable("script", "insight");
        context.setVariable("label", Figures.of(report, context));
        context.setVariable("allInShadow", all.allInShadow());
        Policies.Policy policy = report.policy();
        context.setVariable("shadow", policy != null && policy.shadow());
        context.setVariable("isSet", report.marks().contains(LabelReport.Mark.SET));
        context.setVariable("suggestFrom", slider(report.suggestFrom()));
        context.setVariable("applyFrom", slider(report.applyFrom()));
        context.setVariable("neverApply", report.applyFrom() > 1);
        context.setVariable("trend", Lines.trend(report.trend(), WIDTH, HEIGHT));
        context.setVariable("dots", dots(report.trend(), context));
        context.setVariable(
                "fellFrom",
                report.fellFrom().isEmpty()
                        ? ""
                        : Figures.whole(context, report.fellFrom().getAsDouble()));
        context.setVariable("changesTooOften", report.changesTooOften());
        Optional<HeldOutScores.OfLabel> scores = insight.scores(label);
        context.setVariable("measured", scores.isPresent());
        scores.ifPresent(of -> {
            effect(context, report, of, report.suggestFrom(), report.applyFrom());
            Caller caller = new Caller(user.getName());
            context.setVariable("wrong", doubts(of, report.suggestFrom(), true, caller, context));
            context.setVariable("missed", doubts(of, report.suggestFrom(), false, caller, context));
        });
        context.setVariable("alike", alike(report));
        return templates.page("label", context);
    }

    /** Sliders go from 1 to 99 percent. */
    private static long slider(double threshold) {
        return Math.max(1, Math.min(99, Math.round(threshold * 100)));
    }

    private static List<Map<String, String>> dots(List<Then> trend, Context context) {
        List<Map<String, String>> dots = new ArrayList<>();
        for (int i = 0; i < trend.size(); i++) {
            Then then = trend.get(i);
            if (!Double.isNaN(then.f1())) {
                double x = trend.size() == 1 ? WIDTH / 2 : WIDTH * i / (trend.size() - 1);
                dots.add(Map.of(
                        "x", Lines.number(x),
                        "y", Lines.number(HEIGHT * (1 - then.f1())),
                        "snapshot", Long.toString(then.snapshot()),
                        "f1", Figures.whole(context, then.f1())));
            }
        }
        return dots;
    }

    private List<Map<String, String>> alike(LabelReport report) {
        List<Map<String, String>> alike = new ArrayList<>();
        for (LabelId other : report.alike()) {
            alike.add(Map.of("link", Figures.link(other), "name", name(other), "id", Long.toString(other.value())));
        }
        return alike;
    }

    /** Returns documents on which the models were off, the worst first; only such as the caller may view. */
    private List<Map<String, String>> doubts(
            HeldOutScores.OfLabel of, double suggestFrom, boolean wrong, Caller caller, Context context) {
        List<Map<String, String>> found = new ArrayList<>();
        for (int i = 0; i < of.size() && found.size() < DOUBTS; i++) {
            int place = wrong ? i : of.size() - 1 - i;
            boolean off = wrong ? !of.right(place) : of.right(place);
            boolean predicted = of.probability(place) >= suggestFrom;
            long document = of.document(place);
            if (off
                    && predicted == wrong
                    && document > 0
                    && sources.permissions().mayView(caller, new DocumentId(document))) {
                found.add(Map.of(
                        "document", Long.toString(document),
                        "probability", Figures.whole(context, of.probability(place))));
            }
        }
        return found;
    }

    /** What thresholds would do, as a part of the page; for the sliders. */
    @GetMapping(path = "/effect", produces = LabelsPage.HTML)
    String effect(
            Principal user,
            HttpServletRequest request,
            @PathVariable String kind,
            @PathVariable long id,
            @RequestParam("suggest") int suggest,
            @RequestParam(value = "apply", defaultValue = "99") int apply,
            @RequestParam(value = "never", defaultValue = "false") boolean never) {
        LabelId label = id(kind, id);
        LabelReport report = sources.insights()
                .insight()
                .quickly(label)
                .orElseThrow(() -> new Refusals.NotThere("There is no label (" + id + ") of this kind."));
        HeldOutScores.OfLabel of = sources.insights()
                .insight()
                .scores(label)
                .orElseThrow(() -> new Refusals.NotThere("Nothing was learned of this label yet."));
        Policies.Policy policy = policy(suggest, apply, never, false);
        Context context = templates.context(user, request);
        context.setVariable("label", Figures.of(report, context));
        effect(context, report, of, policy.suggestFrom(), policy.applyFrom());
        return templates.page("effect", context);
    }

    private void effect(
            Context context, LabelReport report, HeldOutScores.OfLabel of, double suggestFrom, double applyFrom) {
        context.setVariable("now", counts(Effect.of(of, report.suggestFrom(), report.applyFrom()), context));
        context.setVariable(
                "learnedEffect", counts(Effect.of(of, report.learnedSuggest(), report.learnedApply()), context));
        context.setVariable("then", counts(Effect.of(of, suggestFrom, applyFrom), context));
        context.setVariable("suggestAt", Lines.number(WIDTH * Math.min(1, suggestFrom)));
        context.setVariable("applyAt", applyFrom > 1 ? "" : Lines.number(WIDTH * applyFrom));
        context.setVariable(
                "rightCurve",
                Lines.curve(
                        from -> {
                            Effect at = Effect.of(of, from, Policies.NEVER);
                            return at.suggested() == 0 ? Double.NaN : at.precision();
                        },
                        STEPS,
                        WIDTH,
                        HEIGHT));
        context.setVariable(
                "foundCurve",
                Lines.curve(from -> Effect.of(of, from, Policies.NEVER).recall(), STEPS, WIDTH, HEIGHT));
    }

    private static Map<String, Object> counts(Effect effect, Context context) {
        int filed = effect.appliedRightly();
        int filedWrong = effect.applied() - filed;
        int suggested = effect.suggestedRightly() - filed;
        int suggestedWrong = effect.suggested() - effect.applied() - suggested;
        int missed = effect.support() - effect.suggestedRightly();
        double all = Math.max(1, effect.support() + filedWrong + suggestedWrong);
        Map<String, Object> counts = new HashMap<>();
        counts.put("support", effect.support());
        counts.put("filed", filed);
        counts.put("filedWrong", filedWrong);
        counts.put("suggested", suggested);
        counts.put("suggestedWrong", suggestedWrong);
        counts.put("missed", missed);
        counts.put("wrong", Figures.whole(context, effect.wrong()));
        double at = 0;
        double[] wide = {filed, suggested, missed, suggestedWrong, filedWrong};
        String[] name = {"Filed", "Suggested", "Missed", "SuggestedWrong", "FiledWrong"};
        for (int i = 0; i < wide.length; i++) {
            counts.put("at" + name[i], Lines.number(WIDTH * at / all));
            counts.put("wide" + name[i], Lines.number(WIDTH * wide[i] / all));
            at += wide[i];
        }
        return counts;
    }

    private static Policies.Policy policy(int suggest, int apply, boolean never, boolean shadow) {
        if (suggest < 1 || suggest > 100 || apply < 1 || apply > 100) {
            throw new Refusals.NotUnderstood(
                    "thresholds (" + suggest + ", " + apply + ") must be from 1 to 100 percent.");
        }
        double applyFrom = never ? Policies.NEVER : apply / 100.0;
        return new Policies.Policy(Math.min(suggest / 100.0, applyFrom), applyFrom, shadow);
    }

    private Policies.@Nullable Policy set(LabelId label) {
        return sources.insights().policies().current().of(label).orElse(null);
    }

    private void mustExist(LabelId label) {
        if (sources.labels().label(label).isEmpty()) {
            throw new Refusals.NotThere("There is no label (" + label.value() + ") of this kind.");
        }
    }

    /** Sets thresholds that count from the next decision on. */
    @PostMapping("/thresholds")
    ResponseEntity<Void> thresholds(
            Principal user,
            HttpServletRequest request,
            @PathVariable String kind,
            @PathVariable long id,
            @RequestParam("suggest") int suggest,
            @RequestParam("apply") int apply,
            @RequestParam(value = "never", defaultValue = "false") boolean never,
            @RequestParam(value = "learned", defaultValue = "false") boolean learned) {
        LabelsPage.mustAdminister(sources, user, "set thresholds");
        LabelId label = id(kind, id);
        mustExist(label);
        Policies.Policy before = set(label);
        boolean shadow = before != null && before.shadow();
        sources.insights()
                .policies()
                .set(
                        label,
                        learned ? new Policies.Policy(0, 0, shadow) : policy(suggest, apply, never, shadow),
                        user.getName());
        return LabelsPage.to(request, Figures.link(label) + "?said=thresholds#thresholds");
    }

    /** Writes down what putting another label in the place of this one would change, and shows it. */
    @PostMapping("/merge")
    ResponseEntity<?> merge(
            Principal user,
            HttpServletRequest request,
            @PathVariable String kind,
            @PathVariable long id,
            @RequestParam("into") long into) {
        LabelsPage.mustAdminister(sources, user, "merge labels");
        if (into < 1) {
            throw new Refusals.NotUnderstood("into (" + into + ") must be the number of a label.");
        }
        LabelId from = id(kind, id);
        LabelId to = new LabelId(from.kind(), into);
        mustExist(from);
        mustExist(to);
        Review review = ReviewPage.review(sources);
        String described = name(from) + " → " + name(to);
        try {
            Action action = review.bulk().merge(new Caller(user.getName()), from, to, described);
            return LabelsPage.to(request, "review/actions/" + action.id());
        } catch (NotDoneException e) {
            Context context = templates.context(user, request);
            context.setVariable("why", String.valueOf(e.getMessage()));
            context.setVariable("back", Figures.link(from));
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.valueOf(LabelsPage.HTML))
                    .body(templates.page("refused", context));
        }
    }

    private String name(LabelId label) {
        return sources.labels().label(label).map(Label::name).orElse("");
    }

    /** Lets a label be tried out, or do what it does. */
    @PostMapping("/shadow")
    ResponseEntity<Void> shadow(
            Principal user,
            HttpServletRequest request,
            @PathVariable String kind,
            @PathVariable long id,
            @RequestParam("on") boolean on) {
        LabelsPage.mustAdminister(sources, user, "try labels out");
        LabelId label = id(kind, id);
        mustExist(label);
        Policies.Policy before = set(label);
        double suggest = before == null ? 0 : before.suggestFrom();
        double apply = before == null ? 0 : before.applyFrom();
        sources.insights().policies().set(label, new Policies.Policy(suggest, apply, on), user.getName());
        return LabelsPage.to(request, Figures.link(label) + "?said=kept#shadow");
    }
}
