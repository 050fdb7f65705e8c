package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Document;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The list of documents, and one document: what it tells, how it is changed, and the trash. */
class DocumentsApiTest extends HostApi {

    @Test
    void aListHasTheShapeThatUsersKnow() throws Exception {
        long tag = label(LabelKind.TAG, "paged");
        for (int i = 0; i < 3; i++) {
            add("paged " + i, null, tag);
        }
        JsonNode first = get("/api/documents/?page_size=2&ordering=id&tags__id__all=" + tag, viewer);
        assertThat(first.get("count").asInt()).isEqualTo(3);
        assertThat(first.get("results").size()).isEqualTo(2);
        assertThat(first.get("previous").isNull()).isTrue();
        assertThat(first.get("next").asString())
                .isEqualTo("http://127.0.0.1:" + port + "/api/documents/?page_size=2&ordering=id&tags__id__all=" + tag
                        + "&page=2");
        JsonNode document = first.get("results").get(0);
        assertThat(document.propertyNames())
                .contains("id", "correspondent", "document_type", "storage_path", "title", "content", "tags", "created")
                .contains("modified", "added", "original_file_name", "owner", "user_can_change", "page_count");
        assertThat(document.get("content").asString()).isEqualTo("paged 0");
        assertThat(document.get("tags").get(0).asLong()).isEqualTo(tag);
        assertThat(send("GET", "/api/documents/?page=3&page_size=2&tags__id__all=" + tag, viewer, "")
                        .statusCode())
                .isEqualTo(404);
        JsonNode fields = get("/api/documents/?fields=id,title&tags__id__all=" + tag, viewer);
        assertThat(fields.get("results").get(0).propertyNames()).containsExactly("id", "title");
    }

