package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.store.Databases;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import dev.tagwright.classifier.suggestion.Serving;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Tables and a snapshot as the first version wrote them are opened by this one, and the snapshot decides. */
class UpgradeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    /** The one that the fixture was signed with. */
    private static final byte[] SECRET = new byte[32];

    static {
        for (int i = 0; i < SECRET.length; i++) {
            SECRET[i] = (byte) i;
        }
    }

    @Test
    void onH2() throws Exception {
        opened(Databases.h2(), "varbinary(1048576)");
    }

    @Test
    void onPostgresql() throws Exception {
        opened(Databases.postgres(), "bytea");
    }

    private static void opened(DataSource source, String bytes) throws Exception {
        String digest = fill(source, bytes);
        try (Store store = new Store(source, UpgradeTest.class.getClassLoader())) {
            Serving serving = new Serving();
            Keeper keeper = new Keeper(store.snapshots(), new SignedFormat(SECRET), serving, 5, CLOCK);
            assertThat(keeper.follow()).isTrue();
            assertThat(keeper.trouble()).isEmpty();
            KeptSnapshot held = Objects.requireNonNull(keeper.held());
            assertThat(held.digest()).isEqualTo(digest);
            assertThat(held.verdict()).isEqualTo("It is the first.");
            assertThat(keeper.scores(held.id())).isEmpty();
            Snapshot snapshot = Objects.requireNonNull(serving.current());
            assertThat(snapshot.classify("the landlord sends the yearly rent statement for heating"))
                    .extracting(ScoredLabel::key)
                    .contains("7", "Landlord & Söhne");
            assertThat(store.runs().newest(5))
                    .hasSize(1)
                    .allSatisfy(run -> assertThat(run.status().message()).isEqualTo("It is the first."));
            assertThat(store.assignments().ofDocument(new DocumentId(9)))
                    .extracting(AssignmentRecord::run)
                    .containsExactly("arrivals-2026-03-01");
            assertThat(store.trained().last().orElseThrow().change().sequence()).isEqualTo(42);
            assertThat(keeper.rollBack(held.id(), "anna").promotedAt()).isEqualTo(CLOCK.instant());
        }
    }

    /** Writes what the first version had, and returns the digest of its snapshot. */
    private static String fill(DataSource source, String bytes) throws Exception {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/plugin")
                .table("tw_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target("1")
                .placeholders(Map.of("bytes", bytes))
                .load()
                .migrate();
        byte[] fixture;
        try (var in = Snapshot.class.getResourceAsStream("format-1.snapshot")) {
            fixture = Objects.requireNonNull(in).readAllBytes();
        }
        String digest = new SignedFormat(SECRET).read(fixture).digest();
        String at = "timestamp with time zone '2026-02-01 10:00:00+00:00'";
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into tw_run (id, node, state, phase, done, total, requested_by, started_at,"
                    + " heard_at, ended_at, message, snapshot_id) values (1, 'a', 'PROMOTED', '', 24, 24, 'schedule', "
                    + at + ", " + at + ", " + at + ", 'It is the first.', 1)");
            statement.execute("insert into tw_snapshot values (1, '" + digest + "', 1, " + at + ", 42, " + at + ", '"
                    + "l".repeat(64) + "', '" + "s".repeat(64) + "', 24, 5, 0.9, 'It is the first.', " + fixture.length
                    + ", " + at + ")");
            try (var piece = connection.prepareStatement(
                    "insert into tw_snapshot_piece (snapshot_id, position, bytes) values (1, 0, ?)")) {
                piece.setBytes(1, fixture);
                piece.execute();
            }
            statement.execute("insert into tw_serving values (1, 1, " + at + ", 'schedule')");
            statement.execute("insert into tw_trained values (1, 42, " + at + ", '" + "l".repeat(64) + "', '"
                    + "s".repeat(64) + "', " + at + ", " + at + ")");
            statement.execute(
                    "insert into tw_assignment (document_id, document_version, label_kind, label_id, snapshot,"
                            + " probability, threshold, reason, evidence, run, assigned_at) values (9, 2, 'TAG', 7, '"
                            + digest
                            + "', 0.97, 0.9, 'It is sure.', 'rent +1.2', 'arrivals-2026-03-01', " + at + ")");
        }
        return digest;
    }
}
