package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens meanwhile, while somebody reviews: by others, by the classifier, by the clock. */
abstract class ReviewMeanwhile extends ReviewVisit {

    @Test
    @Order(8)
    void twoReviewersAreGivenDifferentDocumentsAndTheSecondDecisionOnOneIsToldWhatHappened() throws Exception {
        signInAs(CHIEF);
        long mine = begin("?from=1");
        try (Chromium.Visit other = chromium.visit(host.address())) {
            signIn(other, "editor");
            other.page().navigate(PLUGIN + "/review/next?from=1");
            long theirs = Long.parseLong(other.page().locator("#sheet").getAttribute("data-document"));
            assertThat(theirs).isNotEqualTo(mine);
            other.page().navigate(PLUGIN + "/review/" + mine);
            Seen seen = first();
            untilAhead();
            page.keyboard().press("a");
            untilAnother(mine);
            host.until(() -> carries(mine, seen));
            other.page().keyboard().press("a");
            assertThat(other.page().locator("#said"))
                    .containsText("Somebody changed the labels of this document meanwhile. Nothing was done;");
            assertThat(other.complaints()).isEmpty();
        }
    }

    @Test
    @Order(9)
    void aSnapshotThatIsPromotedInBetweenDoesNotStopAReviewer() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1");
        Seen seen = first();
        JsonNode before = host.get(PLUGIN + "/api/status").get("snapshot").get("id");
        host.send("POST", PLUGIN + "/api/trainings", "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}");
        host.until(() -> !host.get(PLUGIN + "/api/status").get("snapshot").get("id").equals(before));
        untilAhead();
        page.keyboard().press("a");
        untilAnother(id);
        host.until(() -> carries(id, seen));
    }

    @Test
    @Order(10)
    void whoseSessionEndsIsToldSoAndLosesNothing() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1");
        Seen seen = first();
        untilAhead();
        page.context().clearCookies();
        page.keyboard().press("a");
        assertThat(page.locator("#said")).containsText("Your session has ended. Sign in again; nothing is lost.");
        assertThat(carries(id, seen)).isFalse();
        page.locator("#said a").click();
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }

    @Test
    @Order(11)
    void whatIsCheckedOnItsOwnPageWaitsNoMore() throws Exception {
        signInAs(CHIEF);
        long id = begin("?from=1");
        assertThat(waits(id)).isTrue();
        page.navigate("/documents/" + id);
        page.locator("form[action$='/checked'] button").click();
        host.until(() -> !waits(id));
    }

    /** Whether a document is on the list of those that wait, which fits one page here. */
    private boolean waits(long document) {
        page.navigate(PLUGIN + "/review?order=NEWEST");
        assertThat(page.locator(".waiting > li").count()).isLessThan(50);
        return page.locator(".waiting a[href*='/review/" + document + "?']").count() == 1;
    }

    @Test
    @Order(13)
    void whoMayOnlyLookSeesTheQueueAndCannotDecide() throws Exception {
        signInAs("viewer");
        begin("");
        assertThat(page.locator(".decide")).hasCount(0);
        assertThat(page.locator("#sheet")).containsText("You may look at this document, but not change it.");
    }
}
