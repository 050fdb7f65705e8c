package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Sheet;
import dev.tagwright.classifier.feedback.StoredJob;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.Findings;
import dev.tagwright.classifier.review.NotDoneException;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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

/** Documents whose labels are perhaps wrong or missing, and documents for one label: looked for, put right, taken back. */
@RestController
class FindingsPage {

    private static final int JOBS = 200;
    private static final int LISTED = 8;
    private static final int ROWS = 25;

    /** Below this, a number says nothing that a word does not say better. */
    private static final double HARDLY = 0.01;

    private final Pages.Sources sources;
    private final Templates templates;

    FindingsPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping(path = "/findings", produces = ReviewPage.HTML)
    String found(
            Principal user,
            HttpServletRequest request,
            @RequestParam(name = "job", defaultValue = "0") long id,
            @RequestParam(defaultValue = "1") int page) {
        mustAdminister(user);
        Review review = ReviewPage.review(sources);
        Map<LabelId, String> names = sources.labels().all().stream().collect(Collectors.toMap(Label::id, Label::name));
        List<StoredJob> jobs =
                sources.jobs().newest(JOBS).stream().filter(Findings::isOf).toList();
        StoredJob shown = id == 0 ? jobs.stream().findFirst().orElse(null) : job(id);
        Context context = templates.context(user, request);
        context.setVariable(
                "jobs",
                jobs.stream()
                        .limit(LISTED)
                        .map(job -> about(job, names, context))
                        .toList());
        context.setVariable("work", null);
        if (shown != null) {
            Caller caller = new Caller(user.getName());
            int at = Math.max(1, Math.min(page, 1000));
            Work.show(context, shown);
            context.setVariable("about", about(shown, names, context));
            context.setVariable(
                    "rows",
                    rows(caller, review, review.findings().page(caller, shown, (at - 1) * ROWS, ROWS), names, context));
            context.setVariable("page", at);
            context.setVariable("more", Findings.count(shown) > at * ROWS);
        }
        return templates.page("findings", context);
    }

    private Map<String, String> about(StoredJob job, Map<LabelId, String> names, Context context) {
        String name =
                Findings.label(job).map(label -> name(label, names, context)).orElse("");
        return Map.of(
                "id", Long.toString(job.id()),
                "label", name,
                "state", job.state().name(),
                "at", Templates.time(job.createdAt()));
    }

    private String name(LabelId label, Map<LabelId, String> names, Context context) {
        return names.getOrDefault(label, templates.say(context, "label.deleted"));
    }

