package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import dev.tagwright.host.demo.MorePapers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/** People who review documents before a real browser, at the real host with the real plugin and the demo archive. */
abstract class ReviewVisit extends BrowserTest {

    static final String PLUGIN = "/plugins/tagwright-classifier";
    static final String CHIEF = "demo";

    /** So many papers the demo brings; some of them arrive by themselves and wait. */
    private static final int DEMO = 60;

    /** So many more are uploaded, to be reviewed. */
    private static final int MORE = 64;

    private static final long ANOTHER_SEED = 7;

    @BeforeAll
    static void start() throws Exception {
        Path home = homeWithPlugin();
        // next to nothing may go wrong: so all is suggested and nothing filed
        host = HostProcess.start(
                home,
                "--demo",
                "--tagwright.demo-archive.papers=" + DEMO,
                "--tagwright.demo-archive.pause=0s",
                "--tagwright.plugin.tagwright-classifier.embedding.model=off",
                "--tagwright.plugin.tagwright-classifier.training.error-budget=0.0001");
        host.until(() -> host.get("/api/demo/").get("phase").asString().equals("DONE"));
        for (Map.Entry<String, byte[]> paper :
                MorePapers.of(ANOTHER_SEED, DEMO, MORE).entrySet()) {
            host.task(paper.getValue(), paper.getKey());
        }
        for (int some = 10; some <= MORE; some += 10) {
            int enough = some;
            host.until(() -> waiting() >= enough);
        }
    }

    /** How many documents wait, as the page says it. */
    static int waiting() throws IOException, InterruptedException {
        var answer = host.send("GET", PLUGIN + "/review", "", new byte[0]);
        var count = Pattern.compile("id=\"count\">(\\d+) ").matcher(answer.body());
        return answer.statusCode() == 200 && count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    void signInAs(String name) {
        signIn(visit, name);
    }

    static void signIn(Chromium.Visit one, String name) {
        one.signIn(name, name);
        assertThat(one.page()).hasURL(Pattern.compile(".*/documents.*"));
    }

    /** Opens the first waiting document and returns its number. */
    long begin(String query) {
        page.navigate(PLUGIN + "/review/next" + query);
        assertThat(page.locator("#sheet")).isVisible();
        return shown();
    }

    long shown() {
        return Long.parseLong(page.locator("#sheet").getAttribute("data-document"));
    }

    void untilAnother(long before) {
        page.waitForCondition(() -> page.locator("#sheet").count() == 1 && shown() != before);
    }

    void untilAhead() {
        page.waitForFunction("() => document.documentElement.dataset.ahead !== undefined");
    }

    record Seen(String kind, long label) {}

    Seen first() {
        String[] key = page.locator(".suggestions > li").first().getAttribute("data-key").split("-");
        return new Seen(key[0], Long.parseLong(key[1]));
    }

    static boolean carries(long document, Seen seen) throws IOException, InterruptedException {
        JsonNode now = host.get("/api/documents/" + document + "/");
        return switch (seen.kind()) {
            case "TAG" -> now.get("tags").valueStream().anyMatch(tag -> tag.asLong() == seen.label());
            case "CORRESPONDENT" -> now.get("correspondent").asLong(0) == seen.label();
            case "DOCUMENT_TYPE" -> now.get("document_type").asLong(0) == seen.label();
            default -> now.get("storage_path").asLong(0) == seen.label();
        };
    }
}
