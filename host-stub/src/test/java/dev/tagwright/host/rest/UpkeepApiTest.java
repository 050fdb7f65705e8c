package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.labels.LabelDraft;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Health, metrics, the check of originals and the corpus, over HTTP, without a plugin. */
class UpkeepApiTest extends HostApi {

    @Autowired
    private Ingest ingest;

    @Value("${tagwright.data}")
    private Path data;

    private Job arrive(String text, Set<Long> carried) throws Exception {
        Job job = ingest.submit(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Arrival.filedByHand("a.txt", "a", null, "anna", carried));
        return ingest.await(job.id(), Duration.ofSeconds(60)).orElseThrow();
    }

    @Test
    void anyoneMayAskWhetherTheHostLivesAndIsReadyButNotHowItsPartsAre() throws Exception {
        for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness")) {
            HttpResponse<String> answer = send("GET", path, "", "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).get("status").asString()).isEqualTo("UP");
            assertThat(answer.body()).doesNotContain("components");
        }
        assertThat(send("GET", "/actuator/health", editor, "").body()).doesNotContain("components");
        JsonNode parts = get("/actuator/health", admin).get("components");
        assertThat(parts.propertyNames()).contains("classifier", "db", "disk", "originals", "queue", "search");
        assertThat(parts.get("classifier").get("status").asString()).isEqualTo("DEGRADED");
        assertThat(parts.get("classifier").get("details").get("message").asString())
                .isEqualTo("No classifier runs.");
    }

