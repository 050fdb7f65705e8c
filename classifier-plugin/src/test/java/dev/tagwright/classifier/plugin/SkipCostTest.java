package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tagwright.api.Caller;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to see that nothing changed since the last training. */
class SkipCostTest {

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;

    @BeforeEach
    void fill() {
        host = new TestHost(folder);
        LabelId tag = host.autoTag("rent");
        for (int number = 1; number <= 20; number++) {
            host.document("the landlord sends the yearly rent statement for heating " + number, tag);
            host.document("the revenue office assesses taxes for the calendar year " + number);
        }
        plugin = new TagwrightPlugin();
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    @Test
    void aSkippedTrainingAsksAtMostFiveQueriesThePluginsOwnIncludedAndReadsNoText() {
        host.settings.put("cluster.follow", "PT10M");
        host.settings.put("cluster.silence", "PT1H");
        host.settings.put("feedback.ahead", "false");
        plugin.start(host);
        // what the plugin asks beside, of its own accord, only adds: the least of several is the skip's own
        long least = Long.MAX_VALUE;
        long all = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            train(true);
            Wait.until("the claim was given back", () -> number("select count(*) from tw_lease") == 0);
            int passes = host.passes.get();
            long own = ownStatements();
            host.queries.set(0);
            host.textsRead.set(0);
            assertThat(train(false)).isEqualTo(State.SKIPPED);
            own = ownStatements() - own;
            least = Math.min(least, own);
            all = Math.min(all, host.queries.get() + own);
            assertThat(host.textsRead).hasValue(0);
            assertThat(host.passes).hasValue(passes);
        }
        assertThat(least).as("statements on the plugin's tables").isBetween(1L, 2L);
        assertThat(all).as("statements in all").isLessThanOrEqualTo(5);
    }

    /** How many statements the database has executed so far, as it counts them itself, from the first question on. */
    private long ownStatements() {
        return number("select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                + " where lower(sql_statement) like '%tw_%'"
                + " and sql_statement not like '%query_statistics%'");
    }

    private long number(String query) {
        try (Connection connection = host.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set query_statistics true");
            try (var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSkippedTrainingAllocatesLessThanAMegabyteWithThreeThousandLabels() {
        for (int number = 0; number < 3000; number++) {
            host.autoTag("tag " + number);
        }
        plugin.start(host);
        train(false);
        train(false);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long worker = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tagwright-training"))
                .mapToLong(Thread::getId)
                .max()
                .orElseThrow();
        long before = threads.getThreadAllocatedBytes(worker);
        assertThat(train(false)).isEqualTo(State.SKIPPED);
        assertThat(threads.getThreadAllocatedBytes(worker) - before)
                .isPositive()
                .isLessThan(1_000_000);
    }

    private State train(boolean evenIfUnchanged) {
        plugin.train(new TrainingRequest(Caller.HOST, evenIfUnchanged, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        return plugin.trainingStatus().state();
    }
}
