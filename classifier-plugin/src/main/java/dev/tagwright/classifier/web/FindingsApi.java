package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.feedback.StoredJob;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.Findings;
import dev.tagwright.classifier.review.NotDoneException;
import dev.tagwright.classifier.review.Review;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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

/** What jobs found about labels of documents, and deciding on it. Only for administrators, as the jobs are. */
@RestController
@RequestMapping("/api/jobs/{id}/findings")
class FindingsApi {

    private static final int MOST = 200;

    private final Pages.Sources sources;

    FindingsApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** One document with what was found about it. */
    record FoundView(
            long document,
            long version,
            List<ItemView> items,
            @Nullable Long action) {

        static FoundView of(Findings.Found found) {
            return new FoundView(
                    found.document().id().value(),
                    found.document().version(),
                    found.items().stream().map(ItemView::of).toList(),
                    found.action());
        }
    }

    /** One label that is perhaps wrong there, or perhaps missing. */
    record ItemView(
            LabelKind kind,
            long label,
            boolean wrong,
            double probability,
            @Nullable Double usual,
            boolean open) {

        static ItemView of(Findings.Item item) {
            return new ItemView(
                    item.label().kind(),
                    item.label().value(),
                    item.wrong(),
                    item.probability(),
                    item.usual(),
                    item.open());
        }
    }

    /** What somebody decides; without labels on all that is open on the document. */
    record DecisionBody(
            @Nullable Long document,
            @Nullable List<@Nullable LabelBody> labels,
            @Nullable Boolean agreed,
            @Nullable Long version) {}

    /** Names a label. */
    record LabelBody(@Nullable LabelKind kind, @Nullable Long label) {}

    /** What was decided, to be taken back by its number. */
    record ActionView(long action, Action.Verb verb, Action.State state) {}

    @GetMapping
    List<FoundView> found(Principal user, @PathVariable long id, @RequestParam(defaultValue = "0") int from) {
        StoredJob job = job(user, id);
        return review().findings().page(new Caller(user.getName()), job, Math.max(0, from), MOST).stream()
                .map(FoundView::of)
                .toList();
    }

    @PostMapping
    ActionView decide(Principal user, @PathVariable long id, @RequestBody DecisionBody body) {
        StoredJob job = job(user, id);
        Boolean agreed = body.agreed();
        Long document = body.document();
        if (document == null || document < 1 || agreed == null) {
            throw new Refusals.NotUnderstood("document and agreed must be given, such as"
                    + " {\"document\": 12, \"agreed\": true, \"labels\": [{\"kind\": \"TAG\", \"label\": 7}]}.");
        }
        Set<LabelId> labels = new HashSet<>();
        for (LabelBody label : body.labels() == null ? List.<@Nullable LabelBody>of() : body.labels()) {
            LabelKind kind = label == null ? null : label.kind();
            Long number = label == null ? null : label.label();
            if (kind == null || number == null || number < 1) {
                throw new Refusals.NotUnderstood(
                        "each of labels must have a kind and a number, such as {\"kind\": \"TAG\", \"label\": 7}.");
            }
            labels.add(new LabelId(kind, number));
        }
        return done(() -> {
            Action action = review().findings()
                    .decide(new Caller(user.getName()), job, new DocumentId(document), labels, agreed, body.version());
            return new ActionView(action.id(), action.verb(), action.state());
        });
    }

    /** Takes back what was decided on one document: its labels and what was said of them are as before. */
    @PostMapping("/{action}/undo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(Principal user, @PathVariable long id, @PathVariable long action) {
        job(user, id);
        Action decided = review().actions()
                .action(action)
                .filter(one -> one.total() == 1)
                .orElseThrow(() -> new Refusals.NotThere("Nothing was decided under the number (" + action + ")."));
        done(() -> review().desk().undo(new Caller(user.getName()), decided));
    }

    private static <T> T done(Supplier<T> what) {
        try {
            return what.get();
        } catch (NotDoneException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Review review() {
        return sources.review()
                .orElseThrow(() -> new Refusals.NotThere("The host lets nobody file documents on pages of plugins."));
    }

    private StoredJob job(Principal user, long id) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may see what was found in all documents.");
        }
        return sources.jobs()
                .job(id)
                .filter(Findings::isOf)
                .orElseThrow(() -> new Refusals.NotThere("There is no job (" + id + ") that found documents."));
    }
}
