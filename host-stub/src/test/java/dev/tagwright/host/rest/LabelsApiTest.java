package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LabelsApiTest extends HostApi {

    @Test
    void labelsAreKeptUnderTheirKinds() throws Exception {
        String name = "<script>alert(1)</script> " + UUID.randomUUID();
        HttpResponse<String> created = send(
                "POST",
                "/api/tags/",
                admin,
                "{\"name\":" + JSON.writeValueAsString(name)
                        + ",\"matching_algorithm\":1,\"match\":\"needle\",\"color\":" + "\"#A6CEE3\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode tag = JSON.readTree(created.body());
        assertThat(tag.get("name").asString()).isEqualTo(name);
        assertThat(tag.get("color").asString()).isEqualTo("#a6cee3");
        assertThat(tag.get("text_color").asString()).isEqualTo("#000000");
        assertThat(tag.get("matching_algorithm").asInt()).isEqualTo(1);
        long id = tag.get("id").asLong();
        assertThat(created.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");

        assertThat(send("GET", "/api/correspondents/" + id + "/", viewer, "").statusCode())
                .isEqualTo(404);
        HttpResponse<String> twice = send(
                "POST",
                "/api/tags/",
                admin,
                "{\"name\":" + JSON.writeValueAsString(name.toUpperCase(Locale.ROOT)) + "}");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(detail(twice)).isEqualTo("There is already a label of this kind and name.");
        JsonNode patched = JSON.readTree(send("PATCH", "/api/tags/" + id + "/", admin, "{\"matching_algorithm\":6}")
                .body());
        assertThat(patched.get("matching_algorithm").asInt()).isEqualTo(6);
        assertThat(patched.get("match").asString()).isEqualTo("needle");
        HttpResponse<String> expression =
                send("PATCH", "/api/tags/" + id + "/", admin, "{\"matching_algorithm\":4,\"match\":\"a(b\"}");
        assertThat(expression.statusCode()).isEqualTo(400);
        assertThat(detail(expression)).isEqualTo("The regular expression is not valid: Unclosed group at character 4.");
        assertThat(get("/api/tags/?name__iexact=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8), viewer)
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(send("DELETE", "/api/tags/" + id + "/", admin, "").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "/api/tags/" + id + "/", admin, "").statusCode())
                .isEqualTo(404);
    }
}
