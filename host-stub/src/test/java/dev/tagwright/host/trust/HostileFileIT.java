package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.documents.Actor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names of files, and files, that are to act where they are shown. */
class HostileFileIT extends HostileInput {

    @Test
    void namesOfFilesAndFilesThatActAreKeptHarmless() throws Exception {
        List<String> names = new ArrayList<>(payloads().stream()
                .map(name -> name.replaceAll("[\\r\\n\"\\\\\\x00]", ""))
                .filter(name -> name.length() < 1000)
                .collect(Collectors.toList()));
        names.addAll(List.of(MARK + ".html", MARK + ".svg", MARK + ".exe", "con", "..", ".", ""));
        String html = "<html><script>" + MARK + "()</script>";
        for (String name : names) {
            for (String content : List.of("a harmless letter " + MARK + cases, html + cases)) {
                String boundary = "hostile-boundary";
                hostile(
                        "POST",
                        "/api/documents/post_document/",
                        "multipart/form-data; boundary=" + boundary,
                        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"" + name
                                + "\"\r\nContent-Type: text/html\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n");
            }
        }
        for (long id : jdbc.queryForList("select id from document where id > ?", Long.class, document.getId())) {
            cases++;
            HttpResponse<String> shown = send("GET", "/api/documents/" + id + "/preview/", administrator, "", "");
            String type = shown.headers().firstValue("Content-Type").orElse("");
            String how = shown.headers().firstValue("Content-Disposition").orElse("");
            String policy = String.join(",", shown.headers().allValues("Content-Security-Policy"));
            if (type.matches("(?i).*(html|svg|xml|javascript).*") && how.startsWith("inline")
                    || !policy.contains("sandbox") && !type.equals("application/pdf")) {
                faults.add("document " + id + " is shown as " + type + " " + how + " " + policy);
            }
            HttpResponse<String> page = send("GET", "/documents/" + id, administrator, "", "");
            judge("/documents/" + id, page.statusCode(), page.body());
            documents.delete(id, Actor.person("ada"));
        }
        assertThat(cases).isGreaterThan(100);
    }
}
