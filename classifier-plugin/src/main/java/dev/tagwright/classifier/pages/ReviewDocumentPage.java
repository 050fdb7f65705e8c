package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.host.FilingDelta.NewLabel;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.Decision;
import dev.tagwright.classifier.review.NotDoneException;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/**
 * One waiting document: its page beside its fields, what is suggested and why, and every way to decide. A request with the
 * header {@code X-Part} is answered with the part of the page that shows the document, or with JSON; without it with pages
 * and redirects, so that everything works without scripts.
 */
@RestController
class ReviewDocumentPage {

    private static final MediaType HTML = MediaType.valueOf(ReviewPage.HTML);
    private static final int LONGEST_NAME = 128;

    private final Pages.Sources sources;
    private final Templates templates;

    ReviewDocumentPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    /** Leads to the document to look at next, or says that none waits. */
    @GetMapping("/review/next")
    ResponseEntity<?> next(
            Principal user,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable List<Long> not,
            @RequestHeader(name = "X-Part", required = false) @Nullable String part) {
        Review review = ReviewPage.review(sources);
        Wanted wanted = Wanted.of(request);
        Optional<DocumentId> next = review.queue()
                .next(
                        new Caller(user.getName()),
                        wanted.filter(),
                        wanted.order(),
                        not == null
                                ? List.of()
                                : not.stream()
                                        .filter(id -> id > 0)
                                        .map(DocumentId::new)
                                        .toList());
        if (part == null) {
            String where = next.map(id -> "review/" + id.value() + wanted.query())
                    .orElse("review" + wanted.query() + (wanted.query().isEmpty() ? "?" : "&") + "said=through");
            return see(request, where);
        }
        if (next.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        return shown(user, request, next.get(), true);
    }

    @GetMapping("/review/{id:[0-9]+}")
    ResponseEntity<?> one(
            Principal user,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestHeader(name = "X-Part", required = false) @Nullable String part) {
        return shown(user, request, document(id), part != null);
    }

    private static DocumentId document(long id) {
        if (id < 1) {
            throw new Refusals.NotThere("There is no document (" + id + ").");
        }
        return new DocumentId(id);
    }

    private ResponseEntity<String> shown(Principal user, HttpServletRequest request, DocumentId id, boolean part) {
        Review review = ReviewPage.review(sources);
        Caller caller = new Caller(user.getName());
        Context context = templates.context(user, request);
        if (!new ReviewSheet(sources, review, templates).fill(context, caller, id)) {
            throw new Refusals.NotThere("There is no document (" + id.value() + ").");
        }
        if (sources.permissions().mayChange(caller, id)) {
            review.queue().claim(caller, id);
        }
        Wanted wanted = Wanted.of(request);
        context.setVariable("script", "review");
        context.setVariable("query", wanted.query());
        context.setVariable(
                "kinds", Arrays.stream(LabelKind.values()).map(LabelKind::name).toList());
        String page =
                part ? templates.part("reviewdocument", "sheet", context) : templates.page("reviewdocument", context);
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("X-Document", Long.toString(id.value()))
                .body(page);
    }

    /** The labels that can be chosen instead, for whoever types the beginning of a name. */
    @GetMapping("/review/labels")
    List<Map<String, String>> labels() {
        return sources.labels().all().stream()
                .filter(label -> !label.inbox())
                .map(label -> Map.of(
                        "key", Wanted.key(label.id()),
                        "kind", label.id().kind().name(),
                        "name", label.name(),
                        "auto", label.algorithm() == MatchingAlgorithm.AUTO ? "yes" : ""))
                .toList();
    }

    /**
     * What came of a decision.
     *
     * @param action its number, to take it back
     * @param stay whether there is more to decide on the document
     */
    record Decided(long action, boolean stay) {}

    @PostMapping("/review/{id:[0-9]+}")
    ResponseEntity<?> decide(
            Principal user,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam("do") String what,
            @RequestParam(defaultValue = "0") long version,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(required = false) @Nullable List<String> shown,
            @RequestParam(required = false) @Nullable List<String> ticked,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(name = "chosen", defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "false") boolean create,
            @RequestParam(defaultValue = "false") boolean checked,
            @RequestHeader(name = "X-Part", required = false) @Nullable String part) {
        Review review = ReviewPage.review(sources);
        Wish wish = new Wish(
                what, keys(shown), keys(ticked), Wanted.key(cursor).orElse(null), kind, name.strip(), create, checked);
        Decision decision = wish.decision(document(id), version, keys(Arrays.asList(seen.split(" "))));
        Action action;
        try {
            action = review.desk().decide(new Caller(user.getName()), decision);
        } catch (NotDoneException e) {
            return refused(user, request, part != null, document(id), String.valueOf(e.getMessage()));
        }
        boolean stay = wish.staysIfOpen() && review.log().find(document(id)).isPresent();
        if (part != null) {
            return ResponseEntity.ok(new Decided(action.id(), stay));
        }
        String query = Wanted.of(request).query();
        return see(request, stay ? "review/" + id + query : "review/next" + query);
    }

    private ResponseEntity<?> refused(
            Principal user, HttpServletRequest request, boolean part, DocumentId id, String why) {
        if (part) {
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("said", why));
        }
        Context context = templates.context(user, request);
        context.setVariable("why", why);
        context.setVariable("back", "review/" + id.value() + Wanted.of(request).query());
        return ResponseEntity.status(HttpStatus.CONFLICT).contentType(HTML).body(templates.page("refused", context));
    }

