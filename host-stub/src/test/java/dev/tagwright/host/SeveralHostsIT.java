package dev.tagwright.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Two hosts that share a database and a bucket and no folder, and before them a browser, each request of which goes to
 * whichever host the balancer likes.
 */
@EnabledIf(
        value = "dev.tagwright.host.BucketServer#isLaidReady",
        disabledReason = "no server of a bucket was laid ready: run mvn -Pe2e verify")
@Tag("long")
class SeveralHostsIT {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Path root =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    /** Cookies know hosts by name, not by port: to the browser both are one. */
    private final CookieManager cookies = new CookieManager();

    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    private HttpResponse<String> get(HostProcess host, String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(host.address() + path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a form with the token that was got from any host. */
    private HttpResponse<String> post(HostProcess host, String path, String csrf, String... fields)
            throws IOException, InterruptedException {
        List<String> form = new ArrayList<>(List.of("_csrf=" + encoded(csrf)));
        for (int i = 0; i < fields.length; i += 2) {
            form.add(fields[i] + "=" + encoded(fields[i + 1]));
        }
        return browser.send(
                HttpRequest.newBuilder(URI.create(host.address() + path))
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", form)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String csrf(HostProcess host, String path) throws IOException, InterruptedException {
        Matcher matcher = CSRF.matcher(get(host, path).body());
        assertThat(matcher.find()).as("a form of " + path).isTrue();
        return matcher.group(1);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawSchemeSpecificPart();
    }

    @Test
    void whoSignsInAtOneHostGoesOnAtAnyOtherUntilSigningOutAtAnyOfThem() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File("target/pg"))
                        .start();
                BucketServer bucket = BucketServer.start(root.resolve("bucket"))) {
            List<String> given = new ArrayList<>(List.of(
                    "--tagwright.database.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                    "--tagwright.database.user=postgres",
                    "--tagwright.secret-file=" + root.resolve("secret")));
            bucket.settings().forEach(setting -> given.add("--" + setting));
            String[] settings = given.toArray(String[]::new);
            try (HostProcess a = HostProcess.start(root.resolve("a"), settings)) {
                Path login = Path.of("login-of-this-test");
                Files.copy(
                        root.resolve("a").resolve(login),
                        Files.createDirectories(root.resolve("b")).resolve(login));
                try (HostProcess b = HostProcess.start(root.resolve("b"), settings)) {
                    String[] person =
                            Files.readString(root.resolve("a").resolve(login)).split(":", 2);
                    goesOnAnywhere(a, b, person[0], person[1]);
                    wrongPasswordsAreCountedTogether(a, b);
                    readsAtOneHostWhatCameInAtTheOther(a, b);
                    staysSignedInWhenItsHostDies(a, b, person[0], person[1]);
                    assertThat(b.log()).doesNotContain("Exception");
                }
            }
            assertThat(attributesThatAreJson(server)).isPositive();
        }
    }

    private void goesOnAnywhere(HostProcess a, HostProcess b, String name, String password) throws Exception {
        // asked for at A, signed in to at B with A's form, which leads to where A was asked for
        assertThat(location(get(a, "/labels?kind=TAG"))).endsWith("/login");
        String form = csrf(a, "/login");
        assertThat(location(post(b, "/login", form, "username", name, "password", password)))
                .contains("/labels?kind=TAG");
        assertThat(get(a, "/documents").statusCode()).isEqualTo(200);
        assertThat(get(b, "/documents").statusCode()).isEqualTo(200);

        // a form of A's is sent to B, and A shows B's sentence, once
        String label = csrf(a, "/labels/new?kind=TAG");
        assertThat(location(post(
                        b, "/labels", label, "kind", "TAG", "name", "Water", "algorithm", "NONE", "colour", "#336699")))
                .endsWith("/labels?kind=TAG");
        assertThat(get(a, "/labels?kind=TAG").body()).contains("The label was created.", "Water");
        assertThat(get(b, "/labels?kind=TAG").body()).contains("Water").doesNotContain("The label was created.");
        assertThat(post(b, "/labels", "not the token", "kind", "TAG", "name", "Power")
                        .statusCode())
                .isEqualTo(403);

        // what ended at B has ended at A, also for whoever kept the cookie
        String cookie = cookies.getCookieStore().getCookies().toString();
        assertThat(location(post(b, "/logout", csrf(a, "/documents")))).endsWith("/login?out");
        for (HostProcess host : List.of(a, b)) {
            HttpRequest kept = HttpRequest.newBuilder(URI.create(host.address() + "/api/documents/"))
                    .header("Cookie", cookie.substring(1, cookie.length() - 1))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(kept, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static void readsAtOneHostWhatCameInAtTheOther(HostProcess a, HostProcess b) throws Exception {
        byte[] letter = "A letter that came in at the first host.".getBytes(StandardCharsets.UTF_8);
        long document = a.task(a.task(letter, "letter.txt"), task -> task.hasNonNull("related_document"))
                .get("related_document")
                .asLong();
        assertThat(b.bytes("/api/documents/" + document + "/download/")).isEqualTo(letter);
        assertThat(b.bytes("/api/documents/" + document + "/thumb/")).isNotEmpty();
    }

    private void wrongPasswordsAreCountedTogether(HostProcess a, HostProcess b) throws Exception {
        for (int i = 0; i < 10; i++) {
            HostProcess host = i % 2 == 0 ? a : b;
            assertThat(location(post(host, "/login", csrf(host, "/login"), "username", "nobody", "password", "guess")))
                    .endsWith("/login?error");
        }
        for (HostProcess host : List.of(a, b)) {
            assertThat(location(post(host, "/login", csrf(host, "/login"), "username", "nobody", "password", "guess")))
                    .contains("/login?wait=");
        }
    }

    private void staysSignedInWhenItsHostDies(HostProcess a, HostProcess b, String name, String password)
            throws Exception {
        post(a, "/login", csrf(a, "/login"), "username", name, "password", password);
        assertThat(get(a, "/documents").statusCode()).isEqualTo(200);
        a.kill();
        assertThat(get(b, "/documents").statusCode()).isEqualTo(200);
    }

    private static long attributesThatAreJson(EmbeddedPostgres server) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select count(*) filter (where convert_from(attribute_bytes, 'UTF8') like '{%}')"
                                + " from host_session_attributes")) {
            row.next();
            return row.getLong(1);
        }
    }
}
