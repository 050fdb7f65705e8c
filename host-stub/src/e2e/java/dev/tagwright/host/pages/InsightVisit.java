package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tagwright.host.HostProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An administrator before a real browser, at the real host with the real plugin and what it learned from the demo archive. */
abstract class InsightVisit extends BrowserTest {

    static final String PLUGIN = "/plugins/tagwright-classifier/";
    static final double PATIENCE = 180_000;

    static LanguageModel model;

    /** Locks in it hold what the plugin does for as long as a test looks at it. */
    static EmbeddedPostgres database;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path home = homeWithPlugin();
        model = new LanguageModel();
        database = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start();
        List<String> settings = new ArrayList<>(List.of(
                "--demo",
                "--tagwright.demo-archive.papers=110",
                "--tagwright.demo-archive.pause=1s",
                "--tagwright.database.url=jdbc:postgresql://localhost:" + database.getPort() + "/postgres",
                "--tagwright.database.user=postgres"));
        settings.addAll(List.of(model.settings()));
        host = HostProcess.start(home, settings.toArray(String[]::new));
        host.send("POST", "/api/tags/", tag(HOSTILE));
        host.send("POST", "/api/tags/", tag("Water bill"));
        host.send("POST", "/api/tags/", tag("water-bills"));
        host.until(InsightVisit::serves);
    }

    @AfterAll
    static void closeWhatTheHostUses() throws IOException {
        stop();
        if (model != null) {
            model.close();
        }
        if (database != null) {
            database.close();
        }
    }

    /** Whether the plugin has started, which takes longer than the host's start, and has learned. */
    private static boolean serves() throws IOException, InterruptedException {
        HttpResponse<String> answer = host.send("GET", PLUGIN + "api/snapshots", "application/json", new byte[0]);
        return answer.statusCode() == 200 && answer.body().contains("\"serves\":true");
    }

    private static String tag(String name) {
        return "{\"name\":\"" + name.replace("\"", "\\\"") + "\",\"matching_algorithm\":6}";
    }

    void goAs(String name, String where) {
        visit.signIn(name, name);
        assertThat(page).hasURL(Pattern.compile(".*/documents.*"));
        page.navigate(PLUGIN + where);
    }

    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
