package dev.tagwright.host.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's own Chromium. One for a class of tests; each visit has cookies of its own. */
final class Chromium implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser; the tests are skipped where there is none. */
    static Chromium start() {
        Path program = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(program != null, "there is no Chromium in /usr/bin: the pages are not tested");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Objects.requireNonNull(program))
                        .setArgs(FLAGS));
        return new Chromium(playwright, browser);
    }

    Visit visit(String address) {
        return visit(address, 1280, 900);
    }

    Visit visit(String address, int width, int height) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setBaseURL(address));
        context.setDefaultTimeout(60_000);
        return new Visit(context);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** One person before the browser. */
    static final class Visit implements AutoCloseable {

        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        Visit(BrowserContext context) {
            this.context = context;
            this.page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")
                        || message.text().startsWith("Refused to")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onDialog(dialog -> dialog.accept());
        }

        Page page() {
            return page;
        }

        /** What the browser refused and what scripts threw. */
        List<String> complaints() {
            return complaints;
        }

        void signIn(String name, String password) {
            page.navigate("/login");
            page.getByLabel("Name").fill(name);
            page.getByLabel("Password").fill(password);
            page.getByLabel("Password").press("Enter");
        }

        void keepPicture(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "browser", name + ".png")));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
