package dev.tagwright.host.contract;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.SimilarDocuments;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.DocumentVectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Similar documents by the host's search index. */
@Component
class IndexedSimilarity implements SimilarDocuments {

    private static final int MOST = 1000;

    private final DocumentVectors vectors;
    private final DocumentSearch search;

    IndexedSimilarity(DocumentVectors vectors, DocumentSearch search) {
        this.vectors = vectors;
        this.search = search;
    }

    @Override
    public int vectorLength() {
        return DocumentVectors.LENGTH;
    }

    @Override
    public void keep(String model, Map<DocumentId, float[]> given) {
        Map<Long, float[]> numbered = new HashMap<>();
        given.forEach((document, vector) -> numbered.put(document.value(), vector));
        vectors.keep(model, numbered);
    }

    @Override
    public Optional<List<Evidence.Similar>> nearest(String model, float[] vector, @Nullable LabelId label, int atMost) {
        if (atMost < 1 || atMost > MOST) {
            throw new IllegalArgumentException("atMost (" + atMost + ") must be in 1 to " + MOST);
        }
        return search.nearest(model, vector, label == null ? null : label.value(), atMost)
                .map(found -> found.stream()
                        .map(near -> new Evidence.Similar(new DocumentId(near.document()), near.similarity()))
                        .toList());
    }
}
