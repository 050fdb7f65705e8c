package dev.tagwright.api.host;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Extraction;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What people decide on the pages of a plugin: done in their name and with their rights, as if they had done it on the
 * host's own pages. What they say by it about labels comes back to the plugin as feedback. Safe for any number of
 * threads; each call that writes is one transaction.
 */
public interface Filing {

    /**
     * Returns those of the documents that the caller may view now. However many are asked for: one query for each
     * ten thousand, and no text is read.
     */
    Set<DocumentId> visible(Caller caller, Collection<DocumentId> documents);

    /** Returns how documents look to people, in the order asked for; what the caller may not view is left out. */
    List<Sheet> sheets(Caller caller, List<DocumentId> documents);

    /**
     * Returns where the words of a document's text stand on its pages; pages of which that is not known are left out, and
     * so are all when the caller may not view the document or when its text is no longer that of its pages.
     */
    default List<PageWords> words(Caller caller, DocumentId document) {
        return List.of();
    }

    /**
     * Where the words of one page stand.
     *
     * @param page its number, from 1
     * @param from where the text of the page begins in that of the document, in UTF-16 units
     * @param words in the order of the text; they begin where they do in the text of the page
     */
    record PageWords(int page, int from, List<Extraction.Word> words) {
        public PageWords {
            words = List.copyOf(words);
        }
    }

    /** Returns documents that the caller may view whose texts are like that of one, most alike first; may be none. */
    List<DocumentId> alike(Caller caller, DocumentId document, int atMost);

    /** Does what a person decided on one document: whole or not at all. */
    FilingOutcome file(Caller caller, FilingDelta delta);

    /**
     * Takes back what one filing did, as if it had not been: each label stands as it stood, what was refused may be
     * suggested again, and a label that was created for it goes if it is on no other document. It counts as nobody's
     * word about the labels: the plugin takes back the feedback itself.
     *
     * @param filing its number, see {@link FilingOutcome.Done}
     */
    FilingOutcome undo(Caller caller, long filing);
}
