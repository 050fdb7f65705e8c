package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Changes;
import dev.tagwright.host.documents.Document;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What people note on documents. */
class NotesApiTest extends HostApi {

    @Autowired
    private Changes changes;

    @Autowired
    private JdbcTemplate jdbc;

    private static String body(String note) {
        return JSON.writeValueAsString(Map.of("note", note));
    }

    private static List<String> texts(JsonNode notes) {
        return notes.valueStream().map(one -> one.get("note").asString()).toList();
    }

    @Test
    void aNoteIsWrittenFoundToldOfAndTakenOffAndNothingIsLearnedFromIt() throws Exception {
        String word = "note" + UUID.randomUUID().toString().replace("-", "");
        Document added = add("a letter", null);
        String at = "/api/documents/" + added.getId() + "/notes/";
        ChangeMark learned = changes.latest();
        send("POST", at, editor, body("Paid in May.\n<b>" + word + "</b>\0"));
        JsonNode notes = JSON.readTree(
                send("POST", at, admin, body("Filed in the blue folder")).body());
        assertThat(texts(notes)).containsExactly("Paid in May.\n<b>" + word + "</b>", "Filed in the blue folder");
        assertThat(notes.get(0).get("user").get("username").asString()).isEqualTo("ed");
        assertThat(texts(get(at, viewer))).isEqualTo(texts(notes));
        until("/api/search/state/", state -> state.toString().contains("\"READY\",\"behind\":0"));
        for (String query : List.of(word, "note:" + word, "note:" + word.substring(0, 10) + "*", "letter%20" + word)) {
            assertThat(ids(get("/api/documents/?query=" + query, viewer)))
                    .as(query)
                    .containsExactly(added.getId());
        }
        assertThat(ids(get("/api/documents/?query=content:" + word, viewer))).isEmpty();
        assertThat(get("/api/documents/?query=" + word, viewer)
                        .get("results")
                        .get(0)
                        .get("__search_hit__")
                        .get("highlights")
                        .asString())
                .contains("&lt;b&gt;<span class=\"match\">" + word + "</span>&lt;/b&gt;");

        JsonNode left = JSON.readTree(
                send("DELETE", at + "?id=" + notes.get(0).get("id").asLong(), editor, "")
                        .body());
        assertThat(texts(left)).containsExactly("Filed in the blue folder");
        assertThat(send("DELETE", at + "?id=" + notes.get(0).get("id").asLong(), editor, "")
                        .statusCode())
                .as("a second time")
                .isEqualTo(200);
        until("/api/search/state/", state -> state.toString().contains("\"READY\",\"behind\":0"));
        assertThat(ids(get("/api/documents/?query=" + word, viewer))).isEmpty();
        JsonNode history = get("/api/documents/" + added.getId() + "/history/", viewer);
        assertThat(history.valueStream()
                        .map(line -> line.get("action").asString() + " "
                                + line.get("actor").asString())
                        .toList())
                .startsWith("note_removed ed", "note_added anna", "note_added ed");
        assertThat(history.toString()).doesNotContain(word).contains("\"after\":\"24 characters\"");
        assertThat(changes.latest()).as("nothing that training would notice").isEqualTo(learned);
    }

    @Test
    void notesAreWrittenByWhoMayChangeTheDocumentAndReadByWhoMaySeeIt() throws Exception {
        Document everyones = add("everyone's", null);
        Document annas = add("anna's", anna.getId());
        String at = "/api/documents/" + everyones.getId() + "/notes/";
        assertThat(send("POST", at, viewer, body("no")).statusCode()).isEqualTo(403);
        assertThat(send("GET", at, "", "").statusCode()).isEqualTo(401);
        String hidden = "/api/documents/" + annas.getId() + "/notes/";
        send("POST", hidden, admin, body("mine"));
        long note = get(hidden, admin).get(0).get("id").asLong();
        assertThat(send("GET", hidden, editor, "").statusCode()).isEqualTo(404);
        assertThat(send("POST", hidden, editor, body("no")).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", at + "?id=" + note, editor, "").statusCode())
                .as("the number of a note on another document")
                .isEqualTo(200);
        assertThat(texts(get(hidden, admin))).containsExactly("mine");
        assertThat(send("DELETE", at + "?id=" + note, viewer, "").statusCode()).isEqualTo(403);
    }

    @Test
    void aNoteThatDoesNotHoldUpIsRefusedInWords() throws Exception {
        Document added = add("a letter", null);
        String at = "/api/documents/" + added.getId() + "/notes/";
        for (String nothing : List.of("{}", "{\"note\":\" \\n\"}")) {
            HttpResponse<String> refused = send("POST", at, editor, nothing);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(detail(refused)).isEqualTo("There is nothing in the note: write something first.");
        }
        assertThat(detail(send("POST", at, editor, body("x".repeat(4001)))))
                .isEqualTo("A note has at most 4000 characters; this one has 4001.");
        for (int i = 0; i < 200; i++) {
            jdbc.update(
                    "insert into document_note (document_id, content, written_by, written_at)"
                            + " values (?, 'one', 'ed', current_timestamp)",
                    added.getId());
        }
        assertThat(detail(send("POST", at, editor, body("one more"))))
                .isEqualTo("A document has at most 200 notes: take one off first.");
        documents.delete(added.getId(), Actor.person("ed"));
        assertThat(send("POST", at, editor, body("in the trash")).statusCode()).isEqualTo(404);
    }
}
