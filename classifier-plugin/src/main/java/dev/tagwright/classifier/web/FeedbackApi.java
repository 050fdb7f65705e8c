package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.feedback.LearningState;
import dev.tagwright.classifier.feedback.Verdict;
import java.security.Principal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people said, and taking it back. */
@RestController
@RequestMapping("/api")
class FeedbackApi {

    private static final int ENTRIES = 200;

    private final Pages.Sources sources;

    FeedbackApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** One thing that somebody said. */
    record EntryView(
            long number,
            long document,
            LabelKind kind,
            long label,
            Verdict verdict,
            @Nullable Long instead,
            String user,
            Instant saidAt,
            String snapshot,
            double probability) {

        static EntryView of(FeedbackEntry entry) {
            LabelId instead = entry.instead();
            return new EntryView(
                    entry.number(),
                    entry.document().value(),
                    entry.label().kind(),
                    entry.label().value(),
                    entry.verdict(),
                    instead == null ? null : instead.value(),
                    entry.user(),
                    entry.saidAt(),
                    entry.snapshot(),
                    entry.probability());
        }
    }

    /** What people said last of a label on a document. */
    record JudgementView(LabelKind kind, long label, boolean belongs) {}

    @GetMapping("/feedback")
    List<EntryView> newest(Principal user) {
        Caller caller = new Caller(user.getName());
        return sources.feedback().newest(ENTRIES).stream()
                .filter(entry -> sources.permissions().mayView(caller, entry.document()))
                .map(EntryView::of)
                .toList();
    }

    /** How far the learning from feedback is. */
    @GetMapping("/learning")
    LearningState learning() {
        return sources.learner().state();
    }

    @GetMapping("/documents/{id}/feedback")
    List<EntryView> ofDocument(Principal user, @PathVariable long id) {
        return sources.feedback().ofDocument(visible(user, id)).stream()
                .map(EntryView::of)
                .toList();
    }

    @GetMapping("/documents/{id}/judgements")
    List<JudgementView> judgements(Principal user, @PathVariable long id) {
        return sources.feedback().judged(visible(user, id)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(one -> new JudgementView(one.getKey().kind(), one.getKey().value(), one.getValue()))
                .toList();
    }

    /** What was said of the label counts no more: it may be suggested again. */
    @DeleteMapping("/documents/{id}/judgements/{kind}/{label}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Principal user, @PathVariable long id, @PathVariable LabelKind kind, @PathVariable long label) {
        DocumentId document = visible(user, id);
        if (!sources.permissions().mayChange(new Caller(user.getName()), document)) {
            throw new Refusals.NotAllowed(
                    "Only who may change document (" + id + ") may take back what was said of it.");
        }
        if (label < 1 || !sources.taker().revoke(document, new LabelId(kind, label), user.getName())) {
            throw new Refusals.NotThere("Nobody said anything of label (" + label + ") on document (" + id + ").");
        }
    }

    private DocumentId visible(Principal user, long id) {
        if (id < 1 || !sources.permissions().mayView(new Caller(user.getName()), new DocumentId(id))) {
            throw new Refusals.NotThere("There is no document (" + id + ").");
        }
        return new DocumentId(id);
    }
}
