package dev.tagwright.host.documents;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a document.
 *
 * @param state how far it came
 * @param reason why there is no text, or not all of it, as a plain sentence; empty when there is
 * @param mediaType decided by content; null to leave it as it is
 * @param text the whole text, a form feed between two pages; used when the state is {@code READ}
 * @param pages how each page was read, in order
 * @param quality of the whole; null when not known
 * @param partial whether the text is a part of the file only; the reason says why
 */
public record Reading(
        ReadState state,
        String reason,
        @Nullable String mediaType,
        String text,
        List<Extraction.Page> pages,
        @Nullable TextQuality quality,
        boolean partial) {

    public Reading {
        pages = List.copyOf(pages);
    }

    /** Not a part only. */
    public Reading(
            ReadState state,
            String reason,
            @Nullable String mediaType,
            String text,
            List<Extraction.Page> pages,
            @Nullable TextQuality quality) {
        this(state, reason, mediaType, text, pages, quality, false);
    }

    /** What a plugin's answer comes to. */
    public static Reading of(Extraction extraction) {
        if (extraction instanceof Extraction.Read read) {
            return new Reading(
                    ReadState.READ,
                    read.partial(),
                    read.mediaType(),
                    read.text(),
                    read.pages(),
                    read.quality(),
                    !read.partial().isEmpty());
        }
        if (extraction instanceof Extraction.Postponed postponed) {
            return postponed(postponed.reason());
        }
        return refused(((Extraction.Refused) extraction).reason());
    }

    /** Not now. */
    public static Reading postponed(String reason) {
        return new Reading(ReadState.POSTPONED, reason, null, "", List.of(), null);
    }

    /** Never. */
    public static Reading refused(String reason) {
        return new Reading(ReadState.REFUSED, reason, null, "", List.of(), null);
    }

    @Override
    public String toString() {
        return "Reading[state=" + state + ", pages=" + pages.size() + ", characters=" + text.length() + "]";
    }
}