    private List<Map<String, Object>> rows(
            Caller caller, Review review, List<Findings.Found> found, Map<LabelId, String> names, Context context) {
        Map<DocumentId, Sheet> sheets =
                review
                        .filing()
                        .sheets(
                                caller,
                                found.stream().map(one -> one.document().id()).toList())
                        .stream()
                        .collect(Collectors.toMap(Sheet::document, Function.identity()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Findings.Found one : found) {
            Sheet sheet = sheets.get(one.document().id());
            if (sheet != null) {
                rows.add(row(one, sheet, names, context));
            }
        }
        return rows;
    }

    private Map<String, Object> row(Findings.Found found, Sheet sheet, Map<LabelId, String> names, Context context) {
        Map<String, Object> row = new HashMap<>();
        row.put("document", Long.toString(sheet.document().value()));
        row.put("title", sheet.title());
        row.put("link", sheet.page());
        row.put("version", Long.toString(found.document().version()));
        row.put("action", found.action());
        row.put(
                "all",
                sheet.mayChange()
                        && found.items().stream().filter(Findings.Item::open).count() > 1);
        row.put(
                "items",
                found.items().stream()
                        .map(item -> item(item, sheet.mayChange(), names, context))
                        .toList());
        return row;
    }

    private Map<String, Object> item(
            Findings.Item item, boolean mayChange, Map<LabelId, String> names, Context context) {
        String name = name(item.label(), names, context);
        String probability = Templates.percent(context, item.probability());
        Double usual = item.usual();
        String said = usual == null
                ? templates.say(
                        context,
                        item.probability() < HARDLY ? "findings.hardly" : "findings.belongs",
                        name,
                        probability)
                : templates.say(
                        context,
                        item.wrong() ? "findings.wrong" : "findings.missing",
                        name,
                        probability,
                        Templates.percent(context, usual));
        return Map.of(
                "key", Wanted.key(item.label()),
                "name", name,
                "kind", item.label().kind().name(),
                "wrong", item.wrong(),
                "said", said,
                "open", item.open(),
                "mayDecide", item.open() && mayChange);
    }

    /** The host has checked the token that came along, here and below. */
    @PostMapping("/findings/look")
    ResponseEntity<Void> look(
            Principal user,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable LabelKind kind,
            @RequestParam(defaultValue = "0") long label) {
        mustAdminister(user);
        StoredJob job;
        if (kind == null) {
            job = sources.jobs().start(Findings.WRONG_LABELS, "{}", user.getName());
        } else {
            LabelId id = Optional.of(label)
                    .filter(number -> number > 0)
                    .map(number -> new LabelId(kind, number))
                    .filter(one -> sources.labels().label(one).isPresent())
                    .orElseThrow(() -> new Refusals.NotThere("There is no label (" + label + ") of this kind."));
            job = sources.jobs().start(Findings.DOCUMENTS, Findings.argument(id), user.getName());
        }
        return see(request, job.id());
    }

    @PostMapping("/findings/stop")
    ResponseEntity<Void> stop(Principal user, HttpServletRequest request, @RequestParam("job") long id) {
        mustAdminister(user);
        sources.jobs().stop(job(id).id());
        return see(request, id);
    }

    @PostMapping("/findings/retry")
    ResponseEntity<Void> retry(Principal user, HttpServletRequest request, @RequestParam("job") long id) {
        mustAdminister(user);
        sources.jobs().retry(job(id).id());
        return see(request, id);
    }

    /** Without labels it is about all that is open on the document. */
    @PostMapping("/findings/decide")
    ResponseEntity<?> decide(
            Principal user,
            HttpServletRequest request,
            @RequestParam("job") long id,
            @RequestParam("document") long document,
            @RequestParam("version") long version,
            @RequestParam("agreed") boolean agreed,
            @RequestParam(defaultValue = "") String label) {
        mustAdminister(user);
        if (document < 1) {
            throw new Refusals.NotThere("There is no document (" + document + ").");
        }
        Set<LabelId> labels = Wanted.key(label).map(Set::of).orElse(Set.of());
        return done(user, request, id, review -> review.findings()
                .decide(new Caller(user.getName()), job(id), new DocumentId(document), labels, agreed, version));
    }

    @PostMapping("/findings/undo")
    ResponseEntity<?> undo(
            Principal user,
            HttpServletRequest request,
            @RequestParam("job") long id,
            @RequestParam("action") long action) {
        mustAdminister(user);
        return done(user, request, id, review -> {
            Action decided = review.actions()
                    .action(action)
                    .filter(one -> one.total() == 1)
                    .orElseThrow(() -> new Refusals.NotThere("There is no action (" + action + ")."));
            review.desk().undo(new Caller(user.getName()), decided);
        });
    }

    private ResponseEntity<?> done(Principal user, HttpServletRequest request, long job, Consumer<Review> what) {
        try {
            what.accept(ReviewPage.review(sources));
            return see(request, job);
        } catch (NotDoneException e) {
            Context context = templates.context(user, request);
            context.setVariable("why", String.valueOf(e.getMessage()));
            context.setVariable("back", where(request, job));
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.valueOf(ReviewPage.HTML))
                    .body(templates.page("refused", context));
        }
    }

    private static ResponseEntity<Void> see(HttpServletRequest request, long job) {
        return ReviewDocumentPage.see(request, where(request, job));
    }

    private static String where(HttpServletRequest request, long job) {
        String page = String.valueOf(request.getParameter("page"));
        return "findings?job=" + job + (page.matches("[1-9]\\d{0,3}") ? "&page=" + page : "");
    }

    private StoredJob job(long id) {
        return sources.jobs()
                .job(id)
                .filter(Findings::isOf)
                .orElseThrow(() -> new Refusals.NotThere("There is no job (" + id + ") that found documents."));
    }

    private void mustAdminister(Principal user) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may see what was found in all documents.");
        }
    }
}
