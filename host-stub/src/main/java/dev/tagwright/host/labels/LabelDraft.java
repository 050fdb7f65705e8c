package dev.tagwright.host.labels;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * All that people can say about one label.
 *
 * @param kind never changes afterwards
 * @param name at most 128 characters, unique within its kind whatever the case; kept as given, markup included
 * @param description what belongs under it, at most 4000 characters; empty for none
 * @param algorithm how it finds its documents
 * @param match the words, phrase or expression of a rule, at most 256 characters; empty for none
 * @param insensitive whether a rule takes upper and lower case for the same
 * @param colour of a tag as {@code #rrggbb}; empty for one that is picked by the name
 * @param inbox whether a tag marks documents that wait for a person
 * @param parent the tag above; null for none
 * @param template of a storage path, such as {@code {correspondent}/{created_year}/{title}}; empty for other kinds
 */
public record LabelDraft(
        LabelKind kind,
        String name,
        String description,
        MatchingAlgorithm algorithm,
        String match,
        boolean insensitive,
        String colour,
        boolean inbox,
        @Nullable Long parent,
        String template) {

    /** A label that is learned. */
    public static LabelDraft auto(LabelKind kind, String name) {
        return new LabelDraft(kind, name, "", MatchingAlgorithm.AUTO, "", true, "", false, null, "");
    }

    public LabelDraft withDescription(String text) {
        return new LabelDraft(kind, name, text, algorithm, match, insensitive, colour, inbox, parent, template);
    }

    public LabelDraft withRule(MatchingAlgorithm rule, String text, boolean ignoreCase) {
        return new LabelDraft(kind, name, description, rule, text, ignoreCase, colour, inbox, parent, template);
    }

    public LabelDraft withColour(String rgb) {
        return new LabelDraft(kind, name, description, algorithm, match, insensitive, rgb, inbox, parent, template);
    }

    public LabelDraft withInbox(boolean waits) {
        return new LabelDraft(kind, name, description, algorithm, match, insensitive, colour, waits, parent, template);
    }

    public LabelDraft withParent(@Nullable Long above) {
        return new LabelDraft(kind, name, description, algorithm, match, insensitive, colour, inbox, above, template);
    }

    public LabelDraft withTemplate(String path) {
        return new LabelDraft(kind, name, description, algorithm, match, insensitive, colour, inbox, parent, path);
    }

    public LabelDraft withName(String other) {
        return new LabelDraft(kind, other, description, algorithm, match, insensitive, colour, inbox, parent, template);
    }
}
