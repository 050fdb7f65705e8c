package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What hostile input comes to: a clear refusal or harmless text, never a fault, never a trace in the log, in pages or in
 * tables where it does not belong. Each test says how many cases it went through.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileInputIT extends RealHost {

    /** In each payload, to find its traces. */
    private static final String MARK = "zqmark";

    /** What an answer that tells too much would hold: classes, statements, traces of the stack, files. */
    private static final Pattern TELLS_TOO_MUCH = Pattern.compile(
            "\\bat [a-z]+\\.[\\w.]+\\(|(?:java|javax|jakarta|org\\.springframework|org\\.hibernate|org\\.h2|tools\\.jackson)"
                    + "\\.[a-z]+\\.|[A-Za-z]+Exception|(?i:select .* from |insert into |SQLSTATE)|root:x:0|tagwright\\.database");

    /** Markup of the payloads as it would run. */
    private static final Pattern RUNS =
            Pattern.compile("<script>" + MARK + "|<img src=" + MARK + "|<svg onload=" + MARK);

    private static final String REFUSED_ON_PURPOSE = "REFUSED";

    @Autowired
    private DocumentFinder finder;

    @Autowired
    private JdbcTemplate jdbc;

    private final List<String> faults = new ArrayList<>();
    private int cases;
    private long tag;
    private Document document;
    private Map<String, Long> before = Map.of();

    @BeforeEach
    void world() throws Exception {
        tag = label(LabelKind.TAG);
        document = add(false);
        before = counts();
    }

    /** Nothing that was not asked for was added or taken away, and the log holds nothing of what was sent. */
    @AfterEach
    void noTrace(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain(MARK);
        assertThat(faults).as(cases + " cases").isEmpty();
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class)) {
            counts.put(table, jdbc.queryForObject("select count(*) from \"" + table + "\"", Long.class));
        }
        return counts;
    }

    private HttpResponse<String> hostile(String method, String path, String type, String body) throws Exception {
        return hostile(method, path, administrator, type, body);
    }

    private HttpResponse<String> hostile(String method, String path, String token, String type, String body)
            throws Exception {
        cases++;
        HttpResponse<String> answer = send(method, path, token, type, body);
        String where = method + " " + shortened(path) + " with " + shortened(body) + ": " + answer.statusCode() + " "
                + shortened(answer.body());
        judge(where, answer.statusCode(), answer.body());
        if (!answer.headers().allValues("Set-Cookie").stream().allMatch(cookie -> cookie.startsWith("JSESSIONID="))
                || answer.headers().firstValue("X-Evil").isPresent()) {
            faults.add("headers were injected: " + where);
        }
        if (answer.statusCode() >= 400
                && path.contains("/api/")
                && !method.equals("TRACE")
                && !answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            faults.add("no clear error: " + where);
        }
        return answer;
    }

    private void judge(String where, int status, String body) {
        // 501 and 505: a coding or a version of HTTP that nobody speaks
        if (status >= 500 && status != 501 && status != 505) {
            faults.add("fails: " + where);
        }
        // an answer that repeats what was sent repeats the name of a class in it
        if (status >= 400
                && !body.contains(MARK)
                && TELLS_TOO_MUCH.matcher(body).find()) {
            faults.add("tells too much: " + where);
        }
        if (RUNS.matcher(body).find() && body.stripLeading().startsWith("<")) {
            faults.add("markup would run: " + where);
        }
    }

    private static String shortened(String text) {
        return text.length() > 160 ? text.substring(0, 160) + "..." : text;
    }

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

    /** Text that means something to a parser, a database, a template, a shell, a browser or a file system. */
    private static List<String> payloads() {
        List<String> payloads = new ArrayList<>(List.of(
                "' or '1'='1' -- " + MARK,
                MARK + "'; drop table document; --",
                MARK + "\") union select password_hash from host_user --",
                "<script>" + MARK + "()</script>",
                "\"><img src=" + MARK + " onerror=alert(1)>",
                "<svg onload=" + MARK + "()>",
                "javascript:" + MARK + "()",
                "${7*7}" + MARK,
                "#{T(java.lang.Runtime).getRuntime().exec('" + MARK + "')}",
                "__${T(java.lang.System).exit(1)}__::" + MARK,
                "~{" + MARK + " :: x}",
                "{{" + MARK + "}}",
                "${jndi:ldap://127.0.0.1/" + MARK + "}",
                "../../../../etc/passwd" + MARK,
                "..\\..\\" + MARK,
                "/etc/passwd/" + MARK,
                "file:///" + MARK,
                "http://169.254.169.254/" + MARK,
                MARK + "\0" + MARK,
                MARK + "\r\nSet-Cookie: x=1\r\nX-Evil: 1",
                MARK + "\u202e\u2066txt.exe",
                MARK + "\ud83d\ude00\ud83d",
                "\ufeff" + MARK + "\u0000\u0001\u001b[31m",
                "=cmd|' /C " + MARK + "'!A0",
                MARK + "*?~:^[]{}()!\\/\"",
                "((((((((((" + MARK,
                "\"" + MARK,
                "tag:\"" + MARK,
                "title:(" + MARK + " OR",
                "NOT NOT - - " + MARK,
                "[* TO " + MARK + "}",
                "*" + MARK + "*",
                "(a+)+$" + MARK,
                "-1",
                "9223372036854775808",
                "1e400",
                "NaN",
                "null",
                "[]",
                "{}",
                "%" + MARK + "_%",
                "%2e%2e%2f" + MARK,
                "; ls " + MARK + " | cat `id`"));
        payloads.add(MARK.repeat(2000));
        payloads.add("\u0301".repeat(3000) + MARK);
        return payloads;
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
