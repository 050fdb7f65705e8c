package dev.tagwright.host.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.TestHost;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Sessions as browsers have them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestHost.class)
class SessionTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private String csrf(String path) throws IOException, InterruptedException {
        Matcher matcher = CSRF.matcher(send(to(path)).body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        String form = "username=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8)
                + "&_csrf=" + URLEncoder.encode(csrf("/login"), StandardCharsets.UTF_8);
        return send(to("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private Person person(Role role) {
        return people.create("p" + UUID.randomUUID(), "a good password", role);
    }

    @Test
    void aWrongPasswordIsSentBackToTheForm() throws Exception {
        Person person = person(Role.VIEWER);
        HttpResponse<String> answer = signIn(person.getName(), "a bad password");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?error");
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(401);
    }

    @Test
    void aRoleThatIsTakenAwayCountsInSessionsThatAreOpen() throws Exception {
        Person person = person(Role.ADMINISTRATOR);
        person(Role.ADMINISTRATOR);
        signIn(person.getName(), "a good password");
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(200);
        assertThat(send(to("/actuator")).statusCode()).isEqualTo(200);
        people.change(person.getId(), Role.VIEWER, true);
        assertThat(send(to("/actuator")).statusCode()).isEqualTo(403);
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(200);
        people.change(person.getId(), Role.VIEWER, false);
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(401);
        people.change(person.getId(), Role.VIEWER, true);
        assertThat(send(to("/api/documents/")).statusCode())
                .as("the session has ended for good")
                .isEqualTo(401);
    }

    @Test
    void aWriteNeedsTheSessionsOwnToken() throws Exception {
        Person person = person(Role.EDITOR);
        signIn(person.getName(), "a good password");
        String wish = "{\"documents\":[],\"action\":\"restore\"}";
        HttpResponse<String> without = send(to("/api/trash/")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wish)));
        assertThat(without.statusCode()).isEqualTo(403);
        HttpResponse<String> with = send(to("/api/trash/")
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", csrf("/documents"))
                .POST(HttpRequest.BodyPublishers.ofString(wish)));
        assertThat(with.statusCode()).as(with.body()).isEqualTo(200);
    }

    @Test
    void pagesSendStrangersToTheForm() throws Exception {
        HttpResponse<String> answer = send(to("/").header("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
    }
}
