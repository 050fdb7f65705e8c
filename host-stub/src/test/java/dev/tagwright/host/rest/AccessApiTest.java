package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.documents.Document;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may do what, and by what people are known. */
class AccessApiTest extends HostApi {

    @Test
    void rolesAndOwnersAreKept() throws Exception {
        Document everyones = add("everyone's", null);
        Document annas = add("anna's", anna.getId());
        String path = "/api/documents/" + everyones.getId() + "/";
        assertThat(send("GET", path, "", "").statusCode()).isEqualTo(401);
        assertThat(send("GET", path, "wrong", "").statusCode()).isEqualTo(401);
        HttpResponse<String> forbidden = send("PATCH", path, viewer, "{\"title\":\"no\"}");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(detail(forbidden)).isEqualTo("You do not have the permission to do this.");
        for (String tail :
                List.of("", "download/", "preview/", "thumb/", "pages/1/image", "pages/", "history/", "suggestions/")) {
            assertThat(send("GET", "/api/documents/" + annas.getId() + "/" + tail, editor, "")
                            .statusCode())
                    .as(tail)
                    .isEqualTo(404);
        }
        assertThat(ids(get("/api/documents/?page_size=1000", editor))).doesNotContain(annas.getId());
        assertThat(ids(get("/api/documents/?page_size=1000", admin))).contains(annas.getId());
        assertThat(send("POST", "/api/tags/", editor, "{\"name\":\"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/status/", editor, "").statusCode()).isEqualTo(403);
        assertThat(send("DELETE", path, viewer, "").statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenIsGivenForAPasswordAlone() throws Exception {
        JsonNode given =
                JSON.readTree(send("POST", "/api/token/", "", "{\"username\":\"ANNA\",\"password\":\"secret of anna\"}")
                        .body());
        assertThat(get("/api/documents/", given.get("token").asString()).has("count"))
                .isTrue();
        HttpResponse<String> wrong =
                send("POST", "/api/token/", "", "{\"username\":\"anna\",\"password\":\"secret of ed\"}");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(detail(wrong)).isEqualTo("The user name or the password is wrong.");
        String basic = Base64.getEncoder().encodeToString("vi:secret of vi".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = request("/api/documents/", "")
                .header("Authorization", "Basic " + basic)
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWriteOfASessionNeedsItsToken() throws Exception {
        HttpRequest request = request("/api/trash/", "")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isIn(401, 403);
    }
}
