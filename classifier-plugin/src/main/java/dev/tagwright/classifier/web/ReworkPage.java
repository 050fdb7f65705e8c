package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Wish;
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
    private final Templates templates = new Templates();

    ReworkPage(Pages.Sources sources) {
        this.sources = sources;
    }

    @GetMapping(path = "/reworks", produces = HTML)
    String all(Principal user, HttpServletRequest request) {
        mustAdminister(user);
        Context context = Templates.context(request);
        context.setVariable(
                "reworks",
                sources.reworkLog().newest(NEWEST).stream().map(ReworkPage::row).toList());
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
                EnumSet.allOf(LabelKind.class).stream()
                        .map(kind -> Map.of("value", kind.name(), "name", Templates.words(kind.name())))
                        .toList());
        return templates.page("reworks", context);
    }

    private static Map<String, String> snapshot(KeptSnapshot about) {
        return Map.of(
                "id", Long.toString(about.id()),
                "digest", about.digest(),
                "created", Templates.time(about.createdAt()));
    }

    private static Map<String, String> row(Rework rework) {
        return Map.of(
                "id", Long.toString(rework.id()),
                "what", what(rework.wish()),
                "state", Templates.words(rework.state().name()),
                "by", rework.requestedBy(),
                "created", Templates.time(rework.createdAt()),
                "progress", rework.done() + " of " + rework.total(),
                "message", rework.message());
    }

    private static String what(Wish wish) {
        if (wish instanceof Wish.Undo undo) {
            return "Undo " + Templates.words(undo.scope().name()) + " "
                    + (undo.value().length() > 24 ? undo.value().substring(0, 12) : undo.value());
        }
        Wish.Retag retag = (Wish.Retag) wish;
        return "Retag "
                + EnumSet.copyOf(retag.kinds()).stream()
                        .map(kind -> Templates.words(kind.name()))
                        .collect(Collectors.joining(", "))
                + (retag.onlyInInbox() ? ", only the inbox" : "")
                + (retag.overwrite() ? ", overwriting what machines put on" : "")
                + (retag.useFirst() ? ", using the first" : "")
                + (retag.from() > 1 || retag.to() < Long.MAX_VALUE
                        ? ", documents " + retag.from() + " to "
                                + (retag.to() == Long.MAX_VALUE ? "the last" : retag.to())
                        : "");
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
        Context context = Templates.context(request);
        context.setVariable("rework", row(rework));
        Rework.State state = rework.state();
        boolean moving = state == Rework.State.PREVIEWING || state == Rework.State.APPLYING;
        context.setVariable("moving", moving);
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
        String documents = documents(request);
        context.setVariable(
                "changes",
                changes.stream()
                        .limit(ROWS)
                        .map(change -> change(change, names, documents))
                        .toList());
        context.setVariable("page", shown);
        context.setVariable("more", changes.size() > ROWS);
        return templates.page("rework", context);
    }

    /** Hosts serve a plugin below {@code /plugins/} and documents beside it; elsewhere there are no links. */
    private static String documents(HttpServletRequest request) {
        String path = request.getContextPath();
        int plugins = path.indexOf("/plugins/");
        return plugins < 0 ? "" : path.substring(0, plugins) + "/documents/";
    }

    private static Map<String, String> change(Change change, Map<LabelId, String> names, String documents) {
        return Map.of(
                "document", Long.toString(change.document().value()),
                "link", documents.isEmpty() ? "" : documents + change.document().value(),
                "kind", Templates.words(change.kind().name()),
                "off", ReworkApi.name(names, change.offLabel()),
                "on", ReworkApi.name(names, change.onLabel()),
                "probability", change.snapshot().isEmpty() ? "" : Templates.percent(change.probability()),
                "reason", change.reason(),
                "state", Templates.words(change.state().name()),
                "why", change.why());
    }

    @PostMapping("/retag")
    ResponseEntity<Void> retag(
            Principal user,
            @RequestParam(required = false) @Nullable Set<String> kind,
            @RequestParam(defaultValue = "false") boolean inbox,
            @RequestParam(defaultValue = "false") boolean overwrite,
            @RequestParam(defaultValue = "false") boolean first) {
        mustAdminister(user);
        Set<LabelKind> kinds = EnumSet.noneOf(LabelKind.class);
        (kind == null ? Set.<String>of() : kind).forEach(name -> kinds.add(ReworkApi.kind(name)));
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
