package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person chooses who reviews: which documents come and in which order, and which of the suggestions is meant. */
abstract class ReviewChoices extends ReviewMeanwhile {

    private static final Pattern COUNTED = Pattern.compile("(.*) \\((\\d+)\\)");

    /** Opens a waiting document with two suggestions or more, and returns its number. */
    private long beginWithSeveral() {
        page.navigate(PLUGIN + "/review?order=CERTAIN&from=1");
        loads(page.locator(".waiting > li")
                .filter(new Locator.FilterOptions().setHas(page.locator("ul > li:nth-child(2)")))
                .first()
                .locator("h2 a")::click);
        untilAhead();
        return shown();
    }

    private Locator suggestion(int number) {
        return page.locator(".suggestions > li").nth(number - 1);
    }

    private Locator keyed(String key) {
        return page.locator(".suggestions > li[data-key=" + key + "]");
    }

    /** Takes the last decision back and expects the document of that number again. */
    private void takeBack(long id) {
        page.keyboard().press("u");
        assertThat(page.locator("#said")).containsText("It was taken back.");
        assertThat(shown()).isEqualTo(id);
        untilAhead();
    }

    /**
     * What was said and taken back may have been learned meanwhile; that it was taken back is learned a moment later, and the
     * page shows it by itself.
     */
    private void untilSuggestedAgain(String key) {
        assertThat(keyed(key)).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        untilAhead();
    }

