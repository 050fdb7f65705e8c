package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentStore;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.documents.Reading;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestHost.class)
class ApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Labels labels;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private DocumentStore store;

    @Autowired
    private ObjectMapper json;

    private Person anna;
    private String admin;
    private String editor;
    private String viewer;

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

    private Document add(String text, Long owner, Long... given) throws IOException {
        byte[] bytes = (text + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        Document added = documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument(
                        "",
                        "le\"tter\u00e9.txt",
                        "text/plain",
                        null,
                        owner,
                        Actor.person("anna"),
                        Set.copyOf(Arrays.asList(given)),
                        false));
        documents.recordReading(
                added.getId(),
                new Reading(ReadState.READ, "", "text/plain", text, List.of(), null),
                Actor.plugin("reader"));
        return added;
    }

    private long label(LabelKind kind, String name) {
        LabelDraft draft = LabelDraft.auto(kind, name + " " + UUID.randomUUID());
        return labels.create(kind == LabelKind.STORAGE_PATH ? draft.withTemplate("{title}") : draft)
                .getId();
    }

    private HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Token " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path, String token) throws Exception {
        HttpResponse<String> answer = send("GET", path, token, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static String detail(JsonNode problem) {
        return problem.get("detail").asString();
    }

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
    void searchesTellWhereTheyFoundWhat() throws Exception {
        long sender = label(LabelKind.CORRESPONDENT, "aviary");
        Document one = add("the pelican <b>stands</b> in shallow water", null, sender);
        Document two = add("a pelican flies over shallow water", null);
        Document secret = add("pelican of my own", anna.getId());
        Instant end = Instant.now().plusSeconds(60);
        while (!get("/api/search/state/", admin).toString().contains("\"READY\",\"behind\":0")) {
            assertThat(Instant.now()).isBefore(end);
            assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
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
        assertThat(json.readTree(refused.body()).get("detail").asString())
                .startsWith("created (soon) must be a year, a month or a day");
        assertThat(send("GET", "/api/documents/?more_like_id=" + secret.getId(), viewer, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/api/search/refill/", editor, "").statusCode()).isEqualTo(403);
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
        assertThat(detail(json.readTree(refused.body()))).startsWith("There is no such filter. There are id__in, ");
        HttpResponse<String> bad = send("GET", "/api/documents/?tags__id__in=one", viewer, "");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(detail(json.readTree(bad.body())))
                .isEqualTo("tags__id__in must be numbers with commas between them.");
    }

    private static List<Long> ids(JsonNode list) {
        return list.get("results")
                .valueStream()
                .map(one -> one.get("id").asLong())
                .toList();
    }

    @Test
    void aPatchChangesWhatItNamesOrNothing() throws Exception {
        long tag = label(LabelKind.TAG, "patched");
        long type = label(LabelKind.DOCUMENT_TYPE, "type");
        Document added = add("patched", null);
        String path = "/api/documents/" + added.getId() + "/";
        JsonNode changed = json.readTree(send(
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
        assertThat(detail(json.readTree(half.body()))).isEqualTo("Label " + tag + " is not of the kind correspondent.");
        assertThat(get(path, viewer).get("title").asString()).isEqualTo("New <b>title</b>");

        HttpResponse<String> stale =
                send("PATCH", path, editor, "{\"title\":\"Stale\",\"expected_version\":" + (version - 1) + "}");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(detail(json.readTree(stale.body())))
                .isEqualTo("The document has version " + version + " meanwhile.");

        HttpResponse<String> gone = send("PATCH", path, editor, "{\"document_type\":999999}");
        assertThat(gone.statusCode()).isEqualTo(409);
        assertThat(detail(json.readTree(gone.body())))
                .isEqualTo("There is no label 999999. Maybe it was deleted meanwhile.");

        JsonNode emptied = json.readTree(send("PATCH", path, editor, "{\"document_type\":null,\"tags\":[]}")
                .body());
        assertThat(emptied.get("document_type").isNull()).isTrue();
        assertThat(emptied.get("tags").isEmpty()).isTrue();
        JsonNode history =
                json.readTree(send("GET", path + "history/", viewer, "").body());
        assertThat(history.valueStream().map(line -> line.get("action").asString()))
                .contains("added", "title", "created", "label_added", "label_removed");
    }

    @Test
    void rolesAndOwnersAreKept() throws Exception {
        Document everyones = add("everyone's", null);
        Document annas = add("anna's", anna.getId());
        String path = "/api/documents/" + everyones.getId() + "/";
        assertThat(send("GET", path, "", "").statusCode()).isEqualTo(401);
        assertThat(send("GET", path, "wrong", "").statusCode()).isEqualTo(401);
        HttpResponse<String> forbidden = send("PATCH", path, viewer, "{\"title\":\"no\"}");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(detail(json.readTree(forbidden.body()))).isEqualTo("You do not have the permission to do this.");
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
                json.readTree(send("POST", "/api/token/", "", "{\"username\":\"ANNA\",\"password\":\"secret of anna\"}")
                        .body());
        assertThat(get("/api/documents/", given.get("token").asString()).has("count"))
                .isTrue();
        HttpResponse<String> wrong =
                send("POST", "/api/token/", "", "{\"username\":\"anna\",\"password\":\"secret of ed\"}");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(detail(json.readTree(wrong.body()))).isEqualTo("The user name or the password is wrong.");
        String basic = Base64.getEncoder().encodeToString("vi:secret of vi".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/documents/"))
                .header("Authorization", "Basic " + basic)
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theOriginalComesBackByteForByte() throws Exception {
        Document added = add("bytes", null);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/documents/" + added.getId() + "/download/"))
                .header("Authorization", "Token " + viewer)
                .build();
        HttpResponse<byte[]> file = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        Document stored = documents.find(added.getId()).orElseThrow();
        assertThat(file.body()).isEqualTo(store.original(stored).getContentAsByteArray());
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=");
        HttpRequest picture = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/documents/" + added.getId() + "/thumb/"))
                .header("Authorization", "Token " + viewer)
                .build();
        HttpResponse<byte[]> thumb = HTTP.send(picture, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(thumb.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(thumb.body()).startsWith(0xff, 0xd8);
        assertThat(send("GET", "/api/documents/" + added.getId() + "/pages/2/image", viewer, "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void labelsAreKeptUnderTheirKinds() throws Exception {
        String name = "<script>alert(1)</script> " + UUID.randomUUID();
        HttpResponse<String> created = send(
                "POST",
                "/api/tags/",
                admin,
                "{\"name\":" + json.writeValueAsString(name)
                        + ",\"matching_algorithm\":1,\"match\":\"needle\",\"color\":" + "\"#A6CEE3\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode tag = json.readTree(created.body());
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
                "{\"name\":" + json.writeValueAsString(name.toUpperCase(Locale.ROOT)) + "}");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(detail(json.readTree(twice.body()))).isEqualTo("There is already a label of this kind and name.");
        JsonNode patched = json.readTree(send("PATCH", "/api/tags/" + id + "/", admin, "{\"matching_algorithm\":6}")
                .body());
        assertThat(patched.get("matching_algorithm").asInt()).isEqualTo(6);
        assertThat(patched.get("match").asString()).isEqualTo("needle");
        HttpResponse<String> expression =
                send("PATCH", "/api/tags/" + id + "/", admin, "{\"matching_algorithm\":4,\"match\":\"a(b\"}");
        assertThat(expression.statusCode()).isEqualTo(400);
        assertThat(detail(json.readTree(expression.body())))
                .isEqualTo("The regular expression is not valid: Unclosed group at character 4.");
        assertThat(get("/api/tags/?name__iexact=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8), viewer)
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(send("DELETE", "/api/tags/" + id + "/", admin, "").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "/api/tags/" + id + "/", admin, "").statusCode())
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
        JsonNode said = json.readTree(first.body());
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
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Token " + viewer)
                .header("If-None-Match", tag)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void theApiDescribesItself() throws Exception {
        JsonNode schema = get("/api/schema", viewer);
        assertThat(schema.get("paths").propertyNames())
                .contains("/api/documents/", "/api/documents/{id}/", "/api/documents/{id}/suggestions/", "/api/token/")
                .allMatch(path -> path.startsWith("/api/"));
        JsonNode status = get("/api/status/", admin);
        assertThat(status.get("database").get("type").asString()).isEqualTo("h2");
        assertThat(status.get("classifier").get("message").asString()).isEqualTo("There is no classifier installed.");
    }

    @Test
    void thePageAndTheDescriptionNameTheSamePaths() throws Exception {
        Pattern row = Pattern.compile("^\\| `(/api/[^`]*)` \\| ([A-Z, ]+) \\|");
        TreeSet<String> shown = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/rest-api.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.find()) {
                for (String method : matcher.group(2).split(", ")) {
                    shown.add(method + " " + matcher.group(1));
                }
            }
        }
        TreeSet<String> described = new TreeSet<>();
        for (var path : get("/api/schema", viewer).get("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        assertThat(shown).isEqualTo(described);
    }

    @Test
    void aWriteOfASessionNeedsItsToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/trash/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isIn(401, 403);
    }
}
