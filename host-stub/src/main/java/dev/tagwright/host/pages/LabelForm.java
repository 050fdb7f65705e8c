package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.StoredLabel;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in the form of a label, as it was typed, so that nothing typed is lost when it is not taken. */
record LabelForm(
        LabelKind kind,
        String name,
        String description,
        MatchingAlgorithm algorithm,
        String match,
        boolean insensitive,
        boolean ownColour,
        String colour,
        boolean inbox,
        @Nullable Long parent,
        String template) {

    static LabelForm empty(LabelKind kind) {
        String template = kind == LabelKind.STORAGE_PATH ? "{correspondent}/{created_year}/{title}" : "";
        return new LabelForm(kind, "", "", MatchingAlgorithm.AUTO, "", true, false, "#1f5fa8", false, null, template);
    }

    static LabelForm of(StoredLabel label) {
        return new LabelForm(
                label.getKind(),
                label.getName(),
                label.getDescription(),
                label.getAlgorithm(),
                label.getMatch(),
                label.isInsensitive(),
                true,
                label.getColour(),
                label.isInbox(),
                label.getParentId(),
                label.getTemplate());
    }

    static LabelForm given(LabelKind kind, Map<String, String> fields) {
        boolean tag = kind == LabelKind.TAG;
        String colour = fields.getOrDefault("colour", "");
        return new LabelForm(
                kind,
                fields.getOrDefault("name", ""),
                fields.getOrDefault("description", "").replace("\r\n", "\n"),
                algorithm(fields.getOrDefault("algorithm", "")),
                fields.getOrDefault("match", ""),
                fields.containsKey("insensitive"),
                fields.containsKey("own-colour"),
                colour.isEmpty() ? "#1f5fa8" : colour,
                tag && fields.containsKey("inbox"),
                tag ? parent(fields.getOrDefault("parent", "")) : null,
                kind == LabelKind.STORAGE_PATH
                        ? fields.getOrDefault("template", "").strip()
                        : "");
    }

    LabelDraft draft() {
        return new LabelDraft(
                kind,
                name,
                description,
                algorithm,
                match,
                insensitive,
                ownColour ? colour : "",
                inbox,
                parent,
                template);
    }

    private static MatchingAlgorithm algorithm(String name) {
        return Arrays.stream(MatchingAlgorithm.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(MatchingAlgorithm.AUTO);
    }

    private static @Nullable Long parent(String value) {
        try {
            return value.isEmpty() ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            return -1L;
        }
    }

    @Override
    public String toString() {
        return "LabelForm[kind=" + kind + "]";
    }
}
