package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Sheet;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.Filter;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.NotDoneException;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.review.Step;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** What was decided in reviews, on one document or on many: previewed, done, taken back. */
@RestController
class ReviewActionsPage {

    private static final int NEWEST = 50;
    private static final int ROWS = 100;

    private final Pages.Sources sources;
    private final Templates templates;

    ReviewActionsPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping(path = "/review/actions", produces = ReviewPage.HTML)
    String all(Principal user, HttpServletRequest request) {
        Review review = ReviewPage.review(sources);
        Context context = templates.context(user, request);
        boolean everyones = sources.permissions().mayAdminister(new Caller(user.getName()));
        context.setVariable(
                "actions",
                review.actions().newest(everyones ? "" : user.getName(), NEWEST).stream()
                        .map(action -> row(action, context))
                        .toList());
        return templates.page("reviewactions", context);
    }

    private Map<String, Object> row(Action action, Context context) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", Long.toString(action.id()));
        row.put("verb", action.verb().name());
        row.put("filter", action.filter());
        row.put("state", action.state().name());
        row.put("user", action.user());
        row.put("at", Templates.time(action.askedAt()));
        row.put("total", action.total());
        row.put("done", action.done());
        row.put("left", action.leftAlone());
        row.put("said", templates.say(context, "verb." + action.verb().name()));
        return row;
    }

    private Action find(Principal user, long id) {
        Caller caller = new Caller(user.getName());
        return ReviewPage.review(sources)
                .actions()
                .action(id)
                .filter(action -> action.user().equals(user.getName())
                        || sources.permissions().mayAdminister(caller))
                .orElseThrow(() -> new Refusals.NotThere("There is no action (" + id + ")."));
    }

    @GetMapping(path = "/review/actions/{id:[0-9]+}", produces = ReviewPage.HTML)
    String one(
            Principal user,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "1") int page) {
        Review review = ReviewPage.review(sources);
        Action action = find(user, id);
        int shown = Math.max(1, Math.min(page, 1_000_000));
        List<Step> steps = review.actions().steps(id, (shown - 1) * ROWS, ROWS + 1);
        Map<LabelId, String> names = sources.labels().all().stream().collect(Collectors.toMap(Label::id, Label::name));
        Context context = templates.context(user, request);
        boolean moving = action.state() == Action.State.RUNNING || action.state() == Action.State.UNDOING;
        context.setVariable("refresh", moving ? "2" : null);
        context.setVariable("action", row(action, context));
        context.setVariable("moving", moving);
        context.setVariable("canApply", action.state() == Action.State.PLANNED);
        context.setVariable("canUndo", action.state() == Action.State.DONE);
        context.setVariable("steps", steps(user, steps.stream().limit(ROWS).toList(), names, context));
        context.setVariable("page", shown);
        context.setVariable("more", steps.size() > ROWS);
        return templates.page("reviewaction", context);
    }

    private List<Map<String, String>> steps(
            Principal user, List<Step> steps, Map<LabelId, String> names, Context context) {
        Map<DocumentId, Sheet> sheets = ReviewPage.review(sources)
                .filing()
                .sheets(
                        new Caller(user.getName()),
                        steps.stream().map(Step::document).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Sheet::document, Function.identity()));
        List<Map<String, String>> rows = new ArrayList<>();
        for (Step step : steps) {
            Sheet sheet = sheets.get(step.document());
            rows.add(Map.of(
                    "document", Long.toString(step.document().value()),
                    "title", sheet == null ? "" : sheet.title(),
                    "link", sheet == null ? "" : sheet.page(),
                    "accepted", labels(step.accepted(), names, context),
                    "refused", labels(step.refused(), names, context),
                    "probability", step.probability() == 0 ? "" : Templates.percent(context, step.probability()),
                    "state", step.state().name(),
                    "why", step.why()));
        }
        return rows;
    }

    private String labels(Set<LabelId> labels, Map<LabelId, String> names, Context context) {
        return labels.stream()
                .sorted()
                .map(label -> names.getOrDefault(label, templates.say(context, "label.deleted")))
                .collect(Collectors.joining(", "));
    }

    /** Writes down what accepting or rejecting all that the filter means would change, and shows it. */
    @PostMapping("/review/plan")
    ResponseEntity<?> plan(Principal user, HttpServletRequest request, @RequestParam("verb") String verb) {
        Wanted wanted = Wanted.of(request);
        Context context = templates.context(user, request);
        Action.Verb what = verb.equals("REJECT") ? Action.Verb.REJECT : Action.Verb.ACCEPT;
        return planned(user, request, "review" + wanted.query(), review -> review.bulk()
                .plan(new Caller(user.getName()), what, wanted.filter(), described(wanted.filter(), context)));
    }

    /** Writes down what putting one label on a group of documents would change, and shows it. */
    @PostMapping("/review/group")
    ResponseEntity<?> group(
            Principal user,
            HttpServletRequest request,
            @RequestParam("document") List<Long> documents,
            @RequestParam("label") String label) {
        LabelId id = Wanted.key(label)
                .filter(one -> sources.labels().label(one).isPresent())
                .orElseThrow(() -> new Refusals.NotUnderstood("label must name one that is there, such as TAG-3."));
        List<DocumentId> group =
                documents.stream().filter(one -> one > 0).map(DocumentId::new).toList();
        Context context = templates.context(user, request);
        return planned(user, request, "review", review -> review.bulk()
                .plan(new Caller(user.getName()), id, group, templates.say(context, "action.group")));
    }

    private ResponseEntity<?> planned(
            Principal user, HttpServletRequest request, String back, Function<Review, Action> plan) {
        try {
            return ReviewDocumentPage.see(
                    request,
                    "review/actions/" + plan.apply(ReviewPage.review(sources)).id());
        } catch (NotDoneException e) {
            return refused(user, request, back, e);
        }
    }

    private ResponseEntity<?> refused(Principal user, HttpServletRequest request, String back, NotDoneException e) {
        Context context = templates.context(user, request);
        context.setVariable("why", String.valueOf(e.getMessage()));
        context.setVariable("back", back);
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.valueOf(ReviewPage.HTML))
                .body(templates.page("refused", context));
    }

    private String described(Filter filter, Context context) {
        List<String> parts = new ArrayList<>();
        LabelId label = filter.label();
        if (label != null) {
            parts.add(sources.labels().label(label).map(Label::name).orElse(""));
        }
        LabelKind kind = filter.kind();
        if (kind != null) {
            parts.add(templates.say(context, "kind." + kind.name()));
        }
        if (filter.correspondent() >= 0) {
            parts.add(templates.say(context, "kind.CORRESPONDENT") + " "
                    + (filter.correspondent() == 0
                            ? templates.say(context, "none")
                            : sources.labels()
                                    .label(new LabelId(LabelKind.CORRESPONDENT, filter.correspondent()))
                                    .map(Label::name)
                                    .orElse("")));
        }
        if (filter.from() > 0 || filter.to() < 1) {
            parts.add(Templates.percent(context, filter.from()) + " – " + Templates.percent(context, filter.to()));
        }
        Flag flag = filter.flag();
        if (flag != null) {
            parts.add(templates.say(context, "flag." + flag.name()));
        }
        return parts.isEmpty() ? templates.say(context, "action.all") : String.join(", ", parts);
    }

    @PostMapping("/review/actions/{id:[0-9]+}")
    ResponseEntity<?> move(
            Principal user, HttpServletRequest request, @PathVariable long id, @RequestParam("do") String what) {
        Review review = ReviewPage.review(sources);
        Action action = find(user, id);
        Caller caller = new Caller(user.getName());
        try {
            switch (what) {
                case "apply" -> review.bulk().apply(caller, action);
                case "undo" -> review.bulk().undo(caller, action);
                case "drop" -> review.bulk().drop(caller, action);
                default -> throw new Refusals.NotUnderstood("do must be one of apply, undo, drop.");
            }
        } catch (NotDoneException e) {
            return refused(user, request, "review/actions/" + id, e);
        }
        return ReviewDocumentPage.see(request, "review/actions/" + id);
    }

    /** Takes back the last thing that somebody decided, or the one that is named. */
    @PostMapping("/review/undo")
    ResponseEntity<?> undo(
            Principal user,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable Long action,
            @RequestHeader(name = "X-Part", required = false) @Nullable String part) {
        Review review = ReviewPage.review(sources);
        Action last = action == null ? review.actions().lastDone(user.getName()).orElse(null) : find(user, action);
        String why;
        try {
            if (last != null && last.total() == 1) {
                DocumentId document = review.desk().undo(new Caller(user.getName()), last);
                String where = "review/" + document.value() + Wanted.of(request).query();
                return part == null
                        ? ReviewDocumentPage.see(request, where)
                        : ResponseEntity.ok(Map.of("document", document.value()));
            }
            if (last != null && part == null) {
                return ReviewDocumentPage.see(request, "review/actions/" + last.id());
            }
            why = templates.say(templates.context(user, request), last == null ? "undo.nothing" : "undo.many");
        } catch (NotDoneException e) {
            why = String.valueOf(e.getMessage());
        }
        if (part == null) {
            Context context = templates.context(user, request);
            context.setVariable("why", why);
            context.setVariable("back", "review");
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.valueOf(ReviewPage.HTML))
                    .body(templates.page("refused", context));
        }
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("said", why));
    }
}