    @Test
    @Order(4)
    void aSuggestionIsChosenAndTickedByKeysAndWhySaysWhatSpokeForIt() {
        signInAs(CHIEF);
        beginWithSeveral();
        assertThat(suggestion(1)).hasAttribute("aria-current", "true");
        assertThat(suggestion(1).locator("details p").first()).isVisible();
        assertThat(suggestion(1).locator("details")).containsText("Never applied without asking.");
        assertThat(suggestion(2).locator("details p").first()).isHidden();
        assertThat(suggestion(1).locator("meter")).isVisible();
        page.keyboard().press("j");
        assertThat(suggestion(2)).hasAttribute("aria-current", "true");
        assertThat(suggestion(2).locator("details p").first()).isVisible();
        assertThat(suggestion(1).locator("details p").first()).isHidden();
        page.keyboard().press("ArrowUp");
        assertThat(suggestion(1)).hasAttribute("aria-current", "true");
        Locator box = suggestion(2).locator("input[type=checkbox]");
        boolean ticked = box.isChecked();
        page.keyboard().press("2");
        assertThat(suggestion(2)).hasAttribute("aria-current", "true");
        assertThat(box.isChecked()).isNotEqualTo(ticked);
        page.keyboard().press("2");
        assertThat(box.isChecked()).isEqualTo(ticked);
        // whoever folds it does not want it open on the next one
        suggestion(2).locator("summary").click();
        page.keyboard().press("k");
        assertThat(suggestion(1)).hasAttribute("aria-current", "true");
        assertThat(suggestion(1).locator("details p").first()).isHidden();
        page.reload();
        assertThat(suggestion(1).locator("details p").first()).isHidden();
        suggestion(2).locator("summary").click();
        assertThat(suggestion(2)).hasAttribute("aria-current", "true");
        assertThat(suggestion(2).locator("details p").first()).isVisible();
        List<Double> probabilities = page.locator(".suggestions meter").all().stream()
                .map(meter -> Double.valueOf(meter.getAttribute("value")))
                .toList();
        assertThat(probabilities).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page.locator(".text mark.on").first()).isAttached();
    }

    @Test
    @Order(4)
    void eachDecisionOnOneDocumentIsTakenBackByOneKey() throws Exception {
        signInAs(CHIEF);
        long id = beginWithSeveral();
        String key = suggestion(1).getAttribute("data-key");
        // others may have said something of the document before
        int rejected = Collections.frequency(said(id), "REJECTED");
        page.keyboard().press("r");
        assertThat(keyed(key)).hasCount(0);
        host.until(() -> Collections.frequency(said(id), "REJECTED") > rejected);
        takeBack(id);
        untilSuggestedAgain(key);
        page.keyboard().press("x");
        untilAnother(id);
        takeBack(id);
        untilSuggestedAgain(key);
        host.until(() -> {
            List<String> said = said(id);
            return said.contains("REVOKED") && Collections.frequency(said, "REJECTED") == rejected;
        });
        page.keyboard().press("s");
        untilAnother(id);
        takeBack(id);
        page.keyboard().press("v");
        untilAnother(id);
        takeBack(id);
        assertThat(page.locator("#sheet")).not().containsText("Never classified");
        page.locator("#past summary").click();
        assertThat(page.locator("#past")).containsText("took back: Never classify.");
    }

    @Test
    @Order(4)
    void anotherLabelThatWasChosenByKeysIsTakenBackByOneKey() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1&kind=DOCUMENT_TYPE");
        untilAhead();
        Locator type = page.locator(".suggestions > li[data-kind=DOCUMENT_TYPE]").first();
        String key = type.getAttribute("data-key");
        type.locator(".figures").click();
        String another = host.get("/api/document_types/").get("results").valueStream()
                .filter(one -> !key.equals("DOCUMENT_TYPE-" + one.get("id").asLong()))
                .findFirst()
                .orElseThrow()
                .get("name")
                .asString();
        page.keyboard().press("c");
        page.keyboard().type(another);
        assertThat(page.locator("#pick-found li").first()).hasText(another);
        page.keyboard().press("Enter");
        host.until(() -> !host.get("/api/documents/" + id + "/").get("document_type").isNull());
        takeBack(id);
        assertThat(host.get("/api/documents/" + id + "/").get("document_type").isNull())
                .isTrue();
        untilSuggestedAgain(key);
    }

    /** What was said last of each label of a document; the host tells the plugin of it when it gets round to it. */
    private static List<String> said(long document) throws IOException, InterruptedException {
        List<Long> labels = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (JsonNode entry : host.get(PLUGIN + "/api/documents/" + document + "/feedback")) {
            if (!labels.contains(entry.get("label").asLong())) {
                labels.add(entry.get("label").asLong());
                said.add(entry.get("verdict").asString());
            }
        }
        return said;
    }

    private void show(String field, String value) {
        page.getByLabel(field, new Page.GetByLabelOptions().setExact(true)).selectOption(value);
        loads(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show").setExact(true))::click);
    }

    /** The probabilities of the suggestions on each document of which all are listed. */
    private List<List<Double>> listed() {
        return page
                .locator(".waiting > li")
                .filter(new Locator.FilterOptions().setHasNot(page.locator(".more, .state")))
                .all()
                .stream()
                .map(ReviewChoices::values)
                .toList();
    }

    private static List<Double> values(Locator document) {
        return document.locator("meter").all().stream()
                .map(meter -> Double.valueOf(meter.getAttribute("value")))
                .toList();
    }

    @Test
    @Order(8)
    void theQueueIsOrderedByCertaintyAndByDoubt() {
        signInAs("editor");
        page.navigate(PLUGIN + "/review?from=1");
        show("Order", "CERTAIN");
        List<Double> highest = page.locator(".waiting > li").all().stream()
                .map(document -> Double.valueOf(
                        document.locator("meter").first().getAttribute("value")))
                .toList();
        assertThat(highest).hasSizeGreaterThan(5).isSortedAccordingTo(Comparator.reverseOrder());
        show("Order", "DOUBT");
        List<Locator> documents = page.locator(".waiting > li").all();
        assertThat(documents).hasSizeGreaterThan(5);
        int known = 0;
        double before = 0;
        for (Locator document : documents) {
            // how far what is nearest to one half is from it; flags and what is not listed can only make more doubt
            List<Double> values = values(document);
            double atMost = values.stream()
                    .mapToDouble(one -> Math.abs(one - 50))
                    .min()
                    .orElse(50);
            assertThat(atMost).as(document.textContent()).isGreaterThanOrEqualTo(before);
            // the most probable are listed: below one half all others are farther from it
            boolean listed = document.locator(".more").count() == 0 || values.get(values.size() - 1) <= 50;
            if (listed && document.locator(".state").count() == 0) {
                before = atMost;
                known++;
            }
        }
        assertThat(known).isPositive();
    }

    /** Each filter says beforehand how many documents it leaves. */
    @Test
    @Order(8)
    void eachFilterLeavesAsManyDocumentsAsItPromises() throws Exception {
        signInAs(CHIEF);
        for (String field : List.of("Flag", "Kind", "Label", "Correspondent")) {
            page.navigate(PLUGIN + "/review");
            Locator options = page.getByLabel(field, new Page.GetByLabelOptions().setExact(true))
                    .locator("option:not([value=''])");
            assertThat(options.first()).isAttached();
            for (int at = 0; at < Math.min(4, options.count()); at++) {
                String value = options.nth(at).getAttribute("value");
                // a snapshot that comes in between may change both numbers
                host.until(() -> {
                    page.navigate(PLUGIN + "/review");
                    Locator option = page.locator("option[value='" + value + "']").first();
                    if (option.count() == 0) { // such a snapshot left none of them
                        return true;
                    }
                    String text = option.textContent();
                    Matcher counted = COUNTED.matcher(text);
                    assertThat(counted.matches()).as(text).isTrue();
                    int promised = Integer.parseInt(counted.group(2));
                    show(field, value);
                    return page.locator("#count").textContent().startsWith(promised + " of ")
                            && page.locator(".waiting > li").count() == Math.min(50, promised)
                            && page.locator("#begin").count() == (promised == 0 ? 0 : 1);
                });
            }
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Without filter")))
                    .isVisible();
        }
        page.navigate(PLUGIN + "/review");
        page.getByLabel("at least").fill("60");
        page.getByLabel("at most").fill("90");
        loads(() -> page.getByLabel("at most").press("Enter"));
        assertThat(page.locator("#count")).containsText("fit the filter.");
        assertThat(listed()).allMatch(some -> some.stream().anyMatch(one -> one >= 60 && one <= 90));
    }

    private static long upload(String text, String name) throws IOException, InterruptedException {
        return host.rested(host.task(text.getBytes(StandardCharsets.UTF_8), name))
                .get("related_document")
                .asLong();
    }

    private void expectFlag(String flag, long document, String... why) throws IOException, InterruptedException {
        host.until(() -> {
            page.navigate(PLUGIN + "/review?flag=" + flag);
            return page.locator(".waiting a[href*='/review/" + document + "?']").count() == 1;
        });
        loads(page.locator(".waiting a[href*='/review/" + document + "?']")::click);
        for (String part : why) {
            assertThat(page.locator(".flags")).containsText(part);
        }
    }

    @Test
    @Order(9)
    void whatHasAFlagWaitsAndSaysWhyAndTheNewestComesFirst() throws Exception {
        signInAs(CHIEF);
        JsonNode known = host.get("/api/documents/?is_in_inbox=false&ordering=id&page_size=50").get("results").valueStream()
                .filter(one -> !one.get("correspondent").isNull())
                .findFirst()
                .orElseThrow();
        host.send(
                "POST",
                "/api/correspondents/",
                "{\"name\":\"Quagga & Sons\",\"match\":\"quaggas\",\"matching_algorithm\":1}");
        long ruled = upload(known.get("content").asString() + "\nSent on by quaggas.", "ruled.txt");
        long unlike = upload("xylem vorpal zugzwang ".repeat(12) + "brillig mimsy borogoves", "unlike.txt");
        long poor = upload("ab", "poor.txt");
        expectFlag(
                "RULE_CONFLICT",
                ruled,
                "Conflict with a rule",
                "A rule put Quagga & Sons there; the classifier would choose otherwise.");
        // a rule put the tag of the inbox there, too, which is in nobody's way
        assertThat(page.locator(".flags")).not().containsText("Inbox");
        expectFlag("UNKNOWN", unlike, "Unknown", "It is unlike what was learned from: no label comes into question.");
        expectFlag("LOW_TEXT", poor, "Poor text");
        assertThat(page.locator(".flags")).containsText(Pattern.compile("Poor text \\S.{10,}"));
        page.navigate(PLUGIN + "/review");
        show("Order", "NEWEST");
        assertThat(page.locator(".waiting a").first()).hasAttribute("href", Pattern.compile(".*/review/" + poor + "\\?.*"));
    }

    @Test
    @Order(10)
    void allThatFitAFilterAreRejectedAfterAPreviewAndTakenBackAsOne() throws Exception {
        signInAs(CHIEF);
        page.navigate(PLUGIN + "/review");
        String label = page.locator("#f-label option:not([value=''])").first().getAttribute("value");
        show("Label", label);
        loads(page.locator("#reject-all")::click);
        assertThat(page.locator("#state")).containsText("This is exactly what would change on");
        String link = page.locator("tbody tr").first().locator("a").getAttribute("href");
        long document = Long.parseLong(link.substring(link.lastIndexOf('/') + 1));
        loads(page.locator("button[value=apply]")::click);
        assertThat(page.locator("#state h2")).containsText("done");
        host.until(() -> said(document).contains("REJECTED"));
        loads(page.locator("button[value=undo]")::click);
        assertThat(page.locator("#state h2")).containsText("taken back");
        host.until(() -> !said(document).contains("REJECTED"));
    }

    @Test
    @Order(12)
    void onAPhoneOneTapAcceptsAndOneTakesItBack() throws Exception {
        visit.close();
        visit = chromium.visit(host.address(), 390, 844);
        page = visit.page();
        signInAs(CHIEF);
        long id = begin("?order=CERTAIN&from=1");
        Seen seen = first();
        untilAhead();
        page.locator("#do-accept").click();
        untilAnother(id);
        host.until(() -> carries(id, seen));
        page.locator("#do-undo").click();
        assertThat(page.locator("#said")).containsText("It was taken back.");
        assertThat(page.locator("#said")).isInViewport();
        assertThat(shown()).isEqualTo(id);
        assertThat(carries(id, seen)).isFalse();
    }
}
