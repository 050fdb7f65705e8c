package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Wish;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** The page on which the archive is retagged, and what the classifier did is undone. */
@RestController
class ReworkPage {

    private static final int NEWEST = 20;
    private static final int ROWS = 100;
    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final Pages.Sources sources;
    private final Templates templates;

    ReworkPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping(path = "/reworks", produces = HTML)
    String all(Principal user, HttpServletRequest request) {
        mustAdminister(user);
        Context context = templates.context(user, request);
        context.setVariable(
                "reworks",
                sources.reworkLog().newest(NEWEST).stream()
                        .map(one -> row(one, context))
                        .toList());
        context.setVariable(
                "runs",
                sources.reworkLog().standing(NEWEST).stream()
                        .map(run -> Map.of(
                                "run", run.run(),
                                "labels", Long.toString(run.labels()),
                                "last", Templates.time(run.last())))
                        .toList());
        context.setVariable(
                "snapshots",
                sources.snapshots().newest().stream().map(ReworkPage::snapshot).toList());
        context.setVariable(
                "kinds",
                EnumSet.allOf(LabelKind.class).stream().map(LabelKind::name).toList());
        return templates.page("reworks", context);
    }

    private static Map<String, String> snapshot(KeptSnapshot about) {
        return Map.of(
                "id", Long.toString(about.id()),
                "digest", about.digest(),
                "created", Templates.time(about.createdAt()));
    }

    private Map<String, String> row(Rework rework, Context context) {
        return Map.of(
                "id", Long.toString(rework.id()),
                "what", what(rework.wish(), context),
                "state", rework.state().name(),
                "by", rework.requestedBy(),
                "created", Templates.time(rework.createdAt()),
                "done", Long.toString(rework.done()),
                "total", Long.toString(rework.total()),
                "message", rework.message());
    }

    private String what(Wish wish, Context context) {
        if (wish instanceof Wish.Undo undo) {
            String value = undo.value();
            return templates.say(
                    context, "what.undo." + undo.scope().name(), value.length() > 24 ? value.substring(0, 12) : value);
        }
        Wish.Retag retag = (Wish.Retag) wish;
        String kinds = EnumSet.copyOf(retag.kinds()).stream()
                .map(kind -> templates.say(context, "kind." + kind.name()))
                .collect(Collectors.joining(", "));
        StringBuilder what = new StringBuilder(templates.say(context, "what.retag", kinds));
        if (retag.onlyInInbox()) {
            what.append(templates.say(context, "what.retag.inbox"));
        }
        if (retag.overwrite()) {
            what.append(templates.say(context, "what.retag.overwrite"));
        }
        if (retag.useFirst()) {
            what.append(templates.say(context, "what.retag.first"));
        }
        if (retag.to() < Long.MAX_VALUE) {
            what.append(
                    templates.say(context, "what.retag.range", Long.toString(retag.from()), Long.toString(retag.to())));
        } else if (retag.from() > 1) {
            what.append(templates.say(context, "what.retag.from", Long.toString(retag.from())));
        }
        return what.toString();
    }

    @GetMapping(path = "/rework", produces = HTML)
    String one(
            Principal user,
            HttpServletRequest request,
            @RequestParam long id,
            @RequestParam(defaultValue = "1") int page) {
        mustAdminister(user);
        Rework rework = sources.reworkLog()
                .rework(id)
                .orElseThrow(() -> new Refusals.NotThere("There is no rework (" + id + ")."));
        int shown = Math.max(1, Math.min(page, 1_000_000));
        List<Change> changes = sources.reworkLog().changes(id, null, (shown - 1) * ROWS, ROWS + 1);
        Map<LabelId, String> names = sources.labels().all().stream().collect(Collectors.toMap(Label::id, Label::name));
        Context context = templates.context(user, request);
        context.setVariable("rework", row(rework, context));
        Rework.State state = rework.state();
        boolean moving = state == Rework.State.PREVIEWING || state == Rework.State.APPLYING;
        context.setVariable("moving", moving);
        context.setVariable("refresh", moving ? "2" : null);
        context.setVariable(
                "canApply",
                (state == Rework.State.READY && rework.counts().planned() > 0)
                        || (state == Rework.State.STOPPED && !rework.appliedBy().isEmpty()));
        context.setVariable("canStop", moving || state == Rework.State.READY);
        context.setVariable(
                "canUndo",
                rework.wish() instanceof Wish.Retag && rework.counts().applied() > 0 && !moving);
        context.setVariable("run", rework.run());
        context.setVariable("counts", rework.counts());
        String documents = Templates.documents(request);
        context.setVariable(
                "changes",
                changes.stream()
                        .limit(ROWS)
                        .map(change -> change(change, names, documents, context))
                        .toList());
        context.setVariable("page", shown);
        context.setVariable("more", changes.size() > ROWS);
        return templates.page("rework", context);
    }

    private String name(Map<LabelId, String> names, @Nullable LabelId label, Context context) {
        return label == null ? "" : names.getOrDefault(label, templates.say(context, "label.deleted"));
    }

    private Map<String, String> change(Change change, Map<LabelId, String> names, String documents, Context context) {
        return Map.of(
                "document", Long.toString(change.document().value()),
                "link",
                        documents.isEmpty()
                                ? ""
                                : documents + "/" + change.document().value(),
                "kind", change.kind().name(),
                "off", name(names, change.offLabel(), context),
                "on", name(names, change.onLabel(), context),
                "probability", change.snapshot().isEmpty() ? "" : Templates.percent(context, change.probability()),
                "reason", change.reason(),
                "state", change.state().name(),
                "why", change.why());
    }

    @PostMapping("/retag")
    ResponseEntity<Void> retag(
            Principal user,
            @RequestParam(required = false) @Nullable Set<LabelKind> kind,
            @RequestParam(defaultValue = "false") boolean inbox,
            @RequestParam(defaultValue = "false") boolean overwrite,
            @RequestParam(defaultValue = "false") boolean first) {
        mustAdminister(user);
        Set<LabelKind> kinds = kind == null ? Set.of() : kind;
        return see(sources.reworks()
                .begin(new Wish.Retag(kinds, inbox, overwrite, first, 1, Long.MAX_VALUE), user.getName()));
    }

    @PostMapping("/undo")
    ResponseEntity<Void> undo(Principal user, @RequestParam String scope, @RequestParam String value) {
        mustAdminister(user);
        Wish.Undo.Scope what = EnumSet.allOf(Wish.Undo.Scope.class).stream()
                .filter(one -> one.name().equals(scope.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new Refusals.NotUnderstood("scope (" + scope + ") must be one of ASSIGNMENT, RUN, SNAPSHOT."));
        Wish.Undo wish = new Wish.Undo(what, value.strip());
        return see(sources.reworks().begin(wish, user.getName()));
    }

    @PostMapping("/rework-apply")
    ResponseEntity<Void> apply(Principal user, @RequestParam long id) {
        mustAdminister(user);
        return see(sources.reworks().apply(id, user.getName()));
    }

    @PostMapping("/rework-stop")
    ResponseEntity<Void> stop(Principal user, @RequestParam long id) {
        mustAdminister(user);
        return see(sources.reworks().stop(id));
    }

    private static ResponseEntity<Void> see(Rework rework) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("./rework?id=" + rework.id()))
                .build();
    }

    private void mustAdminister(Principal user) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may retag and undo.");
        }
    }
}
