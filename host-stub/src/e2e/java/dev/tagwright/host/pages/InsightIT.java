package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The pages of labels, trainings and the map before a real browser, with what was learned from the demo archive. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InsightIT extends InsightOverTime {

    private static final Path PICTURES = Path.of("target", "browser");

    /** A training by hand is followed live until it ends. */
    @Test
    @Order(1)
    void aTrainingIsStartedFollowedAndKept() throws Exception {
        goAs("demo", "training");
        assertThat(heading()).hasText("Training");
        // one that began by itself meanwhile is followed to its end first
        host.until(() -> {
            if (page.locator("#progress [data-state=RUNNING]").count() == 0 && !trainedBy("demo")) {
                press("Train now");
            }
            return trainedBy("demo");
        });
        // the page follows by itself and shows the end
        assertThat(page.locator("#progress [data-state=PROMOTED], #progress [data-state=KEPT_BACK]"))
                .isVisible(patiently());
        assertThat(page.locator("#reliability svg circle").first()).isVisible();
        assertThat(page.locator("#trainings tbody tr")
                        .filter(new Locator.FilterOptions().setHasText("demo"))
                        .first())
                .isVisible();
    }

    private static boolean trainedBy(String name) throws IOException, InterruptedException {
        for (JsonNode run : host.get(PLUGIN + "api/trainings")) {
            if (run.get("requestedBy").asString().equals(name)
                    && !run.get("status").get("state").asString().equals("RUNNING")) {
                return true;
            }
        }
        return false;
    }

    @Test
    @Order(2)
    void twoSnapshotsAreComparedAndTheOlderOneServesAndTheNewerAgain() throws Exception {
        goAs("demo", "training");
        String newest = page.locator("#snapshots tbody tr").first().locator("td").first().textContent();
        String older = page.locator("#snapshots tbody tr")
                .filter(new Locator.FilterOptions().setHas(
                        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Let it serve"))))
                .first()
                .locator("td")
                .first()
                .textContent();
        page.getByLabel("Compare").selectOption(newest);
        page.getByLabel("with", new Page.GetByLabelOptions().setExact(true)).selectOption(older);
        press("What would change?");
        assertThat(heading()).hasText("From snapshot " + newest + " to " + older);
        assertThat(page.locator("main header")).containsText("documents that were asked about");
        page.goBack();
        letServe(older);
        letServe(newest);
    }

    private void letServe(String snapshot) throws IOException, InterruptedException {
        // by its number, and again if one that was being trained came to serve in between
        Locator row = page.locator("#snapshots tbody tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("td:first-child", new Page.LocatorOptions()
                        .setHasText(Pattern.compile("^" + snapshot + "$")))));
        host.until(() -> {
            loads(row.getByRole(AriaRole.BUTTON)::click);
            assertThat(page.locator("#said")).hasText("That snapshot serves now.");
            return row.textContent().contains("serves");
        });
    }

    @Test
    @Order(3)
    void labelsAreSortedFilteredAndHostileNamesAreOnlyText() {
        goAs("demo", "labels");
        assertThat(heading()).hasText("Labels");
        Locator examples = page.locator("table.labels td[data-column=Examples]");
        List<Integer> falling =
                examples.allTextContents().stream().map(text -> Integer.valueOf(text.strip())).toList();
        assertThat(falling).isSortedAccordingTo((a, b) -> Integer.compare(b, a)).hasSizeGreaterThan(10);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Examples")).click();
        assertThat(page.locator("th[aria-sort=ascending]")).hasText("Examples");
        page.getByLabel("Name contains").fill("<img");
        press("Show");
        assertThat(page.locator("table.labels tbody tr")).hasCount(1);
        assertThat(page.locator("table.labels tbody th a")).hasText(HOSTILE);
        assertThat(page.locator("table.labels tbody tr")).containsText("Not learned yet");
        page.locator("table.labels tbody th a").click();
        assertThat(heading()).containsText(HOSTILE);
        assertThat(page.title()).startsWith("<img src=x");
        assertThat(page.locator("main img")).hasCount(0);
    }

    @Test
    @Order(4)
    void labelsThatLookAlikeAreShownUntilSomebodySaysThatTheyDiffer() {
        goAs("demo", "labels");
        Locator pair = page.locator("#alike li").filter(new Locator.FilterOptions().setHasText("water-bills"));
        assertThat(pair).containsText("Only the spelling differs.");
        pair.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#said")).hasText("It was kept.");
        assertThat(pair).hasCount(0);
        page.reload();
        assertThat(pair).hasCount(0);
    }

    /** By the keyboard alone. */
    @Test
    @Order(5)
    void whatAThresholdDoesIsSeenBeforeItIsSavedAndItCanBeTakenBack() {
        goAs("demo", "labels?kind=DOCUMENT_TYPE");
        page.locator("table.labels tbody th a").first().click();
        assertThat(page.locator("#effect figure").first()).isVisible();
        page.getByLabel("Suggest from").focus();
        page.keyboard().press("End");
        assertThat(page.locator("output[for=suggest]")).hasText("99 %");
        // the one pushes the other: nothing is filed that would not be suggested
        assertThat(page.locator("output[for=apply]")).hasText("99 %");
        page.getByLabel("Suggest from").press("Home");
        page.getByLabel("Never file it by itself, only suggest it").press("Space");
        Locator filed = page.locator("#effect tbody tr").filter(new Locator.FilterOptions().setHasText("filed rightly"));
        // the column beside it still shows what counts
        assertThat(filed.locator("td").first()).hasText("0");
        String now = filed.locator("td").last().textContent();
        assertThat(Integer.parseInt(now)).isPositive();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#said")).hasText("The thresholds count from now on.");
        assertThat(page.locator("main header")).containsText("Set by hand");
        assertThat(filed.locator("td").last()).hasText("0");
        press("Back to what was learned");
        assertThat(filed.locator("td").last()).hasText(now);
        assertThat(page.locator("main header")).not().containsText("Set by hand");
    }

    @Test
    @Order(6)
    void aLabelAndEverythingIsTriedOutAndSwitchedOn() {
        goAs("demo", "labels?kind=CORRESPONDENT");
        page.locator("table.labels tbody th a").first().click();
        press("Only try it out");
        assertThat(page.locator("#shadow")).containsText("It is being tried out");
        press("Switch it on");
        assertThat(page.locator("#shadow")).not().containsText("It is being tried out");
        page.navigate(PLUGIN + "labels");
        press("Only try everything out");
        assertThat(page.locator("#shadow")).containsText("Everything is being tried out");
        press("Switch filing on");
        assertThat(page.locator("#shadow")).not().containsText("Everything is being tried out");
    }

    @Test
    @Order(7)
    void theMapIsWalkedByArrowKeysAndOpensTheDocumentByEnterAndByAClick() throws Exception {
        visit.signIn("demo", "demo");
        assertThat(page).hasURL(Pattern.compile(".*/documents.*"));
        page.waitForCondition(
                () -> {
                    page.navigate(PLUGIN + "map");
                    return page.locator("svg.map circle").count() > 20;
                },
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));
        page.locator("svg.map").focus();
        page.keyboard().press("ArrowRight");
        Locator said = page.locator("#mapsaid");
        assertThat(said).containsText("Document ");
        String first = said.textContent();
        page.keyboard().press("ArrowLeft");
        assertThat(said).not().hasText(first);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/documents/\\d+$"));
        page.navigate(PLUGIN + "map");
        // the last is drawn on top of all others
        Locator point = page.locator("svg.map a").last();
        String document = point.getAttribute("href");
        point.locator("circle").click();
        assertThat(page).hasURL(Pattern.compile(".*" + document + "$"));
    }

    @Test
    @Order(8)
    void whoMayNotAdministerLooksAndChangesNothing() {
        goAs("editor", "labels");
        assertThat(page.locator("table.labels tbody tr").first()).isVisible();
        assertThat(page.locator("main button")).hasCount(1);
        page.locator("table.labels tbody th a").first().click();
        assertThat(page.locator("main button")).hasCount(0);
        page.navigate(PLUGIN + "training");
        assertThat(page.locator("main button")).hasCount(0);
        for (String closed : List.of("map", "findings", "synthetic")) {
            assertThat(page.navigate(PLUGIN + closed).status()).as(closed).isEqualTo(403);
        }
    }

    @Test
    @Order(9)
    void aWrongLabelIsFoundPutRightInOnePressAndTakenBack() throws Exception {
        goAs("demo", "labels");
        new Teaching(host, page).putAWrongTypeRight();
    }

    @Test
    @Order(10)
    void documentsForALabelAreProposedAndJudged() throws Exception {
        goAs("demo", "labels");
        new Teaching(host, page).judgeAProposedDocument();
    }

    @Test
    @Order(11)
    void syntheticDocumentsAreMadeUpMeasuredShownAsSuchAndTakenAway() throws Exception {
        goAs("demo", "labels");
        new Teaching(host, page).makeUpDocuments(model);
    }

    /** On a desk and on a phone, light and dark: nothing keeps people out, nothing runs out of the page. */
    @Test
    @Order(12)
    void everyPageIsForEverybodyOnEveryScreen() throws Exception {
        JsonNode snapshots = host.get(PLUGIN + "api/snapshots");
        String compare = "training/compare?before=" + snapshots.get(1).get("id").asLong() + "&after="
                + snapshots.get(0).get("id").asLong();
        for (int width : new int[] {1280, 390}) {
            try (Chromium.Visit other = chromium.visit(host.address(), width, width == 390 ? 844 : 900)) {
                other.signIn("demo", "demo");
                Page screen = other.page();
                assertThat(screen).hasURL(Pattern.compile(".*/documents.*"));
                screen.navigate(PLUGIN + "labels?kind=DOCUMENT_TYPE");
                String label = screen.locator("table.labels tbody th a").first().getAttribute("href");
                String[][] pages = {
                    {"labels", PLUGIN + "labels"},
                    {"label", label},
                    {"training", PLUGIN + "training"},
                    {"compare", PLUGIN + compare},
                    {"map", PLUGIN + "map"},
                    {"findings", PLUGIN + "findings"},
                    {"synthetic", PLUGIN + "synthetic"}
                };
                for (String[] one : pages) {
                    screen.navigate(one[1]);
                    Axe.lookInBothColours(screen, one[0] + (width == 390 ? "-phone" : "-desk"), width, PICTURES);
                }
                assertThat(other.complaints()).isEmpty();
            }
        }
    }
}
