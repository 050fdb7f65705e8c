package dev.tagwright.host.contract;

import dev.tagwright.host.PostgresHost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(initializers = PostgresHost.class)
class SkipQueriesOnPostgresqlTest extends SkipQueriesSuite {

    @Override
    void analyze(JdbcTemplate jdbc) {
        // pages that another transaction might still see otherwise are left for the next time
        for (int tries = 0; tries < 100; tries++) {
            jdbc.execute("vacuum analyze label");
            if (Boolean.TRUE.equals(jdbc.queryForObject(
                    "select relallvisible = relpages from pg_class where relname = 'label'", Boolean.class))) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("the table of labels does not come to rest");
    }

    /** The planner takes the one row of the counter from its one block. */
    @Override
    List<String> goodPlans() {
        return List.of("Index Only Scan using label_by_algorithm on label", "on change_counter");
    }
}
