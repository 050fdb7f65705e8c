package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.StoredLabel;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label as the REST API shows it; what only one kind has is left out for the others. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record LabelView(
        long id,
        String slug,
        String name,
        String description,
        String match,
        @JsonProperty("matching_algorithm") int matchingAlgorithm,
        @JsonProperty("is_insensitive") boolean insensitive,
        @JsonProperty("document_count") long documentCount,
        @Nullable Long owner,
        @JsonProperty("user_can_change") boolean userCanChange,
        Instant modified,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String color,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("text_color") @Nullable
        String textColor,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("is_inbox_tag") @Nullable
        Boolean inboxTag,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long parent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<LabelView> children,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String path) {

    static LabelView of(StoredLabel label, List<StoredLabel> all, Map<Long, Long> counts, boolean mayChange) {
        boolean tag = label.getKind() == LabelKind.TAG;
        List<LabelView> children = tag
                ? all.stream()
                        .filter(one -> Long.valueOf(label.getId()).equals(one.getParentId()))
                        .map(one -> of(one, all, counts, mayChange))
                        .toList()
                : null;
        return new LabelView(
                label.getId(),
                slug(label.getName()),
                label.getName(),
                label.getDescription(),
                label.getMatch(),
                label.getAlgorithm().ordinal(),
                label.isInsensitive(),
                counts.getOrDefault(label.getId(), 0L),
                null,
                mayChange,
                label.getModifiedAt(),
                tag ? label.getColour() : null,
                tag ? textColour(label.getColour()) : null,
                tag ? label.isInbox() : null,
                label.getParentId(),
                children,
                label.getKind() == LabelKind.STORAGE_PATH ? label.getTemplate() : null);
    }

    private static String slug(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /** Black or white, whichever stands out more, by the relative luminance of WCAG 2. */
    static String textColour(String colour) {
        double luminance = 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
        return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
    }

    private static double linear(String colour, int at) {
        double part = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
