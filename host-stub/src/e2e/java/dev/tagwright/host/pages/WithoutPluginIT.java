package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people see of a host that has no plugin. */
class WithoutPluginIT {

    @Test
    void theHostTellsWhatIsMissingAndWorksOn() throws IOException {
        Path home = Path.of("target", "it", "alone-" + UUID.randomUUID()).toAbsolutePath();
        try (Chromium chromium = Chromium.start();
                HostProcess host = HostProcess.start(home, "--tagwright.demo=true", "--tagwright.demo-archive.papers=20");
                Chromium.Visit visit = chromium.visit(host.address())) {
            visit.signIn("demo", "demo");
            Page page = visit.page();
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
                    .containsText(
                            "A letter to nobody", new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
        }
    }
}
