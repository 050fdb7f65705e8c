package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Walks everything that host and plugin answer to, as it is registered, with every role. What comes of it is the page
 * {@code docs/access.md}; run with {@code -Daccess.write=true} to write it anew, and read what changed.
 */
class AccessIT extends RealHost {

    private static final Path PAGE = Path.of("../docs/access.md");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** Who asks, about a document of everyone's in the first four columns and about one person's in the last four. */
    private enum Column {
        NOBODY("nobody"),
        VIEWER("viewer"),
        EDITOR("editor"),
        ADMINISTRATOR("administrator"),
        NOT_SHARED("not shared"),
        SHARED_TO_VIEW("shared to view"),
        SHARED_TO_CHANGE("shared to change"),
        OWNER("owner");

        private final String head;

        Column(String head) {
            this.head = head;
        }

        boolean ofOnePersonsDocument() {
            return compareTo(NOT_SHARED) >= 0;
        }
    }

    /** What everybody on the network may ask for without having signed in. */
    private static final Set<String> OPEN = Set.of(
            "GET /login",
            "POST /login",
            "POST /logout",
            "GET /error",
            "POST /api/token/",
            "GET /assets/**",
            "GET /assets/htmx/**",
            "GET /webjars/**",
            "GET /favicon.ico",
            "GET /actuator/health",
            "GET /actuator/health/**");

    private final List<String> faults = new ArrayList<>();
    private long label;
    private Document everyones;
    private Document secret;

    @Test
    void everyEndpointAnswersEachRoleAsThePageSays() throws Exception {
        label = label(LabelKind.TAG);
        everyones = add(false);
        secret = add(true);
        awaitIndex();
        List<Endpoint> endpoints = endpoints();
        assertThat(endpoints).as("a walk over next to nothing proves nothing").hasSizeGreaterThan(100);
        Map<String, Map<Column, String>> table = new TreeMap<>();
        for (Endpoint endpoint : endpoints) {
            Map<Column, String> row = new LinkedHashMap<>();
            for (Column column : Column.values()) {
                boolean asked = endpoint.ofDocument() || !column.ofOnePersonsDocument();
                row.put(column, asked ? ask(endpoint, column) : "");
            }
            table.put(endpoint.pattern() + " " + endpoint.name(), row);
            check(endpoint, row);
        }
        assertThat(faults).isEmpty();
        String page = page(table);
        if (Boolean.getBoolean("access.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/access.md tells who may do what; read the change, then run with -Daccess.write=true")
                .isEqualTo(page);
    }

    private String token(Column column) {
        return switch (column) {
            case NOBODY -> "";
            case VIEWER -> viewer;
            case EDITOR, NOT_SHARED -> editor;
            case ADMINISTRATOR -> administrator;
            case SHARED_TO_VIEW -> sharedView;
            case SHARED_TO_CHANGE -> sharedChange;
            case OWNER -> owner;
        };
    }

    private String ask(Endpoint endpoint, Column column) throws Exception {
        Document about = document(endpoint, column.ofOnePersonsDocument());
        Sample sample = Sample.of(endpoint, about.getId(), label);
        HttpResponse<String> answer = send(
                endpoint.method(),
                endpoint.path(values(endpoint, about)) + Sample.query(endpoint),
                token(column),
                sample.type(),
                sample.body());
        String where = endpoint.name() + " for " + column + " (" + answer.statusCode() + ")";
        checkHeaders(answer, where);
        if (column.compareTo(Column.EDITOR) <= 0 || column == Column.NOT_SHARED) {
            String told = answer.body() + answer.headers().map();
            String canary = echoes(endpoint) ? SECRET + " " : SECRET;
            if (told.replace("query=" + SECRET, "").contains(canary)) {
                faults.add(where + " shows what the caller may not see");
            }
        }
        // asked for by itself, the page of errors tells of one that is not known
        boolean fails = answer.statusCode() >= 500 && !endpoint.pattern().equals("/error");
        if (fails || answer.statusCode() == 405) {
            faults.add(where + " fails: " + answer.body());
        }
        if (column == Column.ADMINISTRATOR && (answer.statusCode() == 400 || answer.statusCode() == 415)) {
            faults.add(where + " needs a sample of what it takes: " + answer.body());
        }
        return outcome(endpoint, answer);
    }

    /** A page that shows what was typed into its field of search shows that word. */
    private static boolean echoes(Endpoint endpoint) {
        return endpoint.name().equals("GET /documents") || endpoint.name().equals("GET /documents/changed");
    }

    private static String outcome(Endpoint endpoint, HttpResponse<String> answer) {
        String to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() == 401 || answer.statusCode() == 302 && to.endsWith("/login")) {
            return "sign in";
        }
        // reviewing says why it did nothing on a page of its own
        if (answer.statusCode() == 403
                || answer.statusCode() == 409 && endpoint.pattern().contains("/review/{id")) {
            return "no";
        }
        return answer.statusCode() == 404 && endpoint.ofDocument() ? "hidden" : "yes";
    }

