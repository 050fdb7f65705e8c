package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.decision.Intervals;
import dev.tagwright.classifier.retrain.Comparison;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.RunRecord;
import dev.tagwright.classifier.training.HeldOutScores;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** What is learned now, what was learned before, and how far it can be believed. */
@RestController
@RequestMapping("/training")
class TrainingPage {

    private static final int RUNS = 20;
    private static final int SAMPLE = 200;
    private static final int ROWS = 60;
    private static final double SIDE = 240;
    private static final double BOTH_ENDS = 1.96;

    private final Pages.Sources sources;
    private final Templates templates;

    TrainingPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping(produces = LabelsPage.HTML)
    String training(Principal user, HttpServletRequest request) {
        Context context = templates.context(user, request);
        context.setVariable("style", "insight");
        context.setVariable("script", "insight");
        progress(context);
        context.setVariable(
                "runs",
                sources.runs().newest(RUNS).stream().map(TrainingPage::run).toList());
        KeptSnapshot held = sources.keeper().held();
        long serving = held == null ? 0 : held.id();
        List<KeptSnapshot> kept = sources.snapshots().newest();
        context.setVariable(
                "kept",
                kept.stream().map(about -> kept(about, serving, context)).toList());
        context.setVariable(
                "other",
                kept.stream()
                        .map(KeptSnapshot::id)
                        .filter(id -> id != serving)
                        .map(id -> Long.toString(id))
                        .findFirst()
                        .orElse(""));
        context.setVariable(
                "reliability", reliability(sources.insights().insight().reliability(), context));
        return templates.page("training", context);
    }

    /** How far the training is, as a part of the page; asked for every second while one runs. */
    @GetMapping(path = "/progress", produces = LabelsPage.HTML)
    String progress(Principal user, HttpServletRequest request) {
        Context context = templates.context(user, request);
        progress(context);
        return templates.page("progress", context);
    }

    private void progress(Context context) {
        TrainingStatus training = sources.retrain().status();
        context.setVariable("state", training.state().name());
        context.setVariable("phase", training.phase());
        context.setVariable("done", training.done());
        context.setVariable("total", training.total());
        context.setVariable("message", training.message());
        context.setVariable("began", Templates.time(training.startedAt()));
        context.setVariable("expected", Templates.time(training.expectedEndAt()));
    }

    private static Map<String, String> run(RunRecord run) {
        return Map.of(
                "id", Long.toString(run.id()),
                "state", run.status().state().name(),
                "by", run.requestedBy(),
                "started", Templates.time(run.status().startedAt()),
                "message", run.status().message());
    }

    private static Map<String, Object> kept(KeptSnapshot about, long serving, Context context) {
        return Map.of(
                "id", Long.toString(about.id()),
                "created", Templates.time(about.createdAt()),
                "promoted", Templates.time(about.promotedAt()),
                "documents", about.documents(),
                "labels", about.labels(),
                "quality", Templates.percent(context, about.quality()),
                "bar", Lines.number(100 * about.quality()),
                "verdict", about.verdict(),
                "serves", about.id() == serving);
    }

    /** Returns for each kind that was measured its points: said, and how often it was right, with 95 % intervals. */
    private static List<Map<String, Object>> reliability(List<HeldOutScores.Bin> bins, Context context) {
        Map<LabelKind, List<Map<String, Object>>> points = new EnumMap<>(LabelKind.class);
        Map<LabelKind, double[]> distance = new EnumMap<>(LabelKind.class);
        for (HeldOutScores.Bin bin : bins) {
            double right = (double) bin.right() / bin.count();
            double low = Intervals.low(bin.right(), bin.count(), BOTH_ENDS);
            double high = Intervals.high(bin.right(), bin.count(), BOTH_ENDS);
            points.computeIfAbsent(bin.kind(), kind -> new ArrayList<>())
                    .add(Map.of(
                            "x", Lines.number(SIDE * bin.meanProbability()),
                            "y", Lines.number(SIDE * (1 - right)),
                            "top", Lines.number(SIDE * (1 - high)),
                            "bottom", Lines.number(SIDE * (1 - low)),
                            "said", Figures.whole(context, bin.meanProbability()),
                            "right", Figures.whole(context, right),
                            "count", bin.count(),
                            "size", Lines.number(Math.min(9, 2.5 + Math.log10(bin.count())))));
            double[] sums = distance.computeIfAbsent(bin.kind(), kind -> new double[2]);
            sums[0] += Math.abs(bin.meanProbability() - right) * bin.count();
            sums[1] += bin.count();
        }
        List<Map<String, Object>> kinds = new ArrayList<>();
        points.forEach((kind, of) -> {
            double[] sums = distance.getOrDefault(kind, new double[] {0, 1});
            kinds.add(Map.of(
                    "kind", kind.name(),
                    "points", of,
                    "line", line(of),
                    "off", Templates.percent(context, sums[0] / sums[1])));
        });
        return kinds;
    }

