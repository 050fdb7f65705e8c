package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.ReworkLog.Standing;
import dev.tagwright.classifier.rework.Wish;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Retagging and undoing by REST; for administrators only. */
@RestController
@RequestMapping("/api")
class ReworkApi {

    private static final int NEWEST = 50;
    private static final int MOST = 1000;

    private final Pages.Sources sources;

    ReworkApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** What to retag; absent switches are false, an absent range is everything. */
    record RetagBody(
            @Nullable List<String> kinds,
            @Nullable Boolean onlyInInbox,
            @Nullable Boolean overwrite,
            @Nullable Boolean useFirst,
            @Nullable Long from,
            @Nullable Long to) {}

    /** What to undo; exactly one of the four. */
    record UndoBody(
            @Nullable Long assignment,
            @Nullable String run,
            @Nullable String digest,
            @Nullable Long snapshot) {}

    /** One rework. */
    record ReworkView(
            long id,
            String run,
            Wish wish,
            Rework.State state,
            String requestedBy,
            String appliedBy,
            Instant createdAt,
            @Nullable Instant endedAt,
            long done,
            long total,
            Rework.Counts counts,
            String message) {

        static ReworkView of(Rework rework) {
            return new ReworkView(
                    rework.id(),
                    rework.run(),
                    rework.wish(),
                    rework.state(),
                    rework.requestedBy(),
                    rework.appliedBy(),
                    rework.createdAt(),
                    rework.endedAt(),
                    rework.done(),
                    rework.total(),
                    rework.counts(),
                    rework.message());
        }
    }

    /** One change; {@code url} leads to the document when the base of documents was given. */
    record ChangeView(
            long document,
            LabelKind kind,
            @Nullable Long off,
            String offName,
            @Nullable Long on,
            String onName,
            double probability,
            double threshold,
            String reason,
            String evidence,
            Change.State state,
            String why,
            String url) {}

    /** A page of changes. */
    record ChangePage(int page, boolean more, List<ChangeView> results) {}

    @PostMapping("/retags")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReworkView retag(Principal user, @RequestBody RetagBody body) {
        mustAdminister(user, "retag the archive");
        Wish wish = understood(() -> retagWish(body));
        return ReworkView.of(sources.reworks().begin(wish, user.getName()));
    }

    private static Wish.Retag retagWish(RetagBody body) {
        Set<LabelKind> kinds = EnumSet.noneOf(LabelKind.class);
        for (String kind : body.kinds() == null ? List.<String>of() : body.kinds()) {
            kinds.add(kind(kind));
        }
        Long from = body.from();
        Long to = body.to();
        return new Wish.Retag(
                kinds,
                Boolean.TRUE.equals(body.onlyInInbox()),
                Boolean.TRUE.equals(body.overwrite()),
                Boolean.TRUE.equals(body.useFirst()),
                from == null ? 1 : from,
                to == null ? Long.MAX_VALUE : to);
    }

    static LabelKind kind(@Nullable String name) {
        try {
            return LabelKind.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kind (" + name + ") must be one of TAG, CORRESPONDENT, DOCUMENT_TYPE, STORAGE_PATH.", e);
        }
    }

    @PostMapping("/undos")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReworkView undo(Principal user, @RequestBody UndoBody body) {
        mustAdminister(user, "undo what the classifier did");
        Wish wish = understood(() -> undoWish(body));
        return ReworkView.of(sources.reworks().begin(wish, user.getName()));
    }

    private Wish.Undo undoWish(UndoBody body) {
        String run = body.run();
        String digest = body.digest();
        Long snapshot = body.snapshot();
        Long assignment = body.assignment();
        if (Stream.of(run, digest, snapshot, assignment)
                        .filter(one -> one != null)
                        .count()
                != 1) {
            throw new IllegalArgumentException(
                    "exactly one of assignment, run, snapshot and digest must be given, to say what is to be undone.");
        }
        if (assignment != null) {
            return new Wish.Undo(Wish.Undo.Scope.ASSIGNMENT, Long.toString(assignment));
        }
        if (snapshot != null) {
            return new Wish.Undo(
                    Wish.Undo.Scope.SNAPSHOT,
                    sources.snapshots()
                            .snapshot(snapshot)
                            .orElseThrow(() -> new IllegalArgumentException("there is no snapshot (" + snapshot
                                    + ") any more. Maybe name it by its digest, which stands with each assignment."))
                            .digest());
        }
        return run == null
                ? new Wish.Undo(Wish.Undo.Scope.SNAPSHOT, String.valueOf(digest))
                : new Wish.Undo(Wish.Undo.Scope.RUN, run);
    }