    private Document document(Endpoint endpoint, boolean ofOnePerson) throws Exception {
        if (!endpoint.changes() || !endpoint.ofDocument()) {
            return ofOnePerson ? secret : everyones;
        }
        Document fresh = add(ofOnePerson);
        if (Set.of("/documents/{id}/restore", "/documents/{id}/purge", "/api/trash/")
                .contains(endpoint.pattern())) {
            documents.delete(fresh.getId(), Actor.person("ada"));
        }
        return fresh;
    }

    private Map<String, String> values(Endpoint endpoint, Document document) {
        String pattern = endpoint.pattern();
        String id = "999999";
        if (endpoint.ofDocument()) {
            id = Long.toString(document.getId());
        } else if (pattern.startsWith("/people/")) {
            id = Long.toString(dummy.getId());
        } else if (pattern.contains("/labels/") || pattern.contains("/api/{kind")) {
            id = Long.toString(
                    endpoint.method().equals("DELETE") || pattern.endsWith("/delete") ? label(LabelKind.TAG) : label);
        }
        return Map.of(
                "id",
                id,
                "kind",
                kind(pattern),
                "label",
                Long.toString(label),
                "number",
                "1",
                "name",
                "pages",
                "type",
                "css");
    }

    private static String kind(String pattern) {
        if (!pattern.startsWith(Endpoint.PLUGIN)) {
            return "tags";
        }
        return pattern.startsWith(Endpoint.PLUGIN + "/labels/") ? "tag" : "TAG";
    }

    /** What holds for every endpoint, whatever the page says. */
    private void check(Endpoint endpoint, Map<Column, String> row) {
        boolean open = OPEN.contains(endpoint.name());
        if (!open && !Set.of("sign in", "no").contains(row.get(Column.NOBODY))) {
            faults.add(endpoint.name() + " answers somebody who has not signed in");
        }
        if (endpoint.ofDocument()) {
            if (!Set.of("hidden", "no").contains(row.get(Column.NOT_SHARED))) {
                faults.add(endpoint.name() + " answers about a document that the caller may not see");
            }
            if (endpoint.changes() && row.get(Column.VIEWER).equals("yes")) {
                faults.add(endpoint.name() + " lets a viewer change a document");
            }
            if (endpoint.changes() && row.get(Column.SHARED_TO_VIEW).equals("yes")) {
                faults.add(endpoint.name() + " lets somebody change a document that is shared to view alone");
            }
        }
    }

    private void checkHeaders(HttpResponse<String> answer, String where) {
        Map<String, String> wanted = Map.of(
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "SAMEORIGIN",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), usb=()");
        wanted.forEach((name, value) -> {
            if (!answer.headers().allValues(name).equals(List.of(value))) {
                faults.add(where + " has " + name + " " + answer.headers().allValues(name));
            }
        });
        if (!Set.of("no-referrer", "same-origin")
                .contains(String.join(",", answer.headers().allValues("Referrer-Policy")))) {
            faults.add(where + " has Referrer-Policy " + answer.headers().allValues("Referrer-Policy"));
        }
        List<String> policy = answer.headers().allValues("Content-Security-Policy");
        boolean sandboxed = policy.size() == 1 && policy.get(0).contains("sandbox");
        if (policy.size() != 1
                || !policy.get(0).startsWith("default-src 'none'")
                || policy.get(0).contains("unsafe") && !sandboxed) {
            faults.add(where + " has the content policy " + policy);
        }
        if (answer.headers().firstValue("Cache-Control").isEmpty()) {
            faults.add(where + " does not say whether it may be kept");
        }
        if (answer.headers().firstValue("Server").isPresent()
                || answer.headers().firstValue("X-Powered-By").isPresent()) {
            faults.add(where + " names what it is made with");
        }
    }