    private static String line(List<Map<String, Object>> points) {
        StringBuilder line = new StringBuilder();
        points.forEach(point ->
                line.append(point.get("x")).append(',').append(point.get("y")).append(' '));
        return line.toString().strip();
    }

    /** A press on a button; the host has checked the token that came along. */
    @PostMapping("/start")
    ResponseEntity<Void> start(Principal user, HttpServletRequest request) {
        LabelsPage.mustAdminister(sources, user, "start a training");
        sources.retrain().request(user.getName(), true, false);
        return LabelsPage.to(request, "training");
    }

    @PostMapping("/stop")
    ResponseEntity<Void> stop(Principal user, HttpServletRequest request) {
        LabelsPage.mustAdminister(sources, user, "stop a training");
        sources.retrain().stop();
        return LabelsPage.to(request, "training");
    }

    @PostMapping("/promote")
    ResponseEntity<Void> promote(Principal user, HttpServletRequest request, @RequestParam("snapshot") long id) {
        LabelsPage.mustAdminister(sources, user, "choose the snapshot that serves");
        mustBeKept(id);
        sources.keeper().rollBack(id, user.getName());
        return LabelsPage.to(request, "training?said=promoted#snapshots");
    }

    private KeptSnapshot mustBeKept(long id) {
        return sources.snapshots()
                .snapshot(id)
                .orElseThrow(() -> new Refusals.NotThere("There is no snapshot (" + id + ")."));
    }

    /** What would change for whom if another snapshot served. */
    @GetMapping(path = "/compare", produces = LabelsPage.HTML)
    String compare(
            Principal user,
            HttpServletRequest request,
            @RequestParam("before") long before,
            @RequestParam("after") long after) {
        LabelsPage.mustAdminister(sources, user, "compare snapshots");
        Context context = templates.context(user, request);
        context.setVariable("style", "insight");
        KeptSnapshot held = sources.keeper().held();
        long serving = held == null ? 0 : held.id();
        context.setVariable("one", kept(mustBeKept(before), serving, context));
        context.setVariable("two", kept(mustBeKept(after), serving, context));
        Comparison.Result result = sources.comparison().compare(before, after, SAMPLE);
        Map<LabelId, String> names = new HashMap<>();
        for (Label label : sources.labels().all()) {
            names.put(label.id(), label.name());
        }
        context.setVariable("asked", result.documents());
        context.setVariable("changed", result.changed());
        context.setVariable(
                "labels",
                result.labels().stream()
                        .filter(label -> worth(label) > 0)
                        .sorted(Comparator.comparingDouble(TrainingPage::worth).reversed())
                        .limit(ROWS)
                        .map(label -> label(label, names, context))
                        .toList());
        Caller caller = new Caller(user.getName());
        context.setVariable(
                "decisions",
                result.decisions().stream()
                        .filter(one -> sources.permissions().mayView(caller, new DocumentId(one.document())))
                        .limit(ROWS)
                        .map(one -> decision(one, names, context))
                        .toList());
        context.setVariable("more", Math.max(0, result.decisions().size() - ROWS));
        return templates.page("compare", context);
    }

    /** How much a label's figures differ; a label that only one of them knows comes first. */
    private static double worth(Comparison.OfOneLabel label) {
        Comparison.Figures before = label.before();
        Comparison.Figures after = label.after();
        if (before == null || after == null) {
            return 2;
        }
        return Math.abs(before.precision() - after.precision()) + Math.abs(before.recall() - after.recall());
    }

    private static Map<String, Object> label(Comparison.OfOneLabel label, Map<LabelId, String> names, Context context) {
        Map<String, Object> row = new HashMap<>(named(label.kind(), label.key(), names));
        row.put("before", figures(label.before(), context));
        row.put("after", figures(label.after(), context));
        return row;
    }

    private static Map<String, Object> named(LabelKind kind, String key, Map<LabelId, String> names) {
        LabelId id = new LabelId(kind, Long.parseLong(key));
        return Map.of("kind", kind.name(), "name", names.getOrDefault(id, "#" + key), "link", Figures.link(id));
    }

    private static Map<String, Object> figures(Comparison.@Nullable Figures of, Context context) {
        if (of == null) {
            return Map.of("known", false, "support", 0, "precision", "", "recall", "");
        }
        return Map.of(
                "known", true,
                "support", of.support(),
                "precision", Figures.whole(context, of.precision()),
                "recall", Figures.whole(context, of.recall()));
    }

    private static Map<String, Object> decision(
            Comparison.OfOneDecision one, Map<LabelId, String> names, Context context) {
        Map<String, Object> row = new HashMap<>(named(one.kind(), one.key(), names));
        row.put("document", Long.toString(one.document()));
        row.put("before", one.before().name());
        row.put("after", one.after().name());
        row.put("probabilityBefore", Figures.whole(context, one.probabilityBefore()));
        row.put("probabilityAfter", Figures.whole(context, one.probabilityAfter()));
        return row;
    }
}
