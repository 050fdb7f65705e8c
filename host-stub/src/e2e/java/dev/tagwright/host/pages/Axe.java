package dev.tagwright.host.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Looks at a page by the rules of WCAG 2.2 at the levels A and AA, as far as a program can. */
final class Axe {

    private static final String SCRIPT = script();

    private Axe() {}

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks at a page in light and dark, keeps a picture of each, and fails where anything is wider than the screen. */
    static void lookInBothColours(Page page, String name, int width, Path pictures) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setMedia(Media.SCREEN));
            String seen = name + "-" + scheme.name().toLowerCase(Locale.ROOT);
            page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(seen + ".png")));
            look(page, seen);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(seen)
                    .isLessThanOrEqualTo(width);
        }
    }

    /** Fails with what was found and where. */
    static void look(Page page, String where) {
        page.evaluate(SCRIPT + ";undefined");
        Object found = page.evaluate("() => axe.run(document, { runOnly: { type: 'tag',"
                + " values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } })"
                + ".then(all => [all.passes.length, ...all.violations.map(one => one.id + ': ' + one.help + ' at '"
                + " + one.nodes.map(node => node.html.substring(0, 200)).join(' | '))])");
        List<?> told = (List<?>) found;
        assertThat(((Number) told.get(0)).intValue()).as("rules that were looked at").isGreaterThan(10);
        assertThat(told.subList(1, told.size())).as(where).isEmpty();
    }
}
