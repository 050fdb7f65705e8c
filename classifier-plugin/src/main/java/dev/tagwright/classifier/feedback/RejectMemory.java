package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.suggestion.RefusedLabels;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people refused, as the log has it; while the log cannot be read, what is known of it from before. Safe for any
 * number of threads.
 */
public final class RejectMemory implements RefusedLabels {

    private static final Logger LOG = LoggerFactory.getLogger(RejectMemory.class);

    private final FeedbackLog log;
    private final Map<DocumentId, Set<LabelId>> known = new ConcurrentHashMap<>();

    public RejectMemory(FeedbackLog log) {
        this.log = log;
    }

    @Override
    public Set<LabelId> of(DocumentId document) {
        try {
            Set<LabelId> refused = Set.copyOf(log.refused(document));
            if (refused.isEmpty()) {
                known.remove(document);
            } else {
                known.put(document, refused);
            }
            return refused;
        } catch (RuntimeException e) {
            LOG.debug("What was refused for document {} could not be read.", document.value(), e);
            return known.getOrDefault(document, Set.of());
        }
    }
}
