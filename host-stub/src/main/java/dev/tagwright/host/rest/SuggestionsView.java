package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.api.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is suggested for one document: five lists as users of paperless-ngx know them, and the same labels with all that
 * is known about each.
 *
 * @param silence why the classifier says nothing, as a plain sentence; empty when it does
 */
record SuggestionsView(
        List<Long> correspondents,
        List<Long> tags,
        @JsonProperty("document_types") List<Long> documentTypes,
        @JsonProperty("storage_paths") List<Long> storagePaths,
        List<String> dates,
        List<Scored> scored,
        String snapshot,
        String silence,
        @JsonIgnore boolean complete) {

    /**
     * One label.
     *
     * @param source {@code rule} or {@code classifier}
     * @param probability in [0, 1]; null for a rule
     * @param decision {@code apply}, {@code suggest}; null for a rule
     */
    record Scored(
            long id,
            String kind,
            String source,
            @Nullable Double probability,
            @Nullable Double threshold,
            @Nullable String decision,
            String reason,
            List<Evidence.Word> words,
            List<SimilarView> similar) {}

    /** A document that is near this one and carries the label. */
    record SimilarView(long document, double similarity) {}
}