    static ResponseEntity<Void> see(HttpServletRequest request, String where) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(request.getContextPath() + "/" + where))
                .build();
    }

    private static Set<LabelId> keys(@Nullable List<String> written) {
        return written == null
                ? Set.of()
                : written.stream()
                        .map(Wanted::key)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the form says. */
    private final class Wish {

        private final String what;
        private final Set<LabelId> shown;
        private final Set<LabelId> ticked;
        private final @Nullable LabelId cursor;
        private final String kind;
        private final String name;
        private final boolean create;
        private final boolean checked;

        Wish(
                String what,
                Set<LabelId> shown,
                Set<LabelId> ticked,
                @Nullable LabelId cursor,
                String kind,
                String name,
                boolean create,
                boolean checked) {
            this.what = what;
            this.shown = shown;
            this.ticked = ticked;
            this.cursor = cursor;
            this.kind = kind;
            this.name = name;
            this.create = create;
            this.checked = checked;
        }

        boolean staysIfOpen() {
            return what.equals("reject") || what.equals("correct") || what.equals("add");
        }

        Decision decision(DocumentId document, long version, Set<LabelId> seen) {
            return switch (what) {
                case "accept" -> {
                    Set<LabelId> left = new TreeSet<>(shown);
                    left.removeAll(ticked);
                    Action.Verb verb = ticked.isEmpty() ? Action.Verb.PASS : Action.Verb.ACCEPT;
                    yield of(document, version, seen, verb, ticked, Set.of(), List.of(), left);
                }
                case "reject" ->
                    of(document, version, seen, Action.Verb.REJECT, Set.of(), cursor(), List.of(), Set.of());
                case "none" -> of(document, version, seen, Action.Verb.REJECT, Set.of(), shown, List.of(), Set.of());
                case "pass" -> of(document, version, seen, Action.Verb.PASS, Set.of(), Set.of(), List.of(), shown);
                case "skip" -> of(document, version, seen, Action.Verb.SKIP, Set.of(), Set.of(), List.of(), Set.of());
                case "never" -> of(document, version, seen, Action.Verb.NEVER, Set.of(), Set.of(), List.of(), Set.of());
                case "correct" -> chosen(document, version, seen, Action.Verb.CORRECT, cursor());
                case "add" -> chosen(document, version, seen, Action.Verb.ADD, Set.of());
                default ->
                    throw new Refusals.NotUnderstood(
                            "do (" + what.length() + " characters) must be one of accept, reject,"
                                    + " none, pass, skip, never, correct, add.");
            };
        }

        private Set<LabelId> cursor() {
            if (cursor == null) {
                throw new Refusals.NotUnderstood("cursor must name the suggestion that is meant, such as TAG-3.");
            }
            return Set.of(cursor);
        }

        private Decision chosen(
                DocumentId document, long version, Set<LabelId> seen, Action.Verb verb, Set<LabelId> refuse) {
            LabelKind of = Arrays.stream(LabelKind.values())
                    .filter(one -> one.name().equals(kind))
                    .findFirst()
                    .orElseThrow(() ->
                            new Refusals.NotUnderstood("chosen must be one of " + List.of(LabelKind.values()) + "."));
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw new Refusals.NotUnderstood("name must have 1 to " + LONGEST_NAME + " characters.");
            }
            Optional<LabelId> known = sources.labels().all().stream()
                    .filter(label -> label.id().kind() == of && label.name().equalsIgnoreCase(name))
                    .map(Label::id)
                    .findFirst();
            if (known.isEmpty() && !create) {
                throw new Refusals.NotUnderstood("There is no label of this kind and name. Ask for it to be created.");
            }
            Set<LabelId> accept = known.map(Set::of).orElse(Set.of());
            Set<LabelId> others = new TreeSet<>(refuse);
            others.removeAll(accept);
            return of(
                    document,
                    version,
                    seen,
                    verb,
                    accept,
                    others,
                    known.isPresent() ? List.of() : List.of(new NewLabel(of, name)),
                    Set.of());
        }

        private Decision of(
                DocumentId document,
                long version,
                Set<LabelId> seen,
                Action.Verb verb,
                Set<LabelId> accept,
                Set<LabelId> refuse,
                List<NewLabel> fresh,
                Set<LabelId> pass) {
            return new Decision(
                    document,
                    verb,
                    seen,
                    version,
                    accept,
                    refuse,
                    Objects.requireNonNull(fresh),
                    pass,
                    checked && verb != Action.Verb.SKIP);
        }
    }
}
