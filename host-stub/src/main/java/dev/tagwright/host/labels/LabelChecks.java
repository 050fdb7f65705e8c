package dev.tagwright.host.labels;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a draft must hold up to by itself, before it is held against the rest of the catalogue. */
final class LabelChecks {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");

    /** What a template may name. */
    static final List<String> FIELDS = List.of(
            "id",
            "title",
            "correspondent",
            "document_type",
            "storage_path",
            "tag_list",
            "owner",
            "original_name",
            "created",
            "created_year",
            "created_month",
            "created_day",
            "added",
            "added_year",
            "added_month",
            "added_day");

    /** Dark enough for white text at a contrast of 4.5 and more. */
    private static final List<String> COLOURS = List.of(
            "#8a3324", "#7a4b00", "#4d5b00", "#2e6b2e", "#00695c", "#00607a", "#1f5fa8", "#4a4fb5", "#7b3fa0",
            "#a0306f", "#5a5a5a", "#6b4a3a");

    private LabelChecks() {}

    static LabelDraft check(LabelDraft draft) {
        String name = draft.name().strip();
        if (name.isEmpty() || name.length() > 128) {
            throw new LabelRefused("name", "A name has from 1 to 128 characters.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new LabelRefused("name", "A name has no control characters and no line breaks.");
        }
        if (draft.description().length() > 4000) {
            throw new LabelRefused("description", "A description has at most 4000 characters.");
        }
        if (draft.match().length() > 256) {
            throw new LabelRefused("match", "What a rule looks for has at most 256 characters.");
        }
        if (draft.description().indexOf('\0') >= 0 || draft.match().indexOf('\0') >= 0) {
            throw new LabelRefused("description", "Neither a description nor a rule has zero characters.");
        }
        if (draft.algorithm() == MatchingAlgorithm.REGEX) {
            checkExpression(draft.match());
        }
        if (draft.kind() != LabelKind.TAG && (draft.inbox() || draft.parent() != null)) {
            throw new LabelRefused("kind", "Only tags can be nested or mark the inbox.");
        }
        checkTemplate(draft);
        return draft.withName(name).withColour(colour(draft, name));
    }

    private static void checkExpression(String expression) {
        try {
            Pattern.compile(expression);
            ReadingExpression.of(expression);
        } catch (PatternSyntaxException e) {
            throw new LabelRefused(
                    "match",
                    "The regular expression is not valid: " + e.getDescription() + " at character " + (e.getIndex() + 1)
                            + ".");
        }
    }

    private static void checkTemplate(LabelDraft draft) {
        String template = draft.template();
        if (draft.kind() != LabelKind.STORAGE_PATH) {
            if (!template.isEmpty()) {
                throw new LabelRefused("template", "Only a storage path has a template.");
            }
            return;
        }
        if (template.isBlank() || template.length() > 512) {
            throw new LabelRefused("template", "A template has from 1 to 512 characters.");
        }
        var matcher = FIELD.matcher(template);
        while (matcher.find()) {
            if (!FIELDS.contains(matcher.group(1))) {
                throw new LabelRefused(
                        "template", "A template knows the fields {" + String.join("}, {", FIELDS) + "}.");
            }
        }
        String fixed = matcher.replaceAll("");
        if (fixed.contains("{") || fixed.contains("}")) {
            throw new LabelRefused("template", "Each { in a template needs a field and a }.");
        }
        if (template.startsWith("/")
                || template.contains("\\")
                || template.chars().anyMatch(Character::isISOControl)) {
            throw new LabelRefused(
                    "template", "A template does not begin with / and has no \\ and no control characters.");
        }
        for (String part : template.split("/", -1)) {
            if (part.isBlank() || part.equals(".") || part.equals("..")) {
                throw new LabelRefused("template", "No part of a template between two / is empty, . or ..");
            }
        }
    }

    private static String colour(LabelDraft draft, String name) {
        if (draft.colour().isEmpty()) {
            return COLOURS.get(Math.floorMod(name.toLowerCase(Locale.ROOT).hashCode(), COLOURS.size()));
        }
        if (!COLOUR.matcher(draft.colour()).matches()) {
            throw new LabelRefused("colour", "A colour is written as # and six digits from 0 to f.");
        }
        return draft.colour().toLowerCase(Locale.ROOT);
    }
}
