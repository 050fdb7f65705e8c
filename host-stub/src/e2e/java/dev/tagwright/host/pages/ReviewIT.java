package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** What a person does who reviews; and, on the same host, what happens meanwhile. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewIT extends ReviewChoices {

    private static final Path PICTURES = Path.of("target", "browser");

    @Test
    @Order(1)
    void fiftyDocumentsTakeFiftyKeys() throws Exception {
        signInAs(CHIEF);
        begin("?order=CERTAIN&from=1");
        Map<Long, Seen> right = new LinkedHashMap<>();
        List<Double> shownAfter = new ArrayList<>();
        for (int pressed = 0; pressed < 50; pressed++) {
            long id = shown();
            untilAhead();
            assertThat(right).doesNotContainKey(id);
            right.put(id, first());
            shownAfter.add(((Number) page.evaluate("id => new Promise(done => {"
                            + "const begun = performance.now();"
                            + "const look = () => document.getElementById('sheet').dataset.document === String(id)"
                            + "  ? requestAnimationFrame(look) : done(performance.now() - begun);"
                            + "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));"
                            + "look(); })", String.valueOf(id)))
                    .doubleValue());
        }
        assertThat(right).hasSize(50);
        for (Map.Entry<Long, Seen> one : right.entrySet()) {
            host.until(() -> carries(one.getKey(), one.getValue()));
        }
        shownAfter.sort(null);
        Files.createDirectories(PICTURES);
        Files.writeString(
                PICTURES.resolve("moving-on.txt"),
                "milliseconds from the key to the next document, of 50: median " + shownAfter.get(25) + ", greatest "
                        + shownAfter.get(49) + "\n");
    }

    @Test
    @Order(2)
    void whatWasAcceptedIsTakenBackByOneKeyAndWaitsAgain() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1");
        Seen seen = first();
        untilAhead();
        page.keyboard().press("a");
        untilAnother(id);
        host.until(() -> carries(id, seen));
        page.keyboard().press("u");
        assertThat(page.locator("#said")).containsText("It was taken back.");
        assertThat(shown()).isEqualTo(id);
        assertThat(carries(id, seen)).isFalse();
        // perhaps in another place: the classifier has learned from what was decided before
        assertThat(page.locator(".suggestions > li[data-key=" + seen.kind() + "-" + seen.label() + "]"))
                .hasCount(1);
        page.locator("#past summary").click();
        assertThat(page.locator("#past")).containsText("took back: Accept.");
    }

    @Test
    @Order(3)
    void aSuggestionIsRejectedForGoodAndAnotherLabelChosenInItsPlace() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1&kind=CORRESPONDENT");
        Locator correspondent = page.locator(".suggestions > li[data-kind=CORRESPONDENT]").first();
        String wrong = correspondent.getAttribute("data-key");
        correspondent.locator(".name").click();
        page.keyboard().press("r");
        assertThat(page.locator(".suggestions > li[data-key='" + wrong + "']")).hasCount(0);

        long other = begin("?from=1&kind=DOCUMENT_TYPE&not=" + id);
        Locator type = page.locator(".suggestions > li[data-kind=DOCUMENT_TYPE]").first();
        String key = type.getAttribute("data-key");
        type.locator(".correct").click();
        String name = host.get("/api/document_types/").get("results").valueStream()
                .filter(one -> !key.equals("DOCUMENT_TYPE-" + one.get("id").asLong()))
                .findFirst()
                .orElseThrow()
                .get("name")
                .asString();
        page.locator("#pick-name").fill(name);
        assertThat(page.locator("#pick-found li").first()).hasText(name);
        page.keyboard().press("Enter");
        host.until(() -> {
            long now = host.get("/api/documents/" + other + "/").get("document_type").asLong(0);
            return now != 0 && !key.equals("DOCUMENT_TYPE-" + now);
        });
    }

    @Test
    @Order(4)
    void aLabelIsCreatedAndGoesAgainWithTheUndo() throws Exception {
        signInAs(CHIEF);
        long id = begin("");
        page.keyboard().press("n");
        page.locator("#pick select").selectOption("TAG");
        page.locator("#pick-name").fill(HOSTILE);
        assertThat(page.locator("#pick-found li").last()).containsText(HOSTILE);
        page.keyboard().press("Enter");
        host.until(() -> {
            JsonNode created = host.get("/api/tags/?page_size=200").get("results").valueStream()
                    .filter(tag -> tag.get("name").asString().equals(HOSTILE))
                    .findFirst()
                    .orElse(null);
            return created != null && carries(id, new Seen("TAG", created.get("id").asLong()));
        });
        page.navigate(PLUGIN + "/review/" + id);
        assertThat(page.locator("#sheet")).containsText(HOSTILE);
        assertThat(page.locator("img[src=x]")).hasCount(0);
        page.locator("#keys summary").click();
        page.keyboard().press("u");
        assertThat(page.locator("#said")).containsText("It was taken back.");
        assertThat(host.get("/api/tags/?page_size=200").get("results").valueStream())
                .noneMatch(tag -> tag.get("name").asString().equals(HOSTILE));
    }

    @Test
    @Order(5)
    void whatIsSkippedComesLastAndWhatIsNeverToBeClassifiedWaitsNoMore() throws Exception {
        signInAs(CHIEF);
        long skipped = begin("");
        untilAhead();
        page.keyboard().press("s");
        untilAnother(skipped);
        long never = shown();
        untilAhead();
        page.keyboard().press("v");
        untilAnother(never);
        host.until(() -> {
            page.navigate(PLUGIN + "/review");
            Locator last = page.locator(".waiting > li").last().locator("a");
            return page.locator(".waiting > li").count() < 50
                    && last.getAttribute("href").endsWith("/review/" + skipped);
        });
        host.until(() -> host.send("GET", PLUGIN + "/review/" + never, "", new byte[0])
                .body()
                .contains("Never classified</span>"));
    }

    @Test
    @Order(6)
    void allThatFitAFilterAreAcceptedAfterAPreviewAndTakenBackAsOne() throws Exception {
        signInAs(CHIEF);
        page.navigate(PLUGIN + "/review?kind=CORRESPONDENT");
        loads(page.locator("#accept-all")::click);
        assertThat(page.locator("#state")).containsText("This is exactly what would change on");
        int meant = page.locator("tbody tr").count();
        assertThat(meant).isPositive();
        String document = page.locator("tbody tr").first().locator("a").getAttribute("href");
        long before = host.get("/api" + document + "/").get("correspondent").asLong(0);
        assertThat(before).as("a preview changes nothing").isZero();
        loads(page.locator("button[value=apply]")::click);
        assertThat(page.locator("#state h2")).containsText("done");
        assertThat(page.locator("#state")).containsText("done: " + meant + ", left alone: 0");
        assertThat(host.get("/api" + document + "/").get("correspondent").asLong(0)).isPositive();
        loads(page.locator("button[value=undo]")::click);
        assertThat(page.locator("#state h2")).containsText("taken back");
        assertThat(host.get("/api" + document + "/").get("correspondent").asLong(0)).isZero();
        page.navigate(PLUGIN + "/review/actions");
        assertThat(page.locator("tbody tr").first()).containsText("taken back");
    }

    @Test
    @Order(7)
    void aGroupOfSimilarDocumentsGetsOneLabelAtOnceAfterAPreviewAndLosesItAsOne() throws Exception {
        Seen label = new Seen("TAG", tag("Papers of the house"));
        signInAs(CHIEF);
        long id = begin("?order=CERTAIN&from=1");
        long alike = previewOfGroup(label);
        loads(page.locator("button[value=drop]")::click);
        assertThat(page.locator("#state h2")).containsText("dropped");
        assertThat(carries(alike, label)).isFalse();
        page.navigate(PLUGIN + "/review/" + id);
        assertThat(previewOfGroup(label)).isEqualTo(alike);
        loads(page.locator("button[value=apply]")::click);
        assertThat(page.locator("#state h2")).containsText("done");
        assertThat(carries(id, label)).isTrue();
        assertThat(carries(alike, label)).isTrue();
        loads(page.locator("button[value=undo]")::click);
        assertThat(page.locator("#state h2")).containsText("taken back");
        assertThat(carries(id, label)).isFalse();
        assertThat(carries(alike, label)).isFalse();
    }

    /** Asks what a label on the document that is shown and on the one most like it would change, and returns the latter. */
    private long previewOfGroup(Seen label) {
        Locator group = page.locator("details:has(form[action$='/review/group'])");
        assertThat(group).isVisible();
        group.locator("summary").click();
        Locator other = group.locator("input[type=checkbox]").nth(1);
        long alike = Long.parseLong(other.getAttribute("value"));
        other.check();
        group.locator("select").focus();
        group.locator("select").selectOption(label.kind() + "-" + label.label());
        loads(group.locator("button")::click);
        assertThat(page.locator("#state")).containsText("This is exactly what would change on");
        assertThat(page.locator("tbody tr")).hasCount(2);
        return alike;
    }

    @Test
    @Order(11)
    void namesOfFilesAndLabelsAreShownAsTheyAre() throws Exception {
        signInAs(CHIEF);
        long id = begin("");
        host.send("PATCH", "/api/documents/" + id + "/", "{\"title\":\"<img src=x onerror=alert(1)> & co\"}");
        for (String path : List.of("/review", "/review/" + id)) {
            page.navigate(PLUGIN + path);
            assertThat(page.locator("main")).containsText("<img src=x onerror=alert(1)> & co");
            assertThat(page.locator("img[src=x]")).hasCount(0);
        }
    }

    @Test
    @Order(11)
    void theWordsThatSpokeForTheChosenSuggestionAreMarkedOnThePictureOfThePage() throws Exception {
        signInAs(CHIEF);
        begin("?from=1");
        Locator marks = page.locator(".places rect.on");
        assertThat(marks.first()).isAttached();
        // within the picture, and as large as words are
        double[] share = Stream.of(page.evaluate("() => {"
                        + "const mark = document.querySelector('.places rect.on').getBoundingClientRect();"
                        + "const page = document.querySelector('.pictures img').getBoundingClientRect();"
                        + "return [(mark.left - page.left) / page.width, (mark.top - page.top) / page.height,"
                        + " mark.width / page.width, mark.height / page.height].join(' '); }")
                        .toString()
                        .split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(share[0]).isBetween(0.0, 1.0);
        assertThat(share[1]).isBetween(0.0, 1.0);
        assertThat(share[2]).isBetween(0.005, 0.5);
        assertThat(share[3]).isBetween(0.004, 0.05);
    }

    @Test
    @Order(12)
    void keysAreChangedAndKept() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1");
        page.locator("#keys summary").click();
        page.locator("#keys input[data-name=skip]").fill("q");
        assertThat(page.locator("#do-skip kbd")).hasText("q");
        page.locator("#keys input[data-name=skip]").fill("a");
        assertThat(page.locator("#do-skip kbd")).hasText("q");
        page.reload();
        assertThat(page.locator("#do-skip kbd")).hasText("q");
        untilAhead();
        page.keyboard().press("s");
        assertThat(shown()).isEqualTo(id);
        page.keyboard().press("q");
        untilAnother(id);
        page.locator("#keys summary").click();
        page.locator("#keys-reset").click();
        assertThat(page.locator("#do-skip kbd")).hasText("s");
        page.reload();
        assertThat(page.locator("#do-skip kbd")).hasText("s");
    }

    private static long tag(String name) throws IOException, InterruptedException {
        return host.send("POST", "/api/tags/", "{\"name\":\"" + name + "\",\"matching_algorithm\":6}")
                .get("id")
                .asLong();
    }

    @Test
    @Order(12)
    void oneLabelTakesThePlaceOfItsLookalikeAfterAPreviewAndGivesItBack() throws Exception {
        signInAs(CHIEF);
        Seen from = new Seen("TAG", tag("Zebra"));
        Seen into = new Seen("TAG", tag("Zebras"));
        long document = begin("");
        host.send("PATCH", "/api/documents/" + document + "/", "{\"tags\":[" + from.label() + "]}");
        page.navigate(PLUGIN + "/labels/tag/" + from.label());
        loads(page.getByText("Zebra → Zebras: see what would change")::click);
        assertThat(page.locator("#state")).containsText("This is exactly what would change on one document.");
        assertThat(carries(document, into)).isFalse();
        loads(page.locator("button[value=apply]")::click);
        assertThat(page.locator("#state h2")).containsText("done");
        assertThat(carries(document, into)).isTrue();
        assertThat(carries(document, from)).isFalse();
        loads(page.locator("button[value=undo]")::click);
        assertThat(page.locator("#state h2")).containsText("taken back");
        assertThat(carries(document, into)).isFalse();
        assertThat(carries(document, from)).isTrue();
    }

    @Test
    @Order(14)
    void thePagesHoldToTheRulesOfAccessibilityInLightAndDarkOnAPhoneAndInThreeLanguages() throws Exception {
        Files.createDirectories(PICTURES);
        for (int width : new int[] {1280, 390}) {
            try (Chromium.Visit one = chromium.visit(host.address(), width, width == 390 ? 844 : 900)) {
                signIn(one, CHIEF);
                Page at = one.page();
                look(at, "/review", "review-queue", width);
                look(at, "/review/next?from=1", "review-document", width);
                look(at, "/review/actions", "review-actions", width);
                look(at, "/review/actions/1", "review-action", width);
                look(at, "/labels?find=Zebra", "alike", width);
                String alike = at.locator("#alike a").first().getAttribute("href");
                look(at, alike.substring(PLUGIN.length()), "merge", width);
                look(at, "/review?from=99&to=99&flag=LOW_TEXT", "review-none", width);
                look(at, "/", "overview", width);
                look(at, "/routes", "routes", width);
                look(at, "/synthetic", "synthetic", width);
                look(at, "/reworks", "reworks", width);
                assertThat(one.complaints()).isEmpty();
            }
        }
        for (Map.Entry<String, String> language : Map.of("de", "Prüfen", "fr", "Vérifier").entrySet()) {
            page.setExtraHTTPHeaders(Map.of("Accept-Language", language.getKey()));
            signInAs(CHIEF);
            page.navigate(PLUGIN + "/review/next");
            assertThat(page.locator(".top nav")).containsText(language.getValue());
            assertThat(page.locator("html")).hasAttribute("lang", language.getKey());
            page.context().clearCookies();
        }
    }

    @Test
    @Order(15)
    void allThatWasLookedAtLeftNoWarningOfTheTemplatesInTheLog() throws Exception {
        assertThat(host.log().lines().filter(line -> line.contains("WARN") && line.contains("thymeleaf")))
                .as("a template engine that met classes of the host's")
                .isEmpty();
    }

    private static void look(Page at, String path, String name, int width) {
        at.navigate(PLUGIN + path);
        Axe.lookInBothColours(at, name + (width == 390 ? "-phone" : "-desktop"), width, PICTURES);
    }
}
