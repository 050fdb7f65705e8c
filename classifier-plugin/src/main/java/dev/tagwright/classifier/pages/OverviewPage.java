package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.RunRecord;
import dev.tagwright.classifier.web.LabelHealth;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** The first page: what serves, what the last trainings did, and how well each label is decided on. */
@RestController
class OverviewPage {

    private static final int RUNS = 10;

    private final Pages.Sources sources;
    private final Templates templates;

    OverviewPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    /** A press on the page's buttons; the host has checked the token that came along. */
    @PostMapping("/train")
    ResponseEntity<Void> train(Principal user) {
        mustAdminister(user, "start a training");
        sources.retrain().request(user.getName(), true, false);
        return back();
    }

    @PostMapping("/stop")
    ResponseEntity<Void> stop(Principal user) {
        mustAdminister(user, "stop a training");
        sources.retrain().stop();
        return back();
    }

    @PostMapping("/promote")
    ResponseEntity<Void> promote(Principal user, @RequestParam("snapshot") long id) {
        mustAdminister(user, "choose the snapshot that serves");
        sources.keeper().rollBack(id, user.getName());
        return back();
    }

    private void mustAdminister(Principal user, String what) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may " + what + ".");
        }
    }

    private static ResponseEntity<Void> back() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("./"))
                .build();
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String overview(Principal user, HttpServletRequest request) {
        KeptSnapshot held = sources.keeper().held();
        List<LabelHealth> labels = LabelHealth.of(
                        sources.serving().current(), sources.labels().all())
                .stream()
                .sorted(Comparator.comparing(LabelHealth::kind)
                        .thenComparing(LabelHealth::support, Comparator.reverseOrder()))
                .toList();
        Context context = templates.context(user, request);
        context.setVariable("style", "insight");
        context.setVariable("health", sources.health().get());
        TrainingStatus training = sources.retrain().status();
        context.setVariable("training", training);
        context.setVariable("expected", Templates.time(training.expectedEndAt()));
        context.setVariable("snapshot", held == null ? null : snapshot(held, context));
        context.setVariable(
                "runs",
                sources.runs().newest(RUNS).stream().map(OverviewPage::run).toList());
        context.setVariable(
                "labels", labels.stream().map(label -> label(label, context)).toList());
        long serving = held == null ? 0 : held.id();
        context.setVariable(
                "kept",
                sources.snapshots().newest().stream()
                        .map(about -> kept(about, serving, context))
                        .toList());
        return templates.page("overview", context);
    }

    private static Map<String, String> snapshot(KeptSnapshot about, Context context) {
        return Map.of(
                "id", Long.toString(about.id()),
                "digest",
                        about.digest().substring(0, Math.min(12, about.digest().length())),
                "created", Templates.time(about.createdAt()),
                "documents", Integer.toString(about.documents()),
                "labels", Integer.toString(about.labels()),
                "quality", Templates.percent(context, about.quality()),
                "verdict", about.verdict());
    }

    private static Map<String, String> kept(KeptSnapshot about, long serving, Context context) {
        return Map.of(
                "id", Long.toString(about.id()),
                "created", Templates.time(about.createdAt()),
                "promoted", Templates.time(about.promotedAt()),
                "documents", Integer.toString(about.documents()),
                "labels", Integer.toString(about.labels()),
                "quality", Templates.percent(context, about.quality()),
                "verdict", about.verdict(),
                "serves", about.id() == serving ? "yes" : "");
    }

    private static Map<String, String> run(RunRecord run) {
        return Map.of(
                "id", Long.toString(run.id()),
                "state", run.status().state().name(),
                "by", run.requestedBy(),
                "started", Templates.time(run.status().startedAt()),
                "message", run.status().message());
    }

    private static Map<String, String> label(LabelHealth label, Context context) {
        return Map.of(
                "kind", label.kind().name(),
                "name", label.name(),
                "support", Integer.toString(label.support()),
                "precision", Templates.percent(context, label.precision()),
                "recall", Templates.percent(context, label.recall()),
                "f1", Templates.percent(context, label.f1()),
                "interval",
                        Templates.percent(context, label.f1Low()) + " – " + Templates.percent(context, label.f1High()),
                "right", Integer.toString(label.appliedRightly()),
                "applied", Integer.toString(label.applied()),
                "bar", String.format(Locale.ROOT, "%.0f", label.f1() * 100));
    }
}
