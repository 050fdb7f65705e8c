package dev.tagwright.host.rest;

import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.DocumentNote;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.users.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Notes on documents. Each request answers with those that are there then, in the shape that users of paperless-ngx know. */
@RestController
@RequestMapping("/api/documents/{id}/notes/")
@Tag(name = "documents")
class NotesApi {

    /** One note. */
    record NoteView(long id, String note, Instant created, UserView user) {

        static NoteView of(DocumentNote note) {
            return new NoteView(
                    note.getId(), note.getContent(), note.getWrittenAt(), new UserView(note.getWrittenBy()));
        }
    }

    /** Who wrote it. */
    record UserView(String username) {}

    /** A note to be added. */
    record NoteWish(@Nullable String note) {}

    private final Asker asker;
    private final DocumentNotes notes;

    NotesApi(Asker asker, DocumentNotes notes) {
        this.asker = asker;
        this.notes = notes;
    }

    @GetMapping
    @Operation(summary = "Show the notes on a document, oldest first")
    List<NoteView> list(Principal principal, @PathVariable long id) {
        asker.see(asker.person(principal), id);
        return views(id);
    }

    @PostMapping
    @Operation(summary = "Add a note to a document")
    List<NoteView> add(Principal principal, @PathVariable long id, @RequestBody NoteWish wish) {
        Person person = asker.person(principal);
        asker.change(person, id);
        notes.add(id, Objects.requireNonNullElse(wish.note(), ""), Actor.person(person.getName()));
        return views(id);
    }

    @DeleteMapping
    @Operation(
            summary = "Take a note off a document",
            description = "id is the number of the note. No effect when it is gone already.")
    List<NoteView> remove(Principal principal, @PathVariable long id, @RequestParam(name = "id") long note) {
        Person person = asker.person(principal);
        asker.change(person, id);
        notes.remove(id, note, Actor.person(person.getName()));
        return views(id);
    }

    private List<NoteView> views(long id) {
        return notes.of(id).stream().map(NoteView::of).toList();
    }
}
