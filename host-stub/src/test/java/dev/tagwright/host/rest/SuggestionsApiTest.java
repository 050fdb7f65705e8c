package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.labels.LabelDraft;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SuggestionsApiTest extends HostApi {

    // paperless-ngx 53, 55, 56: unknown document, order of the matcher and dates with the day first, entity tag
    @Test
    void suggestionsUniteRulesAndHaveAnEntityTag() throws Exception {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        long late = labels.create(
                        LabelDraft.auto(LabelKind.TAG, "zz " + word).withRule(MatchingAlgorithm.ANY, word, true))
                .getId();
        long early = labels.create(
                        LabelDraft.auto(LabelKind.TAG, "aa " + word).withRule(MatchingAlgorithm.LITERAL, word, true))
                .getId();
        Document added = add("Paid on 12.04.2022 with " + word, null);
        String path = "/api/documents/" + added.getId() + "/suggestions/";
        HttpResponse<String> first = send("GET", path, viewer, "");
        JsonNode said = JSON.readTree(first.body());
        assertThat(said.get("tags").valueStream().map(JsonNode::asLong)).containsExactly(early, late);
        assertThat(said.get("dates").get(0).asString()).isEqualTo("2022-04-12");
        assertThat(said.propertyNames()).contains("correspondents", "document_types", "storage_paths", "scored");
        assertThat(said.get("silence").asString()).isEqualTo("There is no classifier installed.");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Last-Modified")).isPresent();
        assertThat(again(path, tag)).isEqualTo(304);
        documentLabels.change(added.getId(), List.of(early), List.of(), Actor.person("anna"));
        assertThat(again(path, tag)).isEqualTo(200);
        documentLabels.change(added.getId(), List.of(), List.of(early), Actor.person("anna"));
        assertThat(get(path, viewer).get("tags").valueStream().map(JsonNode::asLong))
                .as("what a person took off is not suggested again")
                .containsExactly(late);
        assertThat(send("GET", "/api/documents/999999/suggestions/", viewer, "").statusCode())
                .isEqualTo(404);
    }

    private int again(String path, String tag) throws Exception {
        HttpRequest request = request(path, viewer).header("If-None-Match", tag).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
