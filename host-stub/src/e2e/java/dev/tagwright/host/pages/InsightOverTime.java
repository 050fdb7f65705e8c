package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an administrator sees change while trainings and documents come and go. */
abstract class InsightOverTime extends InsightVisit {

    private static final String[] OF_HARBOURS =
            "quay crane tide pilot mooring cargo ballast lighthouse anchor buoy freighter dock".split(" ");
    private static final String[] OF_ORCHARDS =
            "apple pear grafting blossom harvest cider pruning ladder basket juice beehive rootstock".split(" ");

    /** A training cannot write what it learned while another connection holds the table; so it runs until it is stopped. */
    @Test
    @Order(21)
    void aTrainingThatRunsIsShownAndStoppedAndTheNextOneEnds() throws Exception {
        host.until(() -> host.get("/api/demo/").get("phase").asString().equals("DONE"));
        goAs("demo", "training");
        Locator newest = page.locator("#trainings tbody tr").first();
        String stopped;
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table tw_snapshot_piece in share mode");
            page.reload();
            if (page.locator("#progress [data-state=RUNNING]").count() == 0) {
                press("Train now");
            }
            assertThat(page.locator("#progress [data-state=RUNNING] progress")).isVisible();
            host.until(() -> host.get(PLUGIN + "api/trainings").get(0).get("status").get("state").asString()
                    .equals("RUNNING"));
            page.reload();
            assertThat(newest).containsText("running");
            stopped = newest.locator("td").first().textContent();
            press("Stop");
            assertThat(page.locator("#progress [data-state=STOPPED]")).containsText("Training was stopped.");
            assertThat(newest.locator("td").first()).hasText(stopped);
            assertThat(newest).containsText("stopped");
            connection.rollback();
        }
        press("Train now");
        assertThat(page.locator("#progress [data-state=PROMOTED], #progress [data-state=KEPT_BACK]"))
                .isVisible(patiently());
        assertThat(page.locator("#trainings tbody tr")
                        .filter(new Locator.FilterOptions().setHas(page.locator(
                                "td:first-child", new Page.LocatorOptions().setHasText(Pattern.compile("^" + stopped + "$"))))))
                .containsText("stopped");
    }

    /** What was tried out is decided on beside documents like it, each of which is a click away. */
    @Test
    @Order(22)
    void whatIsTriedOutIsReviewedBesideItsLikesCountedAndSwitchedOn() throws Exception {
        JsonNode known = host.get("/api/documents/?is_in_inbox=false&ordering=id&page_size=50").get("results").valueStream()
                .filter(one -> !one.get("correspondent").isNull())
                .findFirst()
                .orElseThrow();
        long sender = known.get("correspondent").asLong();
        String key = "CORRESPONDENT-" + sender;
        goAs("demo", "labels/correspondent/" + sender);
        press("Only try it out");
        assertThat(page.locator("#shadow")).containsText("Would have been filed: 0.");
        byte[] letter = (known.get("content").asString() + "\nOnce more.").getBytes(StandardCharsets.UTF_8);
        long document = host.rested(host.task(letter, "once-more.txt")).get("related_document").asLong();
        // what was decided lately is counted the more seldom the slower it goes
        host.until(() -> {
            page.reload();
            return page.locator("#shadow").textContent().contains("Would have been filed: 1.");
        });

        host.until(() -> page.navigate(PLUGIN + "review?order=NEWEST&label=" + key) != null
                && page.locator(".waiting a[href*='/review/" + document + "']").count() == 1);
        page.locator(".waiting a[href*='/review/" + document + "']").click();
        String sheet = page.url();
        Locator suggestion = page.locator(".suggestions > li[data-key=" + key + "]");
        suggestion.locator(".figures").click();
        assertThat(suggestion.locator("details")).containsText("Applied without asking from");
        Locator alike = suggestion.locator("details p a");
        assertThat(alike.first()).isVisible();
        assertThat(alike.count()).isBetween(2, 3);
        String title = alike.first().textContent();
        alike.first().click();
        assertThat(page).hasURL(Pattern.compile(".*/documents/\\d+$"));
        assertThat(page.locator("#title")).hasText(title);
        long other = Long.parseLong(page.url().replaceAll(".*/", ""));
        assertThat(other).isNotEqualTo(document);
        assertThat(host.get("/api/documents/" + other + "/").get("correspondent").asLong(0))
                .isEqualTo(sender);
        page.goBack();
        assertThat(page).hasURL(sheet);
        assertThat(page.locator("#sheet")).hasAttribute("data-document", String.valueOf(document));
        assertThat(alike.first()).hasText(title);

        page.keyboard().press("a");
        assertThat(page).not().hasURL(sheet);
        host.until(() -> host.get("/api/documents/" + document + "/").get("correspondent").asLong(0) == sender);
        // the host tells the plugin of it when it gets round to it
        host.until(() -> page.navigate(PLUGIN + "labels/correspondent/" + sender) != null
                && page.locator("#shadow")
                        .textContent()
                        .contains("Would have been filed: 1. You agreed with 1 of them and changed 0;"));
        press("Switch it on");
        assertThat(page.locator("#shadow")).not().containsText("It is being tried out");
    }

    @Test
    @Order(23)
    void aLabelIsDescribedInWordsAndThePageLeadsBackToIt() {
        goAs("demo", "labels?find=Water+bill&kind=TAG");
        page.locator("table.labels tbody th a").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Describe it in words"))
                .click();
        Locator sentences = page.locator(".card:target textarea");
        assertThat(sentences).isInViewport();
        sentences.fill("The waterworks bill drinking water.\nSewage " + HOSTILE);
        sentences.press("Tab");
        page.keyboard().press("Enter");
        Locator card = page.locator(".card:target");
        assertThat(card.locator("h2")).containsText("Water bill");
        assertThat(card.locator(".kept")).hasText("It was kept.");
        assertThat(card.locator(".kept")).isInViewport();
        assertThat(sentences).hasValue("The waterworks bill drinking water.\nSewage " + HOSTILE);
        assertThat(page.locator("main img")).hasCount(0);
        sentences.fill("");
        sentences.press("Tab");
        page.keyboard().press("Enter");
        assertThat(card.locator(".kept")).isInViewport();
        assertThat(sentences).hasValue("");
    }

    /** Two types are told apart well; then people file the papers of the one under the other. */
    @Test
    @Order(24)
    void aLabelUnderWhichOtherDocumentsAreFiledThanBeforeIsSeenToDrift() throws Exception {
        long harbours = type("Harbour log");
        long orchards = type("Orchard log");
        file(1, 12, OF_HARBOURS, harbours);
        file(2, 12, OF_ORCHARDS, orchards);
        train();
        goAs("demo", "labels/document-type/" + harbours);
        assertThat(page.locator("header .marks")).not().containsText("Drifting");
        Locator dots = page.locator("#trend circle");
        assertThat(dots.first()).isVisible();
        file(3, 12, OF_ORCHARDS, harbours);
        file(4, 12, OF_HARBOURS, orchards);
        train();
        page.navigate(PLUGIN + "labels");
        page.getByLabel("Worth a look").selectOption("DRIFTING");
        press("Show");
        page.locator("table.labels tbody th a").filter(new Locator.FilterOptions().setHasText("Harbour log")).click();
        assertThat(page.locator("header .marks")).containsText("Drifting");
        assertThat(page.locator("#figures .said"))
                .containsText(Pattern.compile("^F1 fell from (\\d\\d|100) % in a snapshot that is kept to \\d?\\d % now\\."));
        List<Double> heights = dots.all().stream()
                .map(dot -> Double.valueOf(dot.getAttribute("cy")))
                .toList();
        // the first may be of a training that began by itself when few were filed; the best is what it fell from
        assertThat(heights.get(heights.size() - 1)).as("lower on the page").isGreaterThan(Collections.min(heights));
        assertThat(page.locator("#trend polyline")).isVisible();
        page.locator("#trend summary").click();
        assertThat(page.locator("#trend tbody tr")).hasCount(dots.count());
        itIsOneOfBothForAPersonWhoReviews();
    }

    /** What is filed under the one as often as under the other waits with both. */
    private void itIsOneOfBothForAPersonWhoReviews() throws IOException, InterruptedException {
        String task = host.task(text(5, 1, OF_HARBOURS).getBytes(StandardCharsets.UTF_8), "log.txt");
        long document = host.rested(task).get("related_document").asLong();
        Locator waiting = page.locator(".waiting a[href*='/review/" + document + "?']");
        host.until(() -> {
            page.navigate(PLUGIN + "review?flag=NEAR_TIE");
            return waiting.count() == 1;
        });
        waiting.click();
        assertThat(page.locator(".flags")).containsText("Near tie");
        assertThat(page.locator(".flags")).containsText("are less than 15 points apart, and only one of them can stand.");
        Locator types = page.locator(".suggestions > li[data-kind=DOCUMENT_TYPE]");
        assertThat(types).hasCount(2);
        assertThat(page.locator(".suggestions")).containsText("Harbour log");
        assertThat(page.locator(".suggestions")).containsText("Orchard log");
    }

    private static long type(String name) throws IOException, InterruptedException {
        return host.send("POST", "/api/document_types/", "{\"name\":\"" + name + "\",\"matching_algorithm\":6}")
                .get("id")
                .asLong();
    }

    private static String text(long seed, int number, String[] words) {
        Random random = new Random(100 * seed + number);
        StringBuilder text = new StringBuilder("Log " + seed + " " + number + ":");
        for (int word = 0; word < 40; word++) {
            text.append(' ').append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }

    /** Has a person file papers that consist of some words in any order. */
    private static void file(long seed, int count, String[] words, long type) throws IOException, InterruptedException {
        List<String> tasks = new ArrayList<>();
        for (int paper = 0; paper < count; paper++) {
            String text = text(seed, paper, words);
            tasks.add(host.task(text.getBytes(StandardCharsets.UTF_8), "log.txt", "document_type", "" + type));
        }
        for (String task : tasks) {
            long document = host.rested(task).get("related_document").asLong();
            host.send("PATCH", "/api/documents/" + document + "/", "{\"remove_inbox_tags\":true}");
        }
    }

    /** Trains, and lets what was learned serve even if it is worse. */
    private static void train() throws IOException, InterruptedException {
        long before = newest();
        host.until(() -> {
            String state = host.get(PLUGIN + "api/status").get("training").get("state").asString();
            // one that began by itself may have begun before the last of what is to be learned was filed
            boolean ended = host.get(PLUGIN + "api/trainings").valueStream()
                    .anyMatch(run -> run.get("requestedBy").asString().equals("demo")
                            && run.get("snapshot").asLong(0) > before);
            if (!ended && !state.equals("RUNNING")) {
                host.send("POST", PLUGIN + "api/trainings", "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}");
            }
            return ended;
        });
    }

    private static long newest() throws IOException, InterruptedException {
        return host.get(PLUGIN + "api/snapshots").get(0).get("id").asLong();
    }
}
