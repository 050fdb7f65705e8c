package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person before a real browser teaches the real plugin in the real host by one click. */
@Tag("long")
class TeachIT {

    private static final String PLUGIN = "/plugins/tagwright-classifier/api";
    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String UNLIKE = " of the revenue office for the calendar year asks payment ";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    /** What is thought of one tag on one document; a probability of 0 where nothing is said of it. */
    private record Thought(double probability, String decision) {

        double odds() {
            return probability / (1 - probability);
        }
    }

    private static long tag(HostProcess host, String name, boolean inbox) throws IOException, InterruptedException {
        return host.send(
                        "POST",
                        "/api/tags/",
                        "{\"name\":\"" + name + "\",\"matching_algorithm\":" + (inbox ? 0 : 6) + ",\"is_inbox_tag\":"
                                + inbox + "}")
                .get("id")
                .asLong();
    }

    private static long upload(HostProcess host, String text) throws IOException, InterruptedException {
        String task = host.task(text.getBytes(StandardCharsets.UTF_8), "letter.txt");
        return host.rested(task).get("related_document").asLong();
    }

    /** Files eighty letters by hand and lets the plugin learn from them. */
    private static long taught(HostProcess host) throws IOException, InterruptedException {
        long rent = tag(host, "rent", false);
        List<String> tasks = new ArrayList<>();
        for (int number = 1; number <= 40; number++) {
            String end = " " + number + " " + WORDS[number % WORDS.length];
            tasks.add(host.task(
                    (RENT + end).getBytes(StandardCharsets.UTF_8), number + ".txt", "tags", String.valueOf(rent)));
            tasks.add(host.task((TAX + end).getBytes(StandardCharsets.UTF_8), number + ".txt"));
        }
        for (String task : tasks) {
            host.rested(task);
        }
        tag(host, "inbox", true);
        host.until(() -> host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200);
        host.send("POST", PLUGIN + "/trainings", "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}");
        host.until(() -> host.get(PLUGIN + "/status")
                .get("training")
                .get("state")
                .asString()
                .equals("PROMOTED"));
        return rent;
    }

    private static Thought thought(HostProcess host, long document, long tag) throws IOException, InterruptedException {
        for (JsonNode one :
                host.get("/api/documents/" + document + "/suggestions/").get("scored")) {
            if (one.get("id").asLong() == tag) {
                return new Thought(
                        one.get("probability").asDouble(), one.get("decision").asString());
            }
        }
        return new Thought(0, "abstain");
    }

    @Test
    void aRejectedTagIsGoneForGoodAndANearCopyIsThoughtOfOtherwiseAtOnce() throws Exception {
        Path home = BrowserTest.homeWithPlugin();
        // next to nothing may go wrong with tags, so they are suggested rather than filed, and there is something to
        // judge
        try (HostProcess host = HostProcess.start(
                        home,
                        "--tagwright.plugin.tagwright-classifier.training.error-budget.tag=0.0001",
                        "--tagwright.plugin.tagwright-classifier.embedding.model=off");
                Chromium chromium = Chromium.start();
                Chromium.Visit visit = chromium.visit(host.address())) {
            long rent = taught(host);
            long document = upload(host, RENT + UNLIKE + "monday");
            long bystander = upload(host, RENT + UNLIKE + "blue");
            Thought before = thought(host, bystander, rent);
            assertThat(before.decision()).isEqualTo("suggest");

            String[] login =
                    Files.readString(home.resolve("login-of-this-test")).split(":", 2);
            visit.signIn(login[0], login[1]);
            Page page = visit.page();
            assertThat(page).hasURL(Pattern.compile(".*/documents.*"));
            page.navigate("/documents/" + document);
            Locator reject = page.locator("#reject-" + rent);
            assertThat(reject).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            long clicked = System.nanoTime();
            reject.click();
            Thought[] after = {before};
            host.until(() -> {
                after[0] = thought(host, bystander, rent);
                return after[0].probability() != before.probability();
            });
            long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - clicked);
            assertThat(after[0].odds()).isLessThan(before.odds() / 2);

            assertThat(reject).hasCount(0);
            page.reload();
            assertThat(page.locator("#title")).isVisible();
            assertThat(reject).hasCount(0);
            assertThat(page.locator("#filed li[data-label='" + rent + "']")).hasCount(0);

            long copy = upload(host, RENT + UNLIKE + "street");
            Thought ofCopy = thought(host, copy, rent);
            assertThat(ofCopy.odds()).isLessThan(before.odds() / 2);
            // for the page of benchmarks; a busy machine takes as long as it takes
            Files.writeString(
                    home.resolve("measured.txt"),
                    "milliseconds from the click to the changed decision on another document: " + milliseconds
                            + "\na near copy before: " + before + "\na near copy after: " + ofCopy + "\n");
            page.navigate("/documents/" + copy);
            assertThat(page.locator("#title")).isVisible();
            assertThat(page.locator("#reject-" + rent))
                    .hasCount(ofCopy.decision().equals("suggest") ? 1 : 0);
            assertThat(visit.complaints()).isEmpty();
        }
    }
}
