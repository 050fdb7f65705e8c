package dev.tagwright.host.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A browser for all tests of a class and a host that the class starts; each test is a visit of its own, and none may make
 * the browser complain.
 */
@ExtendWith(BrowserTest.PictureOfFailure.class)
abstract class BrowserTest {

    static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\"> & <b>tag</b>";

    static HostProcess host;
    static Chromium chromium;
    Chromium.Visit visit;
    Page page;

    /** So that whoever reads the report sees what the person saw. */
    static final class PictureOfFailure implements TestExecutionExceptionHandler {

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            BrowserTest test = (BrowserTest) context.getRequiredTestInstance();
            test.visit.keepPicture(context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getRequiredTestMethod().getName());
            throw failure;
        }
    }

    /** Returns a folder for a host with the plugin as it was built; the tests are skipped where it was not. */
    static Path homeWithPlugin() throws IOException {
        Path home = Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
        Path archive = Path.of(System.getProperty("tagwright.host.folder"), "plugins", "tagwright-classifier.zip");
        Assumptions.assumeTrue(Files.exists(archive), "the plugin's archive was not built");
        Files.createDirectories(home.resolve("plugins"));
        Files.copy(archive, home.resolve("plugins").resolve(archive.getFileName()));
        return home;
    }

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
            host = null;
        }
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }

    @BeforeEach
    void open() {
        visit = chromium.visit(host.address());
        page = visit.page();
    }

    /** Does what makes another page come and waits for it; who reads at once may still read the page before. */
    void loads(Runnable what) {
        page.evaluate("() => { window.pageBefore = true; }");
        what.run();
        page.waitForFunction("() => !window.pageBefore && document.readyState === 'complete'");
    }

    @AfterEach
    void close() {
        List<String> complaints = visit.complaints();
        visit.close();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }
}