    private static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new Refusals.NotUnderstood(String.valueOf(e.getMessage()));
        }
    }

    @GetMapping("/runs")
    List<Standing> runs(Principal user) {
        mustAdminister(user, "see what the classifier did");
        return sources.reworkLog().standing(NEWEST);
    }

    @GetMapping("/reworks")
    List<ReworkView> reworks(Principal user) {
        mustAdminister(user, "see reworks");
        return sources.reworkLog().newest(NEWEST).stream().map(ReworkView::of).toList();
    }

    @GetMapping("/reworks/{id}")
    ReworkView rework(Principal user, @PathVariable long id) {
        mustAdminister(user, "see reworks");
        return ReworkView.of(find(id));
    }

    private Rework find(long id) {
        return sources.reworkLog()
                .rework(id)
                .orElseThrow(() -> new Refusals.NotThere("There is no rework (" + id + ")."));
    }

    /** {@code base} is the address of documents, such as {@code https://dms.example.org/documents/}. */
    @GetMapping("/reworks/{id}/changes")
    ChangePage changes(
            Principal user,
            @PathVariable long id,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int size,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String base) {
        mustAdminister(user, "see reworks");
        find(id);
        if (page < 1 || size < 1 || size > MOST) {
            throw new Refusals.NotUnderstood(
                    "page (" + page + ") must be at least 1 and page_size (" + size + ") from 1 to " + MOST + ".");
        }
        Change.State only = state.isEmpty() ? null : understood(() -> changeState(state));
        String folder = understood(() -> folder(base));
        Map<LabelId, String> names = sources.labels().all().stream().collect(Collectors.toMap(Label::id, Label::name));
        List<Change> found = sources.reworkLog().changes(id, only, Math.multiplyExact(page - 1, size), size + 1);
        return new ChangePage(
                page,
                found.size() > size,
                found.stream().limit(size).map(one -> view(one, names, folder)).toList());
    }

    private static Change.State changeState(String name) {
        try {
            return Change.State.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("state (" + name + ") must be one of PLANNED, BEGUN, DONE, LEFT.", e);
        }
    }

    private static String folder(String base) {
        if (base.isEmpty()) {
            return "";
        }
        String scheme = URI.create(base).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("base must be an address that begins with http:// or https://.");
        }
        return base.endsWith("/") ? base : base + "/";
    }

    private static ChangeView view(Change change, Map<LabelId, String> names, String folder) {
        return new ChangeView(
                change.document().value(),
                change.kind(),
                change.off(),
                name(names, change.offLabel()),
                change.on(),
                name(names, change.onLabel()),
                change.probability(),
                change.threshold(),
                change.reason(),
                change.evidence(),
                change.state(),
                change.why(),
                folder.isEmpty() ? "" : folder + change.document().value());
    }

    static String name(Map<LabelId, String> names, @Nullable LabelId label) {
        return label == null ? "" : names.getOrDefault(label, "(deleted)");
    }

    @PostMapping("/reworks/{id}/apply")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReworkView apply(Principal user, @PathVariable long id) {
        mustAdminister(user, "have a rework applied");
        find(id);
        return ReworkView.of(sources.reworks().apply(id, user.getName()));
    }

    @PostMapping("/reworks/{id}/stop")
    ReworkView stop(Principal user, @PathVariable long id) {
        mustAdminister(user, "stop a rework");
        find(id);
        return ReworkView.of(sources.reworks().stop(id));
    }

    private void mustAdminister(Principal user, String what) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may " + what + ".");
        }
    }
}