    private String page(Map<String, Map<Column, String>> table) {
        StringBuilder page = new StringBuilder();
        page.append(
                "# Who may do what\n\nEvery address that the host and the classifier answer to, as it is registered, with what comes of it for"
                        + " whom. Written by the test\n`AccessIT`, which asks for each of them in every role and fails when one is missing here. The first four"
                        + " columns ask about a document of\neveryone's; the last four about a document that belongs to one person, asked by editors.\n\n"
                        + "*yes*: let in; *no*: refused (403); *hidden*: answered as if there were no such document (404); *sign in*: sent to the form, or 401.\n"
                        + "Where nothing stands, the address is about no single document. Whatever is let in shows only what the caller may see.\n\n|");
        page.append(" what | ");
        for (Column column : Column.values()) {
            page.append(column.head).append(" | ");
        }
        page.setLength(page.length() - 1);
        page.append("\n|").append(" --- |".repeat(Column.values().length + 1)).append('\n');
        table.forEach((key, row) -> {
            String name = key.substring(key.indexOf(' ') + 1);
            page.append("| `").append(name).append("` |");
            row.values().forEach(cell -> page.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |"));
            page.append('\n');
        });
        return page.toString();
    }

    private void awaitIndex() throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (!send("GET", "/api/search/state/", administrator, "", "").body().contains("\"READY\",\"behind\":0")) {
            assertThat(Instant.now()).isBefore(end);
            assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(send("GET", "/api/documents/?query=" + SECRET, administrator, "", "")
                        .body())
                .as("the word can be found by who may see it")
                .contains(SECRET + " title");
    }

    @Test
    void noEndpointChangesAnythingForABrowserWithoutItsToken() throws Exception {
        label = label(LabelKind.TAG);
        everyones = add(false);
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String base = "http://127.0.0.1:" + port;
        Matcher csrf = CSRF.matcher(browser.send(
                        HttpRequest.newBuilder(URI.create(base + "/login")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        assertThat(csrf.find()).isTrue();
        browser.send(
                HttpRequest.newBuilder(URI.create(base + "/login"))
                        .header("Content-Type", Sample.FORM)
                        .POST(HttpRequest.BodyPublishers.ofString("username=ada&password=a+password+of+ada&_csrf="
                                + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> list = browser.send(
                HttpRequest.newBuilder(URI.create(base + "/api/documents/")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(list.statusCode()).as("signed in").isEqualTo(200);
        int walked = 0;
        for (Endpoint endpoint : endpoints()) {
            if (!endpoint.changes() || endpoint.name().equals("POST /api/token/")) {
                continue;
            }
            Sample sample = Sample.of(endpoint, everyones.getId(), label);
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(URI.create(base + endpoint.path(values(endpoint, everyones))))
                            .header("Content-Type", sample.type())
                            .method(endpoint.method(), HttpRequest.BodyPublishers.ofString(sample.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(endpoint.name()).isEqualTo(403);
            walked++;
        }
        assertThat(walked).isGreaterThan(50);
    }

    @Test
    void countsAndJobsTellNothingOfDocumentsThatTheCallerMayNotSee() throws Exception {
        label = label(LabelKind.TAG);
        secret = add(true);
        String document = "/api/documents/" + secret.getId() + "/";
        assertThat(send("PATCH", document, owner, Sample.JSON, "{\"tags\":[" + label + "]}")
                        .statusCode())
                .isEqualTo(200);
        Map<String, Integer> counts = Map.of(administrator, 1, owner, 1, sharedView, 1, editor, 0, viewer, 0);
        for (Map.Entry<String, Integer> one : counts.entrySet()) {
            assertThat(send("GET", "/api/tags/" + label + "/", one.getKey(), "", "")
                            .body())
                    .contains("\"document_count\":" + one.getValue());
        }
        String text = send("GET", document + "download/", owner, "", "").body();
        for (String uploader : List.of(editor, sharedView)) {
            HttpResponse<String> task = send(
                    "POST",
                    "/api/documents/post_document/",
                    uploader,
                    "multipart/form-data; boundary=b",
                    "--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"same.txt\"\r\n\r\n" + text
                            + "\r\n--b--\r\n");
            String told = send("GET", "/api/tasks/?task_id=" + task.body().replace("\"", ""), uploader, "", "")
                    .body();
            assertThat(told)
                    .contains(
                            uploader.equals(editor)
                                    ? "The file is already stored, as a document that you may not see."
                                    : "The file is already stored as document " + secret.getId() + ".")
                    .contains("\"related_document\":" + (uploader.equals(editor) ? "null" : secret.getId()));
        }
        assertThat(send("PATCH", document, sharedChange, Sample.JSON, "{\"title\":\"changed\"}")
                        .statusCode())
                .isEqualTo(200);
        for (String body : List.of("{\"owner\":null}", "{\"set_permissions\":{}}")) {
            assertThat(send("PATCH", document, sharedChange, Sample.JSON, body).statusCode())
                    .as("only the owner gives it away")
                    .isEqualTo(403);
        }
        assertThat(send("PATCH", document, owner, Sample.JSON, "{\"set_permissions\":{}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", document, sharedChange, "", "").statusCode()).isEqualTo(404);
    }
}
