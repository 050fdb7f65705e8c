package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.SimilarDocuments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vectors that the host's engine holds, if it has one that takes those of the model. Safe for any number of threads. */
final class HostNeighbours {

    private static final Logger LOG = LoggerFactory.getLogger(HostNeighbours.class);

    /** So many are asked for beyond what is wanted, as some may not be shown. */
    private static final int SPARE = 20;

    private static final int BATCH = 100;

    private final Optional<SimilarDocuments> engine;

    HostNeighbours(Optional<SimilarDocuments> engine) {
        this.engine = engine;
    }

    /** Returns whether the host has an engine for vectors of this length. */
    boolean takes(int length) {
        return engine.isPresent() && engine.get().vectorLength() == length;
    }

    /**
     * Returns the nearest documents that carry a label.
     *
     * @param shown what may be shown as carrying it
     * @return empty when the host cannot tell now
     */
    Optional<List<Evidence.Similar>> nearest(
            String model,
            float[] vector,
            int count,
            LabelId label,
            Predicate<DocumentId> visible,
            BiPredicate<DocumentId, LabelId> shown) {
        if (!takes(vector.length)) {
            return Optional.empty();
        }
        try {
            return engine.flatMap(host -> host.nearest(model, vector, label, count + SPARE))
                    .map(found -> found.stream()
                            .filter(near -> shown.test(near.document(), label) && visible.test(near.document()))
                            .limit(count)
                            .toList());
        } catch (RuntimeException e) {
            LOG.debug("The host cannot tell what is near; the vectors in memory do.", e);
            return Optional.empty();
        }
    }

    /** Hands vectors to the host in batches; when it does not take them, nothing is lost but its help. For one thread. */
    final class Handing {

        private final String model;
        private final Map<DocumentId, float[]> batch = new HashMap<>();
        private boolean refused;

        Handing(String model) {
            this.model = model;
        }

        void add(DocumentId document, float[] vector) {
            if (!refused && takes(vector.length)) {
                batch.put(document, vector);
                if (batch.size() == BATCH) {
                    flush();
                }
            }
        }

        void flush() {
            try {
                if (!batch.isEmpty()) {
                    engine.ifPresent(host -> host.keep(model, Map.copyOf(batch)));
                }
            } catch (RuntimeException e) {
                refused = true;
                LOG.debug("The host does not take vectors; they stay in memory.", e);
            }
            batch.clear();
        }
    }
}
