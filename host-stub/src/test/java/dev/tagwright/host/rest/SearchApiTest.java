package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Document;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SearchApiTest extends HostApi {

    @Test
    void searchesTellWhereTheyFoundWhat() throws Exception {
        long sender = label(LabelKind.CORRESPONDENT, "aviary");
        Document one = add("the pelican <b>stands</b> in shallow water", null, sender);
        Document two = add("a pelican flies over shallow water", null);
        Document secret = add("pelican of my own", anna.getId());
        until("/api/search/state/", state -> state.toString().contains("\"READY\",\"behind\":0"));
        assertThat(ids(get("/api/documents/?query=pelican&ordering=id", viewer)))
                .containsExactly(one.getId(), two.getId());
        assertThat(ids(get("/api/documents/?query=pelican%20correspondent:aviary", viewer)))
                .containsExactly(one.getId());
        assertThat(ids(get("/api/documents/?query=pelican%20-water", admin))).containsExactly(secret.getId());
        assertThat(ids(get("/api/documents/?more_like_id=" + one.getId(), viewer)))
                .startsWith(two.getId())
                .doesNotContain(one.getId(), secret.getId());
        JsonNode hit = get("/api/documents/?query=stands%20shallow", viewer)
                .get("results")
                .get(0)
                .get("__search_hit__");
        assertThat(hit.get("rank").asInt()).isZero();
        assertThat(hit.get("highlights").asString())
                .contains("&lt;b&gt;<span class=\"match\">stands</span>&lt;/b&gt;")
                .doesNotContain("<b>");
        assertThat(get("/api/search/autocomplete/?term=Pelic", viewer).toString())
                .isEqualTo("[\"pelican\"]");
        assertThat(get("/api/search/labels/?query=pelican", viewer)).hasToString("{\"" + sender + "\":1}");
        HttpResponse<String> refused = send("GET", "/api/documents/?query=created:soon", viewer, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(detail(refused)).startsWith("created (soon) must be a year, a month or a day");
        assertThat(send("GET", "/api/documents/?more_like_id=" + secret.getId(), viewer, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/api/search/refill/", editor, "").statusCode()).isEqualTo(403);
    }
}
