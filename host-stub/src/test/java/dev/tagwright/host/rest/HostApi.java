package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.documents.Reading;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import dev.tagwright.host.users.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The host without a plugin, asked over HTTP by a person of each role. Tests of the same settings share one host. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestHost.class)
abstract class HostApi {

    static final HttpClient HTTP = HttpClient.newHttpClient();
    static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    Labels labels;

    @Autowired
    Documents documents;

    @Autowired
    DocumentLabels documentLabels;

    @Autowired
    DocumentStore store;

    @Autowired
    private Tokens tokens;

    /** The administrator. */
    Person anna;

    String admin;
    String editor;
    String viewer;

    @BeforeEach
    void people() {
        anna = person("anna", Role.ADMINISTRATOR);
        admin = tokens.issue(anna.getId());
        editor = tokens.issue(person("ed", Role.EDITOR).getId());
        viewer = tokens.issue(person("vi", Role.VIEWER).getId());
    }

    private Person person(String name, Role role) {
        return people.find(name).orElseGet(() -> people.create(name, "secret of " + name, role));
    }

    /** Adds a document that is read and whose text is this, on which more follows in the file. */
    Document add(String text, Long owner, Long... given) throws IOException {
        Document added = store(text + UUID.randomUUID(), "", owner, given);
        documents.recordReading(
                added.getId(),
                new Reading(ReadState.READ, "", "text/plain", text, List.of(), null),
                Actor.plugin("reader"));
        return added;
    }

    /** Adds a document that is not read. */
    Document store(String file, String title, Long owner, Long... given) throws IOException {
        return documents.add(
                store.receive(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), 1_000_000),
                new NewDocument(
                        title,
                        "le\"tter\u00e9.txt",
                        "text/plain",
                        null,
                        owner,
                        Actor.person("anna"),
                        Set.copyOf(Arrays.asList(given)),
                        false));
    }

    long label(LabelKind kind, String name) {
        LabelDraft draft = LabelDraft.auto(kind, name + " " + UUID.randomUUID());
        return labels.create(kind == LabelKind.STORAGE_PATH ? draft.withTemplate("{title}") : draft)
                .getId();
    }

    /** A request by whom the token belongs to, or by nobody when it is empty; for all that {@link #send} does not send. */
    HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return token.isEmpty() ? request : request.header("Authorization", "Token " + token);
    }

    HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        return HTTP.send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path, String token) throws Exception {
        HttpResponse<String> answer = send("GET", path, token, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Asks as the administrator until the answer is as it is to be, and returns it. */
    JsonNode until(String path, Predicate<JsonNode> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            JsonNode answer = get(path, admin);
            if (condition.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as(answer.toString()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** What a problem says. */
    static String detail(HttpResponse<String> problem) {
        return JSON.readTree(problem.body()).get("detail").asString();
    }

    static List<Long> ids(JsonNode list) {
        return list.get("results")
                .valueStream()
                .map(one -> one.get("id").asLong())
                .toList();
    }
}
