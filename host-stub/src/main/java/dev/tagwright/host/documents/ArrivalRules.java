package dev.tagwright.host.documents;

import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.matching.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Puts the labels on a document whose rules match its text. */
@Component
public class ArrivalRules {

    private final Labels labels;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final Matcher matcher;

    ArrivalRules(Labels labels, Documents documents, DocumentLabels documentLabels, Matcher matcher) {
        this.labels = labels;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.matcher = matcher;
    }

    /** Returns the labels whose rules match a text, by kind and then by name. Slow expressions count as no match. */
    public List<StoredLabel> matching(String text) {
        return labels.all().stream()
                .filter(label -> matcher.matches(label, text))
                .toList();
    }

    /**
     * Puts all tags and, where the field is empty, the first correspondent, type and storage path by name whose rule
     * matches. The text is matched before the transaction begins; if the document changed meanwhile, what its labels
     * are then counts.
     */
    public LabelChange apply(long document) {
        List<StoredLabel> matching = matching(documents.text(document));
        Map<Long, Grounds> wishes = new LinkedHashMap<>();
        matching.forEach(label -> wishes.put(
                label.getId(), Grounds.because("Its rule (" + label.getAlgorithm() + ") matches the text.")));
        return documentLabels.offer(document, wishes, Actor.rules());
    }
}
