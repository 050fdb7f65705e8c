package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tagwright.api.LabelKind;
import dev.tagwright.host.ManyDocuments;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;

/** What a retrain check asks of the host costs next to nothing, however many documents there are. */
// hosts of their own, without another test's documents
@SpringBootTest(properties = "spring.application.name=skip-queries")
@DirtiesContext
abstract class SkipQueriesSuite {

    private static final int DOCUMENTS = 10_000;
    private static final int LABELS = 3000;

    @Autowired
    private StoredCorpus corpus;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource pool;

    /** Brings the database's knowledge of its tables up to date, as it does by itself now and then. */
    abstract void analyze(JdbcTemplate jdbc);

    /** Returns the words by which a plan says that a statement is answered from an index or from a table of one row. */
    abstract List<String> goodPlans();

    @Test
    void twoQueriesFromIndexesAnswerACheckAndNoneReadsDocuments() throws Exception {
        try (Connection connection = pool.getConnection()) {
            ManyDocuments.fill(connection, DOCUMENTS, LABELS, 12);
        }
        jdbc.update("insert into label (kind, name, name_key, description, algorithm, match_text, insensitive, colour,"
                + " inbox, template, created_at, modified_at) select kind, 'other ' || name, 'other ' || name_key, '"
                + "long ".repeat(300)
                + "', 'ANY', 'x', true, '#000000', false, '', created_at, modified_at from label");
        analyze(jdbc);
        StatementLog log = new StatementLog(pool);
        DataSource before = jdbc.getDataSource();
        jdbc.setDataSource(log);
        try {
            check();
            check();
            log.take();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long self = Thread.currentThread().getId();
            long allocated = threads.getThreadAllocatedBytes(self);
            check();
            assertThat(threads.getThreadAllocatedBytes(self) - allocated)
                    .as("bytes allocated with %d labels", LABELS)
                    .isPositive()
                    .isLessThan(1_000_000);
        } finally {
            jdbc.setDataSource(before);
        }
        List<String> statements = log.take();
        assertThat(statements).hasSize(2);
        for (String statement : statements) {
            String plan = String.join("\n", jdbc.queryForList("explain " + statement, String.class));
            assertThat(plan).containsAnyOf(goodPlans().toArray(String[]::new));
            assertThat(plan).doesNotContainIgnoringCase("document");
        }
    }

    private void check() {
        assertThat(corpus.latestChange().sequence()).isEqualTo(DOCUMENTS);
        assertThat(corpus.autoLabels().get(LabelKind.TAG)).hasSize(LABELS);
    }
}