    @Test
    void metricsAreForAdministratorsAndHaveEveryFigureOfTheHost() throws Exception {
        assertThat(send("GET", "/actuator/prometheus", "", "").statusCode()).isIn(302, 401);
        assertThat(send("GET", "/actuator/prometheus", editor, "").statusCode()).isEqualTo(403);
        arrive("something to count", Set.of());
        HttpResponse<String> answer = send("GET", "/actuator/prometheus", admin, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        Set<String> names = new TreeSet<>();
        answer.body()
                .lines()
                .filter(line -> line.startsWith("tagwright_"))
                .forEach(line -> names.add(line.split("[ {]")[0]));
        assertThat(names)
                .contains(
                        "tagwright_ingest_events_total",
                        "tagwright_ingest_jobs",
                        "tagwright_ingest_queue_age_seconds",
                        "tagwright_search_ready",
                        "tagwright_search_behind_documents",
                        "tagwright_originals_faulty",
                        "tagwright_disk_free_bytes",
                        "tagwright_classifier_running");
        assertThat(answer.body()).contains("tagwright_classifier_running 0.0");
        assertThat(answer.body()).containsPattern("tagwright_ingest_events_total\\{what=\"taken\"} [1-9]");
    }

    @Test
    void aRequestHasANameThatItsAnswerTells() throws Exception {
        HttpResponse<String> answer = send("GET", "/actuator/health/liveness", "", "");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        HttpResponse<String> named = HTTP.send(
                request("/actuator/health/liveness", "")
                        .header("X-Request-Id", "from-a-proxy.1")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(named.headers().firstValue("X-Request-Id")).hasValue("from-a-proxy.1");
        HttpResponse<String> hostile = HTTP.send(
                request("/actuator/health/liveness", "")
                        .header("X-Request-Id", "a b<script>")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(hostile.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
    }

    @Test
    void anOriginalThatWasChangedOrTakenAwayIsFoundAndForgottenOnceItIsWholeAgain() throws Exception {
        long changed = arrive("this one will be changed", Set.of()).document();
        long missing = arrive("this one will be taken away", Set.of()).document();
        Path first = original("this one will be changed");
        Path second = original("this one will be taken away");
        Files.writeString(first, "this one will be chanGed");
        Files.move(second, data.resolve("aside"));

        assertThat(send("POST", "/api/checks/", editor, "").statusCode()).isEqualTo(403);
        JsonNode found = checked();
        assertThat(found.get("checked").asLong()).isEqualTo(found.get("total").asLong());
        assertThat(found.get("askedBy").asString()).isEqualTo("anna");
        assertThat(found.get("faults").toString())
                .contains("\"document\":" + changed + ",\"what\":\"CHANGED\"")
                .contains("\"document\":" + missing + ",\"what\":\"MISSING\"");
        JsonNode health = get("/actuator/health", admin).get("components").get("originals");
        assertThat(health.get("status").asString()).isEqualTo("DEGRADED");
        assertThat(health.get("details").get("message").asString())
                .startsWith("2 originals are missing, changed or unreadable. The originals were checked last at ");

        Files.writeString(first, "this one will be changed");
        Files.move(data.resolve("aside"), second);
        assertThat(checked().get("faultCount").asLong()).isZero();
        assertThat(get("/actuator/health", admin)
                        .get("components")
                        .get("originals")
                        .get("status")
                        .asString())
                .isEqualTo("UP");
    }

    private JsonNode checked() throws Exception {
        until("/api/checks/", view -> !view.get("state").asString().equals("RUNNING"));
        assertThat(send("POST", "/api/checks/", admin, "").statusCode()).isEqualTo(202);
        return until("/api/checks/", view -> view.get("state").asString().equals("DONE"));
    }

    private Path original(String content) throws Exception {
        try (Stream<Path> files = Files.walk(data.resolve("documents/originals"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return Files.readString(file).equals(content);
                        } catch (java.io.IOException e) {
                            return false;
                        }
                    })
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsLearnedFromGoesOutAsACorpusAndComesBackIn() throws Exception {
        String corpus = """
                {"id":"x1","tags":["Bills","Fünf \\"quoted\\""],"correspondent":"City","document_type":null,"text":"A bill of the city"}
                {"id":7,"tags":[],"text":"Seven has no labels"}
                {"id":"again","text":"A bill of the city"}
                {"id":"bad","tags":"Bills","text":"The tags are no list"}
                {"text":"No id"}
                """;
        assertThat(send("POST", "/api/training-set/", editor, corpus).statusCode())
                .isEqualTo(403);
        JsonNode result =
                JSON.readTree(send("POST", "/api/training-set/", admin, corpus).body());
        assertThat(result.get("added").asInt()).isEqualTo(2);
        assertThat(result.get("duplicates").asInt()).isEqualTo(1);
        assertThat(result.get("refused").asInt()).isEqualTo(2);
        assertThat(result.get("reasons").toString())
                .isEqualTo(
                        "[{\"line\":4,\"why\":\"The field tags is a list of strings.\"},{\"line\":5,\"why\":\"A line is"
                                + " a JSON object with the fields id and text.\"}]");
        assertThat(ingest.awaitQuiet(Duration.ofSeconds(60))).isTrue();
        assertThat(labels.find(LabelKind.CORRESPONDENT, "City")).isPresent();
        labels.find(LabelKind.TAG, "Other").orElseGet(() -> labels.create(LabelDraft.auto(LabelKind.TAG, "Other")));

        assertThat(send("GET", "/api/training-set/", editor, "").statusCode()).isEqualTo(403);
        HttpResponse<String> out = send("GET", "/api/training-set/", admin, "");
        List<JsonNode> lines = out.body().lines().map(JSON::readTree).toList();
        JsonNode bill = lines.stream()
                .filter(line -> line.get("text").asString().equals("A bill of the city"))
                .findFirst()
                .orElseThrow();
        assertThat(bill.get("tags").toString()).isEqualTo("[\"Bills\",\"Fünf \\\"quoted\\\"\"]");
        assertThat(bill.get("correspondent").asString()).isEqualTo("City");
        assertThat(bill.has("document_type"))
                .as("only where a document type is learned")
                .isEqualTo(labels.all().stream()
                        .anyMatch(label -> label.getKind() == LabelKind.DOCUMENT_TYPE
                                && label.getAlgorithm() == MatchingAlgorithm.AUTO));
        JsonNode seven = lines.stream()
                .filter(line -> line.get("text").asString().equals("Seven has no labels"))
                .findFirst()
                .orElseThrow();
        assertThat(seven.get("tags").size()).isZero();
        assertThat(seven.get("correspondent").isNull()).isTrue();
        JsonNode again = JSON.readTree(
                send("POST", "/api/training-set/", admin, bill + "\n" + seven).body());
        assertThat(again.get("duplicates").asInt()).isEqualTo(2);
        assertThat(again.get("added").asInt()).as("all is there already").isZero();
    }

    @Test
    void aBackupIsForAdministrators() throws Exception {
        assertThat(send("GET", "/api/backup/", editor, "").statusCode()).isEqualTo(403);
        HttpResponse<byte[]> saved =
                HTTP.send(request("/api/backup/", admin).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(saved.statusCode()).isEqualTo(200);
        assertThat(saved.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"tagwright-backup.zip\"");
        assertThat(new String(saved.body(), 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
        send("GET", "/api/training-set/", admin, "");
        assertThat(send("GET", "/api/audit/", admin, "").body())
                .as("who took everything away with them")
                .contains("\"what\":\"BACKUP_SAVED\"", "\"what\":\"TRAINING_SET_EXPORTED\"");
    }
}
