package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people see of a host that has no plugin, and what needs none. */
class WithoutPluginIT extends BrowserTest {

    @BeforeAll
    static void start() throws IOException {
        Path home = Path.of("target", "it", "alone-" + UUID.randomUUID()).toAbsolutePath();
        host = HostProcess.start(home, "--tagwright.demo=true", "--tagwright.demo-archive.papers=20");
    }

    @Test
    void theHostTellsWhatIsMissingAndWorksOn() {
        visit.signIn("demo", "demo");
        assertThat(page.locator("#going .warn"))
                .containsText("No classifier is installed. Everything else works: documents are stored and rules"
                        + " apply, but nothing is learned or suggested.");
        page.navigate("/plugins");
        assertThat(page.locator("#installed")).containsText("No plugin is installed");
        page.navigate("/upload");
        page.getByLabel("Choose files")
                .setInputFiles(new FilePayload(
                        "alone.txt", "text/plain", "A letter to nobody".getBytes(StandardCharsets.UTF_8)));
        Locator sent = page.locator("#sent li").first();
        assertThat(sent).containsText("Stored");
        sent.getByText("Open the document").click();
        assertThat(page.locator("#text .text"))
                .containsText("A letter to nobody", new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
    }

    private static String label(String kind, String name) throws IOException, InterruptedException {
        return host.send("POST", "/api/" + kind + "/", "{\"name\":\"" + name + "\"}").get("id").asString();
    }

    /** Four letters, three of which have a type and a sender, two of which have a tag that has markup in its name. */
    private static void letters() throws IOException, InterruptedException {
        String type = label("document_types", "Quarterly quittance");
        String sender = label("correspondents", "Zanzibar Harbour");
        String tag = label("tags", "Quay <b>dues</b>");
        for (int i = 0; i < 4; i++) {
            byte[] letter = ("A quittance of the zanzibarian quayside, number " + i).getBytes(StandardCharsets.UTF_8);
            String[] sorted = {"document_type", type, "correspondent", sender};
            String[] tagged = {"document_type", type, "correspondent", sender, "tags", tag};
            String[] none = {};
            host.rested(host.task(letter, "letter" + i + ".txt", i == 0 ? none : i == 1 ? sorted : tagged));
        }
        host.until(() -> host.get("/api/documents/?query=zanzibarian").get("count").asInt() == 4);
    }

    /** What is typed before the scripts of a page run is not completed. */
    private void untilScriptsRun(Locator words) {
        assertThat(words).hasAttribute("role", "combobox");
        page.waitForLoadState();
    }

    @Test
    void whatIsTypedIsCompletedAndLabelsNarrowWhatWasFound() throws Exception {
        letters();
        visit.signIn("demo", "demo");
        Locator words = page.locator("#q");
        Locator offers = page.locator("#q-words");
        untilScriptsRun(words);
        words.pressSequentially("-nothing qu");
        assertThat(offers.getByRole(AriaRole.OPTION))
                .hasText(new String[] {"Document type Quarterly quittance", "Tag Quay <b>dues</b>", "quayside", "quittance"});
        assertThat(words).hasAttribute("aria-expanded", "true");
        Axe.look(page, "offers while typing");
        visit.keepPicture("typing");
        page.keyboard().press("ArrowUp");
        assertThat(words).hasAttribute("aria-activedescendant", "q-word-3");
        assertThat(offers.locator("li").nth(3)).hasAttribute("aria-selected", "true");
        page.keyboard().press("Escape");
        assertThat(offers).isHidden();
        assertThat(words).hasValue("-nothing qu");
        words.pressSequentially("ay");
        offers.getByText("Quay <b>dues</b>").click();
        assertThat(offers).isHidden();
        assertThat(words).hasValue("-nothing tag:\"Quay <b>dues</b>\"");
        assertThat(page.locator(".sortbar")).containsText("2 documents");

        page.navigate("/documents?q=zanzibarian");
        Locator facets = page.locator(".facets a");
        Locator sender = facets.filter(new Locator.FilterOptions().setHasText("Zanzibar Harbour"));
        Locator tag = facets.filter(new Locator.FilterOptions().setHasText("Quay"));
        assertThat(facets).hasCount(3);
        assertThat(sender).hasText("Zanzibar Harbour 3Correspondent");
        assertThat(tag).hasText("Quay <b>dues</b> 2Tag");
        Axe.look(page, "labels of what was found");
        visit.keepPicture("facets");
        sender.click();
        assertThat(page).hasURL(Pattern.compile(".*q=zanzibarian&correspondent=\\d+"));
        assertThat(page.locator(".sortbar")).containsText("3 documents");
        assertThat(facets).hasCount(1);
        tag.click();
        assertThat(page.locator(".sortbar")).containsText("2 documents");
        assertThat(facets).hasCount(0);
        onAPhone();
    }

    @Test
    void aNoteIsAddedFoundAndTakenOffOnThePageOfItsDocument() throws Exception {
        String task = host.task("A letter to be noted".getBytes(StandardCharsets.UTF_8), "noted.txt");
        long id = host.rested(task).get("related_document").asLong();
        visit.signIn("demo", "demo");
        page.navigate("/documents/" + id);
        Locator notes = page.locator("#notes");
        // the page asks for news of a document that waits for a classifier; not where somebody is writing, and what was
        // asked for before does not count
        List<Route> asked = new CopyOnWriteArrayList<>();
        page.route("**/side", asked::add);
        page.waitForCondition(() -> !asked.isEmpty());
        page.getByLabel("New note").fill("Paid with the marmalade money.\n" + HOSTILE);
        page.unroute("**/side");
        page.waitForResponse(Pattern.compile(".*/side"), () -> asked.forEach(Route::resume));
        page.locator("#title").click();
        page.evaluate("htmx.ajax('GET', location.pathname + '/side', { source: '#side', target: '#side', swap: 'outerHTML' })");
        assertThat(page.getByLabel("New note")).hasValue("Paid with the marmalade money.\n" + HOSTILE);
        page.getByText("Add the note").click();
        assertThat(notes.locator(".note")).hasText("Paid with the marmalade money.\n" + HOSTILE);
        assertThat(page.getByLabel("New note")).hasValue("");
        Axe.look(page, "a document with a note");
        visit.keepPicture("notes");
        // as somebody does who drags its corner: the style must not be set on the part of the page that comes next
        page.getByLabel("New note").evaluate("field => { field.style.height = '9rem'; }");
        host.until(() -> host.get("/api/documents/?query=note:marmalade").get("count").asInt() == 1);
        page.navigate("/documents?q=marmalade");
        assertThat(page.locator(".passage mark")).hasText("marmalade");
        page.locator("#d-" + id).click();
        notes.getByText("Remove the note of demo").click();
        assertThat(notes.locator(".note")).hasCount(0);
        page.locator("#history summary").click();
        assertThat(page.locator("#history")).containsText("Note removed");
        assertThat(page.locator("#history")).not().containsText("marmalade");
    }

    private void onAPhone() {
        visit.close();
        visit = chromium.visit(host.address(), 390, 844);
        page = visit.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        visit.signIn("demo", "demo");
        page.navigate("/documents?q=zanzibarian");
        assertThat(page.locator(".facets a")).hasCount(3);
        page.locator("[data-folds] summary").click();
        page.locator("#q").fill("");
        page.locator("#q").pressSequentially("type:qua");
        assertThat(page.locator("#q-words li")).isVisible();
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        Axe.look(page, "offers on a phone in the dark");
        visit.keepPicture("typing-on-a-phone");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.locator("#q")).hasValue("type:\"Quarterly quittance\"");
        assertThat(page.locator(".sortbar")).containsText("3 documents");
    }
}
