package dev.tagwright.api;

import java.util.List;

/**
 * All that a plugin has to say on one document.
 *
 * @param document the document
 * @param documentVersion the version that was looked at
 * @param snapshot names the trained state that was asked; empty when there is none yet
 * @param suggestions ranked, most probable first; abstentions are left out
 * @param silence why there is nothing to say, as a plain sentence; empty when there was nothing in the way
 */
public record Suggestions(
        DocumentId document, long documentVersion, String snapshot, List<Suggestion> suggestions, String silence) {

    public Suggestions {
        suggestions = List.copyOf(suggestions);
    }
}
