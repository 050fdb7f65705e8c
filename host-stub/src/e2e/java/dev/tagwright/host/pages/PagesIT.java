package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** People before a real browser, at the real host with the real plugin, while the demo archive arrives. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesIT extends BrowserTest {

    private static final double PATIENCE = 120_000;

    @BeforeAll
    static void start() throws IOException {
        Path home = homeWithPlugin();
        // next to nothing may go wrong with tags: so they are suggested rather than filed, and there is something to judge
        host = HostProcess.start(
                home,
                "--demo",
                "--tagwright.demo-archive.papers=70",
                "--tagwright.demo-archive.pause=1s",
                "--tagwright.plugin.tagwright-classifier.training.error-budget.tag=0.0001");
    }

    private void signInAs(String name) {
        visit.signIn(name, name);
        assertThat(page).hasURL(Pattern.compile(".*/documents.*"));
    }

    private static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
    }

    private static Locator rows(Page page) {
        return page.locator(".documents > li");
    }

    /** Returns a document of the inbox for which the plugin has at least so many suggestions. */
    private static long documentWithSuggestions(int least) throws IOException, InterruptedException {
        long[] found = new long[1];
        host.until(() -> {
            JsonNode inbox = host.get("/api/documents/?is_in_inbox=true&page_size=100&ordering=-id");
            for (JsonNode document : inbox.get("results")) {
                long id = document.get("id").asLong();
                JsonNode answer = host.get("/api/documents/" + id + "/suggestions/");
                long open = 0;
                for (JsonNode one : answer.get("scored")) {
                    open += one.get("decision").asString().equals("suggest") ? 1 : 0;
                }
                if (open >= least) {
                    found[0] = id;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    /** First, because the demo is over at some time. */
    @Test
    @Order(1)
    void aVisitorWatchesDocumentsArriveAndBeingFiled() {
        signInAs("demo");
        assertThat(page.locator("#going")).containsText("Demo:");
        Locator arrived = page.locator(".documents > li.arrived");
        assertThat(arrived.first()).isVisible(patiently());
        // the page was never loaded again: rows came, and the classifier's marks came to rows
        Locator filed = rows(page).filter(new Locator.FilterOptions().setHasText("Classifier,"));
        assertThat(filed.first()).isVisible(patiently());
        assertThat(rows(page).locator("img").first()).isVisible();
    }

    @Test
    void aDocumentShowsItsPageItsFieldsAndWhoSetThem() throws Exception {
        documentWithSuggestions(0);
        signInAs("demo");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Filed by the classifier")))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*view=classifier.*"));
        Locator first = rows(page).first().locator("h2 a");
        assertThat(first).isVisible(patiently());
        String title = first.textContent();
        first.click();
        assertThat(page.locator("#title")).hasText(title);
        Locator picture = page.locator(".sheets img").first();
        page.waitForCondition(() -> (int) picture.evaluate("image => image.naturalWidth") > 300);
        Locator decided = page.locator("#filed li").filter(
                new Locator.FilterOptions().setHasText(Pattern.compile("Classifier, \\d+ % sure")));
        assertThat(decided.first()).isVisible();
        decided.first().locator("summary").click();
        assertThat(decided.first().locator(".words li").first()).isVisible();
        decided.first().getByText("Show in the text").click();
        assertThat(page.locator("#text mark").first()).isVisible();
        page.locator("#history summary").click();
        assertThat(page.locator("#history")).containsText("Added");
    }

    @Test
    void aSuggestionIsAcceptedAndAnotherIsRejectedUntilThatIsTakenBack() throws Exception {
        long first = documentWithSuggestions(1);
        signInAs("editor");
        page.navigate("/documents/" + first);
        Locator suggestions = page.locator("#suggestions li");
        String rejected = suggestions.first().getAttribute("data-label");
        page.locator("#reject-" + rejected).click();
        assertThat(page.locator("#reject-" + rejected)).hasCount(0);
        page.reload();
        assertThat(page.locator("#title")).isVisible();
        assertThat(page.locator("#reject-" + rejected)).hasCount(0);
        assertThat(page.locator("#filed li[data-label='" + rejected + "']")).hasCount(0);
        page.locator("#allow-" + rejected).click();
        assertThat(page.locator("#refused")).hasCount(0);
        String judged = host.get("/plugins/tagwright-classifier/api/documents/" + first + "/feedback")
                .get(0)
                .get("verdict")
                .asString();
        assertThat(judged).isEqualTo("REVOKED");
        page.locator("#history summary").click();
        assertThat(page.locator("#history")).containsText("May be suggested again:");

        long second = documentWithSuggestions(1);
        page.navigate("/documents/" + second);
        String accepted = suggestions.first().getAttribute("data-label");
        page.locator("#accept-" + accepted).click();
        Locator filed = page.locator("#filed li[data-label='" + accepted + "']");
        assertThat(filed).containsText("editor");
        assertThat(page.locator("#accept-" + accepted)).hasCount(0);
        page.reload();
        assertThat(filed).containsText("editor");
    }

    @Test
    void fieldsAreChangedAndTheHistoryTellsBy() throws Exception {
        long id = documentWithSuggestions(0);
        signInAs("editor");
        page.navigate("/documents/" + id);
        page.locator("#edit summary").click();
        page.getByLabel("Title").fill("Renamed <i>by</i> hand");
        page.locator("#edit button").click();
        assertThat(page.locator("#title")).hasText("Renamed <i>by</i> hand");
        page.locator("#history summary").click();
        assertThat(page.locator("#history")).containsText("→ Renamed <i>by</i> hand");
        assertThat(page.locator("#history")).containsText("editor");
    }

    @Test
    void aDocumentIsCheckedDeletedAndRestored() throws Exception {
        long id = documentWithSuggestions(0);
        signInAs("editor");
        page.navigate("/documents/" + id);
        page.locator("#checked").click();
        assertThat(page.locator("#checked")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")).click();
        assertThat(page.locator("#said")).hasText("The document is in the trash.");
        page.navigate("/documents?view=trash");
        assertThat(page.locator("#d-" + id)).isVisible();
        page.locator("#d-" + id).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restore")).click();
        assertThat(page.locator("#said")).hasText("The document is out of the trash again.");
    }

    @Test
    void markupInTheNameOfALabelIsShownAsText() throws Exception {
        long id = documentWithSuggestions(0);
        signInAs("demo");
        page.navigate("/labels");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New label")).click();
        page.getByLabel("Name").fill(HOSTILE);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create")).click();
        assertThat(page.locator("#said")).hasText("The label was created.");
        assertThat(page.locator("tbody")).containsText(HOSTILE);

        page.navigate("/documents/" + id);
        page.getByLabel("Add a tag …").selectOption(HOSTILE);
        assertThat(page.locator("#filed")).containsText(HOSTILE);
        page.navigate("/documents?q=&sort=modified");
        assertThat(rows(page).filter(new Locator.FilterOptions().setHasText(HOSTILE))).isVisible();
        assertThat(page.locator("img[src=x]")).hasCount(0);
        assertThat(page.title()).isEqualTo("Documents – Tagwright");

        page.navigate("/labels/new");
        page.getByLabel("Name").fill(HOSTILE);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create")).click();
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("already")))
                .hasText("There is already a label of this kind and name.");
        assertThat(page.getByLabel("Name")).hasValue(HOSTILE);
    }

    @Test
    void theTemplateOfAStoragePathIsTriedOutWhileItIsTyped() throws Exception {
        documentWithSuggestions(0);
        signInAs("demo");
        page.navigate("/labels/new?kind=STORAGE_PATH");
        page.getByLabel("Where files are stored").fill("tried/{created_year}/{title}");
        assertThat(page.locator("#preview .path").first()).containsText(Pattern.compile("^tried/\\d{4}/.+\\.\\w+$"));
    }

    @Test
    void aFileThatIsUploadedIsStoredAndListed() {
        signInAs("editor");
        page.navigate("/upload");
        String text = "A letter that was uploaded in a test, number " + UUID.randomUUID();
        FilePayload file = new FilePayload(
                "letter <b>of today.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8));
        page.getByLabel("Choose files").setInputFiles(file);
        Locator sent = page.locator("#sent li").first();
        assertThat(sent).containsText("Stored");
        assertThat(sent.locator(".name")).hasText("letter <b>of today.txt");
        sent.getByText("Open the document").click();
        assertThat(page.locator("#title")).hasText("letter <b>of today");
        assertThat(page.locator("#text .text")).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));

        page.navigate("/upload");
        page.getByLabel("Choose files").setInputFiles(file);
        assertThat(page.locator("#sent li").first()).containsText("Not taken");
        page.getByLabel("Choose files").setInputFiles(new FilePayload("empty.pdf", "application/pdf", new byte[0]));
        assertThat(page.locator("#sent li").first()).containsText("The file is empty.");
    }

    @Test
    void aViewerLooksButChangesNothing() throws Exception {
        long id = documentWithSuggestions(0);
        signInAs("viewer");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Upload"))).hasCount(0);
        page.navigate("/documents/" + id);
        assertThat(page.locator("#title")).isVisible();
        assertThat(page.locator("#side form")).hasCount(0);
        assertThat(page.navigate("/upload").status()).isEqualTo(403);
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("This is not yours to do");
        assertThat(page.navigate("/plugins").status()).isEqualTo(403);

        page.navigate("/documents");
        String token = page.locator("input[name=_csrf]").first().inputValue();
        for (String path : List.of("/documents/" + id + "/delete", "/documents/" + id + "/checked", "/labels", "/people")) {
            APIResponse answer = page.request().post(host.address() + path, RequestOptions.create()
                    .setForm(FormData.create()
                            .set("_csrf", token)
                            .set("name", "forged")
                            .set("password", "forged")
                            .set("role", "ADMINISTRATOR")));
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void aWriteWithoutTheTokenOfTheSessionIsRefused() throws Exception {
        long id = documentWithSuggestions(0);
        signInAs("demo");
        APIResponse answer = page.request().post(host.address() + "/documents/" + id + "/delete");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(host.get("/api/documents/" + id + "/").get("id").asLong()).isEqualTo(id);
    }

    @Test
    void aPluginArchiveThatIsNoneIsRefusedWithAReason() {
        signInAs("demo");
        page.navigate("/plugins");
        assertThat(page.locator("#installed")).containsText("Running");
        assertThat(page.locator("#installed")).containsText("snapshot");
        page.locator("#archive").setInputFiles(
                new FilePayload("plugin.zip", "application/zip", "not a zip".getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Install")).click();
        assertThat(page.locator(".said.bad")).isVisible();
        assertThat(page.locator("#installed")).containsText("Running");
    }

    @Test
    void trainingIsAskedForAndItsOutcomeIsTold() throws Exception {
        documentWithSuggestions(0);
        signInAs("demo");
        page.navigate("/jobs");
        page.locator("#train").click();
        assertThat(page.locator("#said")).isVisible();
        assertThat(page.locator("#training")).containsText("Ended", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    }

    @Test
    void filtersNarrowTheListAndAddressesKeepThem() throws Exception {
        documentWithSuggestions(0);
        signInAs("demo");
        page.locator("#q").fill("surely-in-no-document");
        assertThat(page.locator("#results")).containsText("No document fits all filters.");
        assertThat(page).hasURL(Pattern.compile(".*q=surely-in-no-document.*"));
        page.reload();
        assertThat(page.locator("#results")).containsText("No document fits all filters.");
        page.navigate("/documents");
        page.getByLabel("Correspondent").selectOption("0");
        assertThat(page).hasURL(Pattern.compile(".*correspondent=0.*"));
        page.getByLabel("Correspondent").selectOption("");
        page.getByLabel("Document type").selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(2));
        assertThat(page).hasURL(Pattern.compile(".*type=\\d+.*"));
        long type = Long.parseLong(page.getByLabel("Document type").inputValue());
        long expected = host.get("/api/documents/?document_type__id=" + type).get("count").asLong();
        assertThat(page.locator(".sortbar")).containsText(expected == 1 ? "One document" : expected + " documents");
    }

    @Test
    void aSearchShowsWhereItFoundWhatAndWhatIsAlike() throws Exception {
        documentWithSuggestions(0);
        signInAs("demo");
        page.locator("#q").fill("kontoauszug OR statement*");
        assertThat(page.locator(".passage mark").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
        assertThat(page).hasURL(Pattern.compile(".*q=kontoauszug.*"));
        visit.keepPicture("search");
        page.locator(".documents h2 a").first().click();
        page.locator("#alike a").first().click();
        assertThat(page.locator("#alike")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
        page.navigate("/documents?q=created:soon");
        assertThat(page.locator("#results")).containsText("This search cannot be understood");
        assertThat(page.locator("#results")).containsText("created (soon) must be a year, a month or a day");
    }

    @Test
    void thePagesFitAPhoneAndTheKeyboard() throws Exception {
        long id = documentWithSuggestions(0);
        visit.close();
        visit = chromium.visit(host.address(), 390, 844);
        page = visit.page();
        signInAs("demo");
        for (String path : List.of("/documents", "/documents/" + id, "/labels", "/labels/new", "/plugins", "/jobs", "/upload", "/people")) {
            page.navigate(path);
            int wide = (int) page.evaluate("document.documentElement.scrollWidth");
            assertThat(wide).as("width of " + path).isLessThanOrEqualTo(390);
        }
        page.navigate("/documents");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
    }

    @Test
    void aWrongPasswordIsRefusedAndSigningOutEndsTheSession() {
        visit.signIn("demo", "wrong");
        assertThat(page.getByRole(AriaRole.ALERT))
                .hasText("The name or the password is not right. Please try again.");
        signInAs("demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("You are signed out.");
        page.navigate("/documents");
        assertThat(page).hasURL(Pattern.compile(".*/login"));
    }

    @Test
    void whoseSessionHasEndedIsAskedToSignInAgain() throws Exception {
        long id = documentWithSuggestions(0);
        signInAs("editor");
        page.navigate("/documents/" + id);
        page.context().clearCookies();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Never classify"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/login"));
    }

    @Test
    void syntheticDocumentsAreSwitchedOffUnlessSomebodySetThem() throws Exception {
        String path = "/plugins/tagwright-classifier/synthetic";
        // the plugin starts after the host
        host.until(() -> host.send("GET", path, "text/html", new byte[0]).statusCode() == 200);
        signInAs("demo");
        page.navigate(path);
        assertThat(page.locator("#setting")).containsText("Switched off: nothing is sent anywhere, and none counts.");
        assertThat(page.locator("main button")).hasCount(0);
    }

    @Test
    void whatIsNotThereIsSaidOnAPageLikeTheOthers() {
        signInAs("demo");
        assertThat(page.navigate("/documents/999999").status()).isEqualTo(404);
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("There is nothing here");
        assertThat(page.navigate("/no-such-page").status()).isEqualTo(404);
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("There is nothing here");
    }
}
