package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API tells of itself, and the page that people read. */
class DescriptionApiTest extends HostApi {

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
}
