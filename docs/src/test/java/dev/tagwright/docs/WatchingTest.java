package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules against the table of metrics, which a test of the host holds against a running one. */
class WatchingTest {

    private static final Pattern NAME = Pattern.compile("tagwright_[a-z_]+");

    private static Set<String> names(String file) {
        return NAME.matcher(Pages.read(Pages.ROOT.resolve(file)))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> table() {
        return Pattern.compile("(?m)^\\| `(tagwright_[a-z_]+)` \\|")
                .matcher(Pages.read(Pages.ROOT.resolve("docs/upkeep.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyMetricOfTheDashboardAndTheAlertsIsInTheTable() {
        assertThat(table()).hasSizeGreaterThan(20);
        for (String file : List.of("docs/deploy/grafana-dashboard.json", "docs/deploy/alerts.yaml")) {
            assertThat(names(file)).hasSizeGreaterThan(8);
            assertThat(table()).as(file).containsAll(names(file));
        }
    }

    @Test
    void theDashboardShowsEveryMetric() {
        assertThat(names("docs/deploy/grafana-dashboard.json")).isEqualTo(table());
    }

    @Test
    void thereIsAnAlertForEachTroubleThatPeopleMustHearOf() {
        String rules = Pages.read(Pages.ROOT.resolve("docs/deploy/alerts.yaml"));
        for (String alert : List.of(
                "TagwrightClassifierDead",
                "TagwrightSnapshotStale",
                "TagwrightQueueStuck",
                "TagwrightPrecisionFalling")) {
            assertThat(rules).contains("- alert: " + alert + "\n");
        }
        long alerts = Pattern.compile("- alert: ").matcher(rules).results().count();
        assertThat(Pattern.compile("(?m)^          action: \\S")
                        .matcher(rules)
                        .results()
                        .count())
                .as("alerts that say what to do")
                .isEqualTo(alerts);
    }
}