    @Test
    void filtersNarrowAndUnknownOnesAreRefused() throws Exception {
        long sender = label(LabelKind.CORRESPONDENT, "sender");
        long tag = label(LabelKind.TAG, "filtered");
        Document one = add("a heron stands", null, sender, tag);
        Document two = add("a stork walks 100% sure", null, tag);
        String with = "/api/documents/?tags__id__in=" + tag;
        assertThat(ids(get(with + "&correspondent__isnull=true", viewer))).containsExactly(two.getId());
        assertThat(ids(get(with + "&correspondent__id=" + sender, viewer))).containsExactly(one.getId());
        assertThat(ids(get(with + "&content__icontains=HERON", viewer))).containsExactly(one.getId());
        assertThat(ids(get(with + "&tags__id__none=" + tag, viewer))).isEmpty();
        assertThat(ids(get(with + "&is_tagged=false", viewer))).isEmpty();
        assertThat(ids(get(with + "&is_in_inbox=false&ordering=-id", viewer)))
                .containsExactly(two.getId(), one.getId());
        assertThat(ids(get(with + "&id__in=" + one.getId(), viewer))).containsExactly(one.getId());
        assertThat(ids(get(with + "&checksum__iexact=" + two.getSha256().toUpperCase(Locale.ROOT), viewer)))
                .containsExactly(two.getId());
        assertThat(ids(get(with + "&modified__gt=2100-01-01T00:00:00Z", viewer)))
                .isEmpty();
        assertThat(ids(get(with + "&created__date__gte=2000-01-01&ordering=correspondent__name", viewer)))
                .containsExactly(two.getId(), one.getId());
        HttpResponse<String> refused = send("GET", "/api/documents/?tag_ids=1", viewer, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(detail(refused)).startsWith("There is no such filter. There are id__in, ");
        HttpResponse<String> bad = send("GET", "/api/documents/?tags__id__in=one", viewer, "");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(detail(bad)).isEqualTo("tags__id__in must be numbers with commas between them.");
    }

    @Test
    void aPatchChangesWhatItNamesOrNothing() throws Exception {
        long tag = label(LabelKind.TAG, "patched");
        long type = label(LabelKind.DOCUMENT_TYPE, "type");
        Document added = add("patched", null);
        String path = "/api/documents/" + added.getId() + "/";
        JsonNode changed = JSON.readTree(send(
                        "PATCH",
                        path,
                        editor,
                        "{\"title\":\"New <b>title</b>\",\"document_type\":" + type + ",\"tags\":[" + tag
                                + "],\"created\":\"2020-02-29\"}")
                .body());
        assertThat(changed.get("title").asString()).isEqualTo("New <b>title</b>");
        assertThat(changed.get("document_type").asLong()).isEqualTo(type);
        assertThat(changed.get("created").asString()).isEqualTo("2020-02-29");
        assertThat(changed.get("labels").get(0).get("origin").asString()).isEqualTo("person");
        assertThat(changed.get("labels").get(0).get("set_by").asString()).isEqualTo("ed");
        long version = changed.get("version").asLong();

        HttpResponse<String> half = send("PATCH", path, editor, "{\"title\":\"Half\",\"correspondent\":" + tag + "}");
        assertThat(half.statusCode()).isEqualTo(400);
        assertThat(detail(half)).isEqualTo("Label " + tag + " is not of the kind correspondent.");
        assertThat(get(path, viewer).get("title").asString()).isEqualTo("New <b>title</b>");

        HttpResponse<String> stale =
                send("PATCH", path, editor, "{\"title\":\"Stale\",\"expected_version\":" + (version - 1) + "}");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(detail(stale)).isEqualTo("The document has version " + version + " meanwhile.");

        HttpResponse<String> gone = send("PATCH", path, editor, "{\"document_type\":999999}");
        assertThat(gone.statusCode()).isEqualTo(409);
        assertThat(detail(gone)).isEqualTo("There is no label 999999. Maybe it was deleted meanwhile.");

        JsonNode emptied = JSON.readTree(send("PATCH", path, editor, "{\"document_type\":null,\"tags\":[]}")
                .body());
        assertThat(emptied.get("document_type").isNull()).isTrue();
        assertThat(emptied.get("tags").isEmpty()).isTrue();
        JsonNode history =
                JSON.readTree(send("GET", path + "history/", viewer, "").body());
        assertThat(history.valueStream().map(line -> line.get("action").asString()))
                .contains("added", "title", "created", "label_added", "label_removed");
    }

    @Test
    void theOriginalComesBackByteForByte() throws Exception {
        Document added = add("bytes", null);
        HttpRequest request = request("/api/documents/" + added.getId() + "/download/", viewer)
                .build();
        HttpResponse<byte[]> file = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        Document stored = documents.find(added.getId()).orElseThrow();
        assertThat(file.body()).isEqualTo(store.original(stored).getContentAsByteArray());
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=");
        HttpRequest picture =
                request("/api/documents/" + added.getId() + "/thumb/", viewer).build();
        HttpResponse<byte[]> thumb = HTTP.send(picture, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(thumb.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(thumb.body()).startsWith(0xff, 0xd8);
        assertThat(send("GET", "/api/documents/" + added.getId() + "/pages/2/image", viewer, "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theTrashGivesBackAndEmpties() throws Exception {
        Document added = add("trash", null);
        String path = "/api/documents/" + added.getId() + "/";
        assertThat(send("DELETE", path, editor, "").statusCode()).isEqualTo(204);
        assertThat(send("GET", path, editor, "").statusCode()).isEqualTo(404);
        assertThat(ids(get("/api/trash/?page_size=1000", editor))).contains(added.getId());
        String wish = "{\"documents\":[" + added.getId() + "],\"action\":\"restore\"}";
        assertThat(send("POST", "/api/trash/", viewer, wish).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/api/trash/", editor, wish).statusCode()).isEqualTo(200);
        assertThat(get(path, editor).get("id").asLong()).isEqualTo(added.getId());
        assertThat(send("POST", "/api/trash/", editor, wish.replace("restore", "empty"))
                        .statusCode())
                .isEqualTo(404);
        send("DELETE", path, editor, "");
        assertThat(send("POST", "/api/trash/", editor, wish.replace("restore", "empty"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(documents.findEvenDeleted(added.getId())).isEmpty();
    }
}
