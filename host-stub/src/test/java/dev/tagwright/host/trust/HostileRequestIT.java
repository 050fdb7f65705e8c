package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Methods, paths, headers and sizes that no browser sends. */
class HostileRequestIT extends HostileInput {

    private static final String REFUSED_ON_PURPOSE = "REFUSED";

    @Test
    void eachAddressAnswersToItsOwnMethodsAlone() throws Exception {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.pattern().equals("/error")) {
                continue;
            }
            methods.computeIfAbsent(
                            endpoint.path(Map.of("id", Long.toString(document.getId()), "kind", "tags")),
                            path -> new TreeSet<>())
                    .add(endpoint.method());
        }
        for (Map.Entry<String, Set<String>> one : methods.entrySet()) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "PROPFIND", "TRACE", "get")) {
                if (one.getValue().contains(method)) {
                    continue;
                }
                HttpResponse<String> answer = hostile(method, one.getKey(), viewer, Sample.JSON, "{}");
                if (answer.statusCode() < 400) {
                    faults.add(method + " " + one.getKey() + " was taken: " + answer.statusCode());
                }
            }
        }
        assertThat(cases).isGreaterThan(300);
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            raw("POST /api/documents/" + document.getId() + "/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token "
                    + administrator + "\r\n" + header + ": DELETE\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
        raw(
                "POST /api/documents/" + document.getId()
                        + "/?_method=DELETE HTTP/1.1\r\nHost: x\r\nAuthorization: Token " + administrator
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\nConnection: close\r\n\r\n_method=DELETE");
        assertThat(documents.find(document.getId())).isPresent();
        assertThat(counts().get("DOCUMENT")).isEqualTo(before.get("DOCUMENT"));
    }

    /** Sends bytes as they are and returns what comes back, as far as it is one answer. */
    private String raw(String request) throws IOException {
        cases++;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readNBytes(200_000), StandardCharsets.ISO_8859_1);
            int status = answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
            judge(
                    shortened(request) + ": " + shortened(answer),
                    status,
                    answer.substring(Math.max(0, answer.indexOf("\r\n\r\n"))));
            if (answer.contains("Apache Tomcat") || answer.contains("\r\nServer:")) {
                faults.add("names what it is made with: " + shortened(request) + ": " + shortened(answer));
            }
            return answer;
        } catch (IOException e) {
            // closing the connection is an answer, too
            return REFUSED_ON_PURPOSE;
        }
    }

    @Test
    void tricksWithPathsAndHeadersOpenNothing() throws Exception {
        List<String> paths = new ArrayList<>();
        for (String secret :
                List.of("actuator/env", "api/documents/", "people", "plugins/tagwright-classifier/api/jobs")) {
            for (String trick : List.of(
                    "//",
                    "/./",
                    "/assets/../",
                    "/assets/..;/",
                    "/assets/%2e%2e/",
                    "/assets/..%2f",
                    "/login/../",
                    "/login;/../",
                    "/assets/..%5c",
                    "/assets/%252e%252e/",
                    "/;x=y/",
                    "/login%2f..%2f",
                    "/actuator/health/../../",
                    "/%2f",
                    "/error/../",
                    "/webjars/..;/..;/",
                    "http://evil/",
                    "/\\",
                    "/login%00/../",
                    "/api/token/../../")) {
                paths.add(trick + secret);
            }
            paths.add("/" + secret + ";.css");
            paths.add("/" + secret + "%3b.css");
            paths.add("/" + secret + "/%2e");
            paths.add("/" + secret.toUpperCase(java.util.Locale.ROOT));
        }
        for (String file : List.of(
                "application.properties",
                "db/host/V1__people_labels_and_documents.sql",
                "../../../../../../etc/passwd",
                "secret")) {
            for (String trick : List.of(
                    "/assets/../",
                    "/assets/..%2f",
                    "/assets/%2e%2e/",
                    "/assets/..%5c",
                    "/assets/..;/",
                    "/webjars/..%2f..%2f",
                    "/webjars/%252e%252e%252f",
                    "/assets/htmx/..%2f..%2f..%2f",
                    "/assets/.%00./",
                    "/assets//..//",
                    "/assets/file:")) {
                paths.add(trick + file);
            }
        }
        for (String path : paths) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            boolean signIn = answer.startsWith("HTTP/1.1 302") && answer.contains("/login\r\n");
            boolean refused = answer.startsWith("HTTP/1.1 4") || answer.equals(REFUSED_ON_PURPOSE) || answer.isEmpty();
            if (!signIn && !refused) {
                faults.add(path + " was answered: " + shortened(answer));
            }
        }
        String start = "GET /api/documents/ HTTP/1.1\r\nConnection: close\r\n";
        for (String headers : List.of(
                "Host: evil.example\r\n",
                "Host: localhost\r\nHost: evil.example\r\n",
                "",
                "Host: localhost\r\nX-Forwarded-User: ada\r\n",
                "Host: localhost\r\nRemote-User: ada\r\nX-Remote-User: ada\r\n",
                "Host: localhost\r\nAuthorization: Token\r\n",
                "Host: localhost\r\nAuthorization: Token  \r\n",
                "Host: localhost\r\nAuthorization: Token " + "a".repeat(7_000) + "\r\n",
                "Host: localhost\r\nAuthorization: Basic %%%\r\n",
                "Host: localhost\r\nAuthorization: Basic OmE=\r\n",
                "Host: localhost\r\nAuthorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n",
                "Host: localhost\r\nAuthorization: Token x\r\nAuthorization: Basic OmE=\r\n",
                "Host: localhost\r\nCookie: JSESSIONID=" + MARK + "\r\n",
                "Host: localhost\r\nCookie: JSESSIONID=../../x; JSESSIONID=y\r\n",
                "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: evil\r\nX-Original-URL: /login\r\n",
                "Host: localhost\r\nX-Rewrite-URL: /login\r\nX-Original-URL: /login\r\n",
                "Host: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Host: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "Host: localhost\r\nContent-Length: -1\r\n",
                "Host: localhost\r\nTransfer-Encoding: xchunked\r\n",
                "Host: localhost\r\n Folded: " + MARK + "\r\n",
                "Host: localhost\r\nBad Header: " + MARK + "\r\n",
                "Host: localhost\r\nX-Null: a\0b\r\n",
                "Host: localhost\r\nX-Long: " + "a".repeat(100_000) + "\r\n",
                "Host: localhost\r\n" + "X-Many: a\r\n".repeat(2_000),
                "Host: localhost\r\nAccept: " + "*/*,".repeat(1_500) + "\r\n",
                "Host: localhost\r\nAccept-Language: " + "de-".repeat(2_000) + "\r\n",
                "Host: localhost\r\nRange: bytes=0-0,1-1,2-2,3-3\r\n",
                "Host: localhost\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n",
                "Host: localhost\r\nExpect: 100-continue\r\n")) {
            String answer = raw(start + headers + "\r\n");
            if (answer.startsWith("HTTP/1.1 2")) {
                faults.add("let in by " + shortened(headers));
            }
            if (answer.contains("evil")) {
                faults.add("leads elsewhere by " + shortened(headers) + ": " + shortened(answer));
            }
        }
        for (String line :
                List.of("GET", "GET /", "GET / HTTP/9.9", " / HTTP/1.1", "\0\0\0\0", "GET  /login HTTP/1.1 x")) {
            raw(line + "\r\n\r\n");
        }
        assertThat(cases).isGreaterThan(150);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        String large = "x".repeat(17 << 20);
        for (Map.Entry<String, String> target : Map.of(
                        "/api/tags/",
                        "POST",
                        "/api/documents/" + document.getId() + "/",
                        "PATCH",
                        "/api/trash/",
                        "POST",
                        "/labels",
                        "POST",
                        Endpoint.PLUGIN + "/api/classify",
                        "POST")
                .entrySet()) {
            HttpResponse<String> answer =
                    hostile(target.getValue(), target.getKey(), Sample.JSON, "{\"name\":\"" + large + "\"}");
            assertThat(answer.statusCode()).as(target.getKey()).isEqualTo(413);
            assertThat(answer.body()).contains("The body of a request has at most 16777216 bytes; files are uploaded.");
        }
        hostile(
                "POST",
                "/api/documents/" + document.getId() + "/read-again/",
                Sample.JSON,
                "{\"languages\":\"" + MARK.repeat(50_000) + "\"}");
        hostile(
                "PATCH",
                "/api/documents/" + document.getId() + "/",
                Sample.JSON,
                "{\"tags\":[" + "1,".repeat(200_000) + "1]}");
        hostile(
                "POST",
                Endpoint.PLUGIN + "/api/classify/batch",
                Sample.JSON,
                "{\"texts\":[" + "\"a\",".repeat(5_000) + "\"a\"]}");
        hostile("GET", "/api/documents/?page=2147483647&page_size=100000", "", "");
        hostile("GET", "/api/documents/?page_size=-1", "", "");
        hostile("GET", "/api/documents/?tags__id__all=" + "1,".repeat(1_500) + "1", "", "");
        hostile("GET", "/api/documents/?query=" + "a+".repeat(2_500), "", "");
        hostile("GET", "/api/documents/?query=" + "%28".repeat(2_000), "", "");
        hostile("GET", "/documents?q=" + "*a*+".repeat(1_200), "", "");
        hostile("GET", "/api/search/autocomplete/?term=a&limit=2147483647", "", "");
        assertThat(cases).isGreaterThan(10);
    }
}
