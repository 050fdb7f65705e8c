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
import java.util.Base64;
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
    void whoSignsInGoesOnToThePageThatWasWantedNotToAPictureThatAPageAskedForMeanwhile() throws Exception {
        Person person = person(Role.VIEWER);
        String image = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
        send(to("/tags").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        send(to("/documents/1/picture").header("Accept", image));
        send(to("/documents/1/part").header("Accept", "*/*"));
        assertThat(signIn(person.getName(), "a good password")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("/tags");
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
    void aNewPasswordEndsTheSessionsAndOneCanSignInAnew() throws Exception {
        Person person = person(Role.VIEWER);
        signIn(person.getName(), "a good password");
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(200);
        people.changePassword(person.getId(), "a better password");
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(401);
        signIn(person.getName(), "a better password");
        assertThat(send(to("/api/documents/")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoGuessesPasswordsIsToldToWaitWhereverTheyAreGiven() throws Exception {
        Person person = person(Role.VIEWER);
        HttpResponse<String> last = signIn(person.getName(), "guess");
        for (int i = 1; i <= SignInThrottle.PER_NAME_AND_ADDRESS; i++) {
            last = signIn(person.getName(), "guess " + i);
        }
        assertThat(last.headers().firstValue("Location").orElseThrow()).endsWith("/login?wait=15");
        assertThat(send(to("/login?wait=15")).body())
                .contains(
                        "Too many wrong passwords came from here or for this name. Please try again in a quarter of an"
                                + " hour; whoever is signed in stays so.");
        assertThat(signIn(person.getName(), "a good password")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .as("the right one is not looked at either")
                .endsWith("/login?wait=15");
        HttpResponse<String> token = send(to("/api/token/")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"" + person.getName() + "\",\"password\":\"a good password\"}")));
        assertThat(token.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(token.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(800L, 900L);
        assertThat(token.body())
                .contains("Too many wrong passwords. Try again in 15 minutes; whoever is signed in stays so.");
        String basic = Base64.getEncoder()
                .encodeToString((person.getName() + ":a good password").getBytes(StandardCharsets.UTF_8));
        assertThat(send(to("/api/documents/").header("Authorization", "Basic " + basic))
                        .statusCode())
                .isEqualTo(429);
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
