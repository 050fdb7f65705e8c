package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Text and JSON that mean something to whoever takes them for more than text. */
class HostileTextIT extends HostileInput {

    @Autowired
    private DocumentFinder finder;

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    @Test
    void textThatMeansSomethingElsewhereIsTextHere() throws Exception {
        for (String payload : payloads()) {
            boolean shortEnough = payload.length() < 1000;
            String query = encoded(shortEnough ? payload : payload.substring(0, 1000));
            for (String path : List.of(
                    "/api/documents/?query=",
                    "/api/documents/?title__icontains=",
                    "/api/documents/?content__icontains=",
                    "/api/documents/?ordering=",
                    "/api/documents/?fields=",
                    "/api/documents/?tags__id__all=",
                    "/api/documents/?added__gte=",
                    "/api/documents/?more_like_id=",
                    "/api/documents/?page=",
                    "/api/search/autocomplete/?term=",
                    "/api/search/labels/?query=",
                    "/api/tags/?name__icontains=",
                    "/api/tags/?id__in=",
                    "/api/tasks/?task_id=",
                    "/api/audit/?from=",
                    "/documents?q=",
                    "/documents?tag=",
                    "/documents?sort=",
                    "/jobs?state=",
                    "/labels?kind=",
                    "/labels/preview?template=",
                    Endpoint.PLUGIN + "/api/reworks/1/changes?state=",
                    Endpoint.PLUGIN + "/rework?id=")) {
                hostile("GET", path + query, "", "");
            }
            String text = json(payload);
            String at = "/api/documents/" + document.getId() + "/";
            hostile("PATCH", at, Sample.JSON, "{\"title\":" + text + "}");
            hostile("PATCH", at, Sample.JSON, "{\"content\":" + text + "}");
            hostile("PATCH", at, Sample.JSON, "{\"created\":" + text + "}");
            hostile("PATCH", at, Sample.JSON, "{\"tags\":[" + text + "]}");
            hostile("PATCH", at, Sample.JSON, "{\"owner\":" + text + "}");
            hostile("PATCH", "/api/tags/" + tag + "/", Sample.JSON, "{\"name\":" + text + "}");
            hostile("PATCH", "/api/tags/" + tag + "/", Sample.JSON, "{\"colour\":" + text + "}");
            hostile(
                    "PATCH",
                    "/api/tags/" + tag + "/",
                    Sample.JSON,
                    "{\"matching_algorithm\":4,\"match\":" + text + "}");
            hostile("POST", "/api/storage_paths/", Sample.JSON, "{\"name\":\"x\",\"path\":" + text + "}");
            hostile("POST", "/api/trash/", Sample.JSON, "{\"documents\":[],\"action\":" + text + "}");
            hostile("POST", Endpoint.PLUGIN + "/api/classify", Sample.JSON, "{\"text\":" + text + "}");
            hostile("POST", Endpoint.PLUGIN + "/api/jobs", Sample.JSON, "{\"kind\":" + text + "}");
            hostile("POST", Endpoint.PLUGIN + "/api/retags", Sample.JSON, "{\"kinds\":[" + text + "]}");
            hostile("POST", Endpoint.PLUGIN + "/api/undos", Sample.JSON, "{\"run\":" + text + "}");
            hostile("POST", "/labels/" + tag, Sample.FORM, "kind=TAG&algorithm=AUTO&name=" + encoded(payload));
            hostile("POST", "/people", Sample.FORM, "role=VIEWER&password=long+enough&name=" + encoded("<" + payload));
            hostile("GET", "/documents/" + document.getId(), "", "");
            hostile("GET", at, "", "");
        }
        assertThat(cases).isGreaterThan(500);
        Map<String, Long> after = counts();
        for (String table : Set.of("DOCUMENT", "HOST_USER", "DOCUMENT_TEXT", "LABEL_REMOVAL")) {
            assertThat(after.get(table)).as(table).isEqualTo(before.get(table));
        }
        assertThat(after.keySet()).as("all tables are there").containsAll(before.keySet());
        assertThat(finder.count(DocumentFilter.present())).isPositive();
    }

    @Test
    void jsonThatIsNoneOrOfAnotherShapeIsRefused() throws Exception {
        List<String> bodies = new ArrayList<>(List.of(
                "{",
                "}",
                "[",
                "\"",
                "{\"name\":",
                "{\"name\"}",
                "{'name':'x'}",
                "{\"name\":\"x\"",
                "{\"name\":\"x\"}}",
                "nul",
                "null",
                "true",
                "42",
                "\"text\"",
                "[]",
                "[[[[]]]]",
                "[{\"name\":1}]",
                "{\"name\":{\"name\":{}}}",
                "{\"name\":[1,2,3]}",
                "{\"name\":null,\"documents\":null,\"action\":null,\"text\":null,\"texts\":null,\"kind\":null}",
                "{\"name\":true,\"documents\":true,\"text\":1,\"texts\":1,\"kinds\":1,\"sentences\":1}",
                "{\"documents\":[null],\"action\":\"restore\",\"texts\":[null],\"sentences\":[null],\"kinds\":[null]}",
                "{\"documents\":[1e999],\"action\":\"restore\"}",
                "{\"documents\":[99999999999999999999],\"action\":\"empty\"}",
                "{\"documents\":[-1],\"action\":\"empty\"}",
                "{\"matching_algorithm\":99999999999}",
                "{\"parent\":9223372036854775807}",
                "{\"set_permissions\":[]}",
                "{\"set_permissions\":{\"view\":{\"users\":{}}}}",
                "{\"set_permissions\":{\"view\":{\"users\":[\"a\"]}}}",
                "{\"set_permissions\":{\"view\":{\"groups\":[1]}}}",
                "{\"name\":NaN}",
                "{\"name\":0x10}",
                "{\"a\":1}// comment",
                "\ufeff{\"name\":1}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"\\x\"}",
                "{\"__proto__\":{\"role\":\"ADMINISTRATOR\"}}",
                "{\"@class\":\"java.lang.Runtime\"}",
                "[\"java.net.URL\",\"http://127.0.0.1/\"]",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "[".repeat(100_000),
                "{\"a\":".repeat(20_000),
                "{\"name\":" + "9".repeat(5_000) + "}"));
        Map<String, String> targets = Map.of(
                "/api/tags/",
                "POST",
                "/api/tags/" + tag + "/",
                "PUT",
                "/api/documents/" + document.getId() + "/",
                "PATCH",
                "/api/documents/" + document.getId() + "/read-again/",
                "POST",
                "/api/trash/",
                "POST",
                Endpoint.PLUGIN + "/api/classify",
                "POST",
                Endpoint.PLUGIN + "/api/classify/batch",
                "POST",
                Endpoint.PLUGIN + "/api/jobs",
                "POST",
                Endpoint.PLUGIN + "/api/retags",
                "POST",
                Endpoint.PLUGIN + "/api/undos",
                "POST");
        for (String body : bodies) {
            for (Map.Entry<String, String> target : targets.entrySet()) {
                hostile(target.getValue(), target.getKey(), Sample.JSON, body);
            }
        }
        assertThat(cases).isGreaterThan(400);
        assertThat(counts().get("DOCUMENT")).isEqualTo(before.get("DOCUMENT"));
    }
}
