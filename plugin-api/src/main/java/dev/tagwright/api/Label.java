package dev.tagwright.api;

import org.jspecify.annotations.Nullable;

/**
 * One label as it stands in the host's catalogue.
 *
 * @param id its number
 * @param name what people call it; untrusted text, may hold markup
 * @param description what belongs under it, in any language; empty when nobody wrote one
 * @param algorithm how it finds its documents
 * @param parent the tag above a nested tag; null for all others
 * @param inbox whether documents that carry it wait for a person; such documents are not learned from
 */
public record Label(
        LabelId id,
        String name,
        String description,
        MatchingAlgorithm algorithm,
        @Nullable LabelId parent,
        boolean inbox) {}
