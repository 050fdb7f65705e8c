package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.Grounds;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class AuditApiTest extends HostApi {

    @Autowired
    private JdbcTemplate jdbc;

    private List<JsonNode> lines(String query) throws Exception {
        HttpResponse<String> answer = send("GET", "/api/audit/" + query, admin, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(line -> JSON.readTree(line)).toList();
    }

    private static String told(JsonNode line) {
        return line.get("origin").asString() + " " + line.get("actor").asString() + " "
                + line.get("what").asString();
    }

    @Test
    void everyChangeOfPeopleRulesAndPluginsIsToldWithWhoDidItAndWhy() throws Exception {
        long label = JSON.readTree(send("POST", "/api/tags/", admin, "{\"name\":\"audited " + UUID.randomUUID() + "\"}")
                        .body())
                .get("id")
                .asLong();
        send("PATCH", "/api/tags/" + label + "/", admin, "{\"matching_algorithm\":1,\"match\":\"rent\"}");
        Document document = store(UUID.randomUUID().toString(), "audited", null);
        documentLabels.change(
                document.getId(),
                Map.of(label, new Grounds("snapshot 7", 0.97, 0.9, "The words rent and house.", "run 3")),
                List.of(),
                Actor.plugin("classifier"),
                Grounds.NONE);
        documents.edit(document.getId(), DocumentEdit.NONE.withTitle("=HYPERLINK(\"x\")"), Actor.person("ben"));
        send("DELETE", "/api/tags/" + label + "/", admin, "");

        List<JsonNode> lines = lines("");
        List<JsonNode> ofLabel = lines.stream()
                .filter(line -> line.get("subject").asString().equals("label")
                        && line.get("number").asLong() == label)
                .toList();
        assertThat(ofLabel)
                .extracting(AuditApiTest::told)
                .containsExactly("PERSON anna LABEL_CREATED", "PERSON anna LABEL_CHANGED", "PERSON anna LABEL_DELETED");
        assertThat(ofLabel.get(1).get("reason").asString())
                .contains("algorithm (AUTO) is now (ANY); match () is now (rent)");
        List<JsonNode> ofDocument = lines.stream()
                .filter(line -> line.get("subject").asString().equals("document")
                        && line.get("number").asLong() == document.getId())
                .toList();
        assertThat(ofDocument)
                .extracting(AuditApiTest::told)
                .startsWith("PERSON anna ADDED", "PLUGIN classifier LABEL_ADDED", "PERSON ben TITLE");
        JsonNode byPlugin = ofDocument.get(1);
        assertThat(byPlugin.get("snapshot").asString()).isEqualTo("snapshot 7");
        assertThat(byPlugin.get("run").asString()).isEqualTo("run 3");
        assertThat(byPlugin.get("reason").asString()).isEqualTo("The words rent and house.");
        assertThat(lines)
                .isSortedAccordingTo((one, other) ->
                        one.get("at").asString().compareTo(other.get("at").asString()));

        HttpResponse<String> csv = send("GET", "/api/audit/?format=csv", admin, "");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body())
                .startsWith("at,origin,actor,what,subject,number,label_kind,label,before,after,reason,snapshot,run\r\n")
                .contains("\"audited\",\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(lines("?to=2001-01-01")).isEmpty();
        assertThat(lines("?from=2001-01-01")).isNotEmpty();
        assertThat(send("GET", "/api/audit/?from=yesterday", admin, "").body())
                .contains("from must be a day such as 2026-03-31.");
        assertThat(send("GET", "/api/audit/?format=xml", admin, "").body()).contains("format must be jsonl or csv.");
    }

    private HttpResponse<String> form(HttpClient browser, String path, String fields) throws Exception {
        String page = browser.send(
                        request(path.equals("/login") ? path : "/documents", "").build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        var token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).as(page).isTrue();
        return browser.send(
                request(path, "")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int asked(String name, String password) throws Exception {
        String given = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HTTP.send(
                        request("/api/tags/", "")
                                .header("Authorization", "Basic " + given)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whoSignsInAndOutAndWhoIsRefusedIsToldWithoutPasswords() throws Exception {
        String name = "carla" + UUID.randomUUID().toString().substring(0, 8);
        Person carla = people.create(name, "secret of carla", Role.VIEWER);
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        form(browser, "/login", "username=" + name + "&password=not+it+at+all");
        form(browser, "/login", "username=secret+of+carla&password=" + name);
        assertThat(form(browser, "/login", "username=" + name + "&password=secret+of+carla")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .doesNotContain("error");
        assertThat(form(browser, "/logout", "out=1").headers().firstValue("Location"))
                .hasValueSatisfying(where -> assertThat(where).endsWith("/login?out"));
        assertThat(asked(name, "secret of carla")).isEqualTo(200);
        assertThat(asked(name, "secret of carla")).isEqualTo(200);
        assertThat(asked(name, "wrong again")).isEqualTo(401);
        HttpResponse<String> token =
                send("POST", "/api/token/", admin, "{\"username\":\"" + name + "\",\"password\":\"nor this one\"}");
        assertThat(token.statusCode()).isEqualTo(401);

        List<JsonNode> lines = lines("").stream()
                .filter(line -> line.get("what").asString().startsWith("SIGN"))
                .filter(line ->
                        List.of(name, "unknown").contains(line.get("actor").asString()))
                .toList();
        assertThat(lines)
                .extracting(line -> told(line) + " " + line.get("reason").asString())
                .containsExactly(
                        "PERSON " + name + " SIGN_IN_REFUSED the name or password was wrong, from 127.0.0.1",
                        "PERSON unknown SIGN_IN_REFUSED the name or password was wrong, from 127.0.0.1",
                        "PERSON " + name + " SIGNED_IN by the form, from 127.0.0.1",
                        "PERSON " + name + " SIGNED_OUT by the person, from 127.0.0.1",
                        "PERSON " + name + " SIGNED_IN by name and password of a request, from 127.0.0.1",
                        "PERSON " + name + " SIGN_IN_REFUSED the name or password was wrong, from 127.0.0.1",
                        "PERSON " + name + " SIGN_IN_REFUSED the name or password was wrong, from 127.0.0.1");
        assertThat(lines.get(0).get("number").asLong()).isEqualTo(carla.getId());
        assertThat(send("GET", "/api/audit/", admin, "").body())
                .doesNotContain("secret of carla", "not it at all", "wrong again", "nor this one");
    }

    @Test
    void anErasedDocumentLeavesItsNumberAndNothingElse() throws Exception {
        String word = "erase" + UUID.randomUUID().toString().replace("-", "");
        Document document = store(UUID.randomUUID().toString(), word, null);
        documents.edit(
                document.getId(), DocumentEdit.NONE.withTitle(word + " again").withText(word), Actor.person("ben"));
        send("POST", "/api/documents/" + document.getId() + "/notes/", admin, "{\"note\":\"" + word + "\"}");
        send("DELETE", "/api/documents/" + document.getId() + "/", admin, "");
        HttpResponse<String> gone =
                send("POST", "/api/trash/", admin, "{\"documents\":[" + document.getId() + "],\"action\":\"empty\"}");
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
        List<JsonNode> left = lines("").stream()
                .filter(line -> line.get("subject").asString().equals("document")
                        && line.get("number").asLong() == document.getId())
                .toList();
        assertThat(left).extracting(AuditApiTest::told).containsExactly("PERSON anna DOCUMENT_ERASED");
        for (String table : jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class)) {
            assertThat(jdbc.queryForList("select * from \"" + table + "\"").toString())
                    .as(table)
                    .doesNotContain(word);
        }
        assertThat(jdbc.queryForObject(
                        "select count(*) from plugin_erasure where document_id = ?", Long.class, document.getId()))
                .as("waits for a plugin to take it")
                .isEqualTo(1);
    }
}
