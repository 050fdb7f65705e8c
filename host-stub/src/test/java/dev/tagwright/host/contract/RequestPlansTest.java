package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.host.PostgresHost;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.SearchState;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * No request reads a large table in sequence, but for the first rows of it where any will do. Told by PostgreSQL itself, which
 * counts the rows of each table that are read so, whatever plans were chosen for the values that were really asked for.
 */
@SpringBootTest(
        properties = {
            "spring.application.name=request-plans",
            "tagwright.upkeep.check-originals=0",
            "tagwright.ingest.look=100ms",
            "spring.datasource.hikari.maximum-pool-size=" + RequestPlansTest.CONNECTIONS
        })
@ContextConfiguration(initializers = PostgresHost.class)
@DirtiesContext
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RequestPlansTest {

    static final int CONNECTIONS = 4;

    /** Of 30,000 documents PostgreSQL may well read all for a frequent tag, and rightly. */
    private static final int DOCUMENTS = Integer.getInteger("plans.documents", 100_000);

    @Autowired
    private DataSource pool;

    @Autowired
    private DocumentFinder finder;

    @Autowired
    private HostContract contract;

    @Autowired
    private Ingest ingest;

    @Autowired
    private DocumentSearch search;

    @Autowired
    private People people;

    @Test
    void listsFiltersSuggestionsChecksAndArrivalsReadNoLargeTableWhole() throws Exception {
        // or it would be filled with all of them, too
        untilIndexed();
        try (Connection connection = pool.getConnection()) {
            // the others are kept from the search index, which follows the changes after these
            GrowingArchive archive = new GrowingArchive(connection, 100);
            archive.addLabels();
            archive.grow(1, DOCUMENTS);
        }
        Person person = people.create("anna", "a long password 123", Role.EDITOR);
        Corpus corpus = contract.open("plans").corpus();
        DocumentFilter all = DocumentFilter.present().visibleTo(person);
        // whoever looked for work while the tables were filled, without knowing how large they are, has told of it then
        takeIn();
        takeIn();
        untilIndexed();
        assertThat(readInSequence().keySet())
                .containsExactly("document", "document_history", "document_label", "document_text", "ingest_job");

        for (DocumentOrder.By by : List.of(
                DocumentOrder.By.ID,
                DocumentOrder.By.ADDED,
                DocumentOrder.By.CREATED,
                DocumentOrder.By.MODIFIED,
                DocumentOrder.By.TITLE)) {
            list("by " + by, all, new DocumentOrder(by, true), 1);
            list("by " + by + ", rising", all, new DocumentOrder(by, false), 1);
        }
        list("page 40", all, DocumentOrder.NEWEST, 40);
        list("inbox", all.inInbox(true), DocumentOrder.NEWEST, 1);
        list("frequent tag", all.withAll(List.of(1L)), DocumentOrder.NEWEST, 1);
        list("rare tag", all.withAll(List.of(250L)), DocumentOrder.NEWEST, 1);
        list("two tags", all.withAll(List.of(1L, 101L)), DocumentOrder.NEWEST, 1);
        list(
                "month and correspondent",
                all.withAny(List.of(301L)).createdFrom(LocalDate.of(2010, 3, 1)).createdTo(LocalDate.of(2010, 3, 31)),
                DocumentOrder.NEWEST,
                1);
        check("counts of jobs", ingest::counts);
        check("one document", () -> corpus.document(new DocumentId(DOCUMENTS / 2)));
        check("suggestion", () -> {
            corpus.refusedLabels(new DocumentId(DOCUMENTS / 2));
            corpus.ruleMatches(new DocumentId(DOCUMENTS / 2));
        });
        check("fast skip", () -> {
            corpus.latestChange();
            corpus.autoLabels();
        });
        check("arrival", this::takeIn);
        check("looks at the consume folder", () -> {
            long before = looks();
            while (looks() < before + 3) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        });
    }

    /** How often it was looked for files of the consume folder that are stored and still lie there. */
    private long looks() throws SQLException {
        readInSequence();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select seq_scan from pg_stat_user_tables where relname = 'consumed_file'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void untilIndexed() {
        while (!search.state().equals(new SearchState(SearchState.State.READY, 0, ""))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void takeIn() throws Exception {
        ingest.submit(
                new ByteArrayInputStream(("a letter among many " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8)),
                Arrival.filedByHand("letter.txt", "Letter", null, "anna", Set.of(1L, 301L)));
        assertThat(ingest.awaitQuiet(Duration.ofMinutes(2))).isTrue();
    }

    /** One thing that is asked of the host. */
    @FunctionalInterface
    private interface Request {
        void send() throws Exception;
    }

    private void list(String what, DocumentFilter filter, DocumentOrder order, int page) throws Exception {
        check(what, () -> assertThat(finder.find(filter, order, page, 25).documents())
                .as(what)
                .isNotEmpty());
    }

    private void check(String what, Request request) throws Exception {
        Map<String, Long> before = readInSequence();
        request.send();
        Map<String, Long> after = readInSequence();
        after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
        assertThat(after.values())
                .as(what + ": rows of tables of " + DOCUMENTS + " that were read in sequence: " + after)
                .allMatch(rows -> rows <= DOCUMENTS / 5);
    }

    /** How many rows of each large table were read in sequence so far. A connection tells what it did when it is asked to. */
    private Map<String, Long> readInSequence() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = pool.getConnection();
                all.add(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select pg_stat_force_next_flush()");
                }
            }
            Map<String, Long> reads = new TreeMap<>();
            try (Statement statement = all.get(0).createStatement();
                    ResultSet rows =
                            statement.executeQuery("select relname, seq_tup_read from pg_stat_user_tables where"
                                    + " n_live_tup >= " + DOCUMENTS)) {
                while (rows.next()) {
                    reads.put(rows.getString(1), rows.getLong(2));
                }
            }
            return reads;
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }
}
