package dev.tagwright.host.pages;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.plugins.FeedbackOutbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the plugin what people said about labels. What a person does succeeds whether the plugin listens or not. */
@Component
class Judgements {

    private final DocumentLabels documentLabels;
    private final FeedbackOutbox outbox;
    private final Clock clock;

    Judgements(DocumentLabels documentLabels, FeedbackOutbox outbox, Clock clock) {
        this.documentLabels = documentLabels;
        this.outbox = outbox;
        this.clock = clock;
    }

    void accepted(long document, LabelId label, Visitor visitor) {
        tell(List.of(feedback(document, label, Feedback.Verdict.ACCEPTED, null, visitor)));
    }

    void rejected(long document, LabelId label, Visitor visitor) {
        tell(List.of(feedback(document, label, Feedback.Verdict.REJECTED, null, visitor)));
    }

    /** Does a change, and tells what it says about the labels that the plugin had put on the document. */
    void judging(long document, Visitor visitor, Runnable change) {
        Map<Long, DocumentLabel> before = byPlugin(document);
        change.run();
        Map<Long, DocumentLabel> after = new TreeMap<>();
        documentLabels.of(document).forEach(label -> after.put(label.getLabelId(), label));
        List<Feedback> items = new ArrayList<>();
        before.forEach((id, label) -> {
            DocumentLabel now = after.get(id);
            if (now == null) {
                items.add(lost(document, label, after, visitor));
            } else if (now.getOrigin() == Origin.PERSON) {
                items.add(feedback(document, label.label(), Feedback.Verdict.ACCEPTED, null, visitor));
            }
        });
        tell(items);
    }

    private Map<Long, DocumentLabel> byPlugin(long document) {
        Map<Long, DocumentLabel> found = new TreeMap<>();
        documentLabels.of(document).stream()
                .filter(label -> label.getOrigin() == Origin.PLUGIN)
                .forEach(label -> found.put(label.getLabelId(), label));
        return found;
    }

    private Feedback lost(long document, DocumentLabel label, Map<Long, DocumentLabel> after, Visitor visitor) {
        Optional<LabelId> instead = label.getKind().multiValued()
                ? Optional.empty()
                : after.values().stream()
                        .filter(one -> one.getKind() == label.getKind())
                        .map(DocumentLabel::label)
                        .findFirst();
        return instead.map(right -> feedback(document, label.label(), Feedback.Verdict.CORRECTED, right, visitor))
                .orElseGet(() -> feedback(document, label.label(), Feedback.Verdict.REJECTED, null, visitor));
    }

    private Feedback feedback(
            long document, LabelId label, Feedback.Verdict verdict, @Nullable LabelId instead, Visitor visitor) {
        return new Feedback(new DocumentId(document), label, verdict, instead, visitor.name(), clock.instant());
    }

    private void tell(List<Feedback> items) {
        outbox.tell(items);
    }
}
