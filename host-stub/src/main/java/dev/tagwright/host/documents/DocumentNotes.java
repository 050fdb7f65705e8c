package dev.tagwright.host.documents;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people note on documents. A note is a change of its document for whoever follows changes, such as the index, but
 * none that training would notice: nothing is learned from notes. Any thread.
 */
@Component
public class DocumentNotes {

    /** Characters of one note. */
    public static final int LONGEST = 4000;

    /** Notes of one document. */
    static final int MOST = 200;

    private final DocumentNoteRepository notes;
    private final DocumentRepository documents;
    private final Changes changes;
    private final EntityManager entities;

    DocumentNotes(DocumentNoteRepository notes, DocumentRepository documents, Changes changes, EntityManager entities) {
        this.notes = notes;
        this.documents = documents;
        this.changes = changes;
        this.entities = entities;
    }

    /** Returns the notes on a document, oldest first. */
    @Transactional(readOnly = true)
    public List<DocumentNote> of(long document) {
        return notes.findByDocumentIdInOrderById(List.of(document));
    }

    /** Returns the texts of the notes on documents; those without any are left out. One query. */
    @Transactional(readOnly = true)
    public Map<Long, List<String>> texts(Collection<Long> ids) {
        return notes.findByDocumentIdInOrderById(ids).stream()
                .collect(Collectors.groupingBy(
                        DocumentNote::getDocumentId,
                        Collectors.mapping(DocumentNote::getContent, Collectors.toList())));
    }

    /**
     * Adds a note.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws DocumentRefused when there is nothing in the note, too much, or too many are there
     */
    @Transactional
    public DocumentNote add(long id, String text, Actor actor) {
        Document document = forChange(id);
        // PostgreSQL takes no zero characters
        String content = text.replace('\0', ' ').strip();
        if (content.isEmpty()) {
            throw new DocumentRefused("note", "There is nothing in the note: write something first.");
        }
        if (content.length() > LONGEST) {
            throw new DocumentRefused(
                    "note", "A note has at most " + LONGEST + " characters; this one has " + content.length() + ".");
        }
        if (notes.countByDocumentId(id) >= MOST) {
            throw new DocumentRefused("note", "A document has at most " + MOST + " notes: take one off first.");
        }
        DocumentNote note = notes.save(new DocumentNote(id, content, actor.name(), changes.now()));
        write(document, actor, DocumentChange.What.NOTE_ADDED, content);
        return note;
    }

    /**
     * Takes a note off. No effect when the document has no such note.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     */
    @Transactional
    public void remove(long id, long note, Actor actor) {
        Document document = forChange(id);
        notes.findById(note).filter(one -> one.getDocumentId() == id).ifPresent(one -> {
            notes.delete(one);
            write(document, actor, DocumentChange.What.NOTE_REMOVED, one.getContent());
        });
    }

    private Document forChange(long id) {
        changes.begin();
        return documents.present(id);
    }

    /** The history tells how long a note was, never its text: a note that was taken off is gone. */
    private void write(Document document, Actor actor, DocumentChange.What what, String content) {
        String told = content.length() + " characters";
        boolean added = what == DocumentChange.What.NOTE_ADDED;
        entities.persist(DocumentChange.ofField(
                document.getId(), actor, changes.now(), what, added ? null : told, added ? told : null));
        document.touch(changes.now(), changes.begin());
    }
}
