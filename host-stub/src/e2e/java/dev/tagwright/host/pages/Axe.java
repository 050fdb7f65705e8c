package dev.tagwright.host.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
