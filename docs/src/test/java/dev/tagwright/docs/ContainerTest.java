package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The container file against what is delivered and what can be set. */
class ContainerTest {

    private static final String FILE = Pages.read(Pages.ROOT.resolve("docs/deploy/Containerfile"));

    private static List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(FILE)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    @Test
    void itCopiesOnlyWhatIsDelivered() {
        String page = Pages.read(Pages.ROOT.resolve("docs/delivery.md"));
        List<String> copied = found("^COPY .*? delivery/target/delivery/(\\S+) ");
        assertThat(copied).hasSize(2).hasSameSizeAs(found("^(COPY) "));
        copied.forEach(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    @Test
    void everySettingThatItGivesExists() {
        String settings = Pages.read(Pages.ROOT.resolve("docs/settings.md"));
        List<String> given = found("\"--(tagwright\\.[a-z.-]+)=");
        assertThat(given).hasSize(2);
        given.forEach(name -> assertThat(settings).contains("| `" + name + "` |"));
    }

    @Test
    void theImageIsPinnedAndTheHostIsNobodyWithRights() {
        assertThat(found("^FROM (\\S+)")).containsExactly("${BASE}");
        assertThat(found("^ARG BASE=(\\S+)")).singleElement().asString().matches(".+:\\d+\\.\\d+\\.\\d+_\\d+-.+");
        assertThat(found("^USER (\\S+)")).containsExactly("tagwright");
        assertThat(FILE).doesNotContain("curl ", "wget ", "ADD ");
    }
}
