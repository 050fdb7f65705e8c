package dev.tagwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The host's tables come up on both databases and guard what no code should have to. */
class HostTablesTest {

    private static final String NOW = "timestamp with time zone '2026-11-01 00:00:00+00'";

    @Test
    void onH2() throws Exception {
        Databases.h2("host", source -> check(source, "character large object"));
    }

    @Test
    void onPostgresql() throws Exception {
        Databases.postgresql(source -> check(source, "text"));
    }

    @Test
    void whatStillLiesInTheConsumeFolderIsNotForgottenByAnUpgrade() throws Exception {
        Databases.h2("upgraded", source -> {
            tables(source, "character large object", "57").migrate();
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String file : List.of("'/consume/a.pdf', 'key'", "null, 'other'")) {
                    statement.execute(
                            "insert into ingest_job (task, source, file_name, state, stage, attempts, message,"
                                    + " in_inbox, decide, source_file, source_key, created_at, updated_at) values (random_uuid(),"
                                    + " 'CONSUME', 'a.pdf', 'DONE', 'END', 0, '', false, true, " + file + ", " + NOW
                                    + ", "
                                    + NOW + ")");
                }
                tables(source, "character large object", "latest").migrate();
                try (var rows = statement.executeQuery("select path, source_key from consumed_file")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1) + " " + rows.getString(2)).isEqualTo("/consume/a.pdf key");
                    assertThat(rows.next()).isFalse();
                }
            }
        });
    }

    private static Flyway tables(DataSource source, String text, String version) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/host")
                .table("host_schema_history")
                .placeholders(Map.of("text", text))
                .target(version)
                .load();
    }

    private static void check(DataSource source, String text) throws SQLException {
        Flyway flyway = tables(source, text, "latest");
        assertThat(flyway.migrate().migrationsExecuted).isPositive();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        flyway.validate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 4; i++) {
                statement.execute("insert into label (kind, name, name_key, description, algorithm, match_text,"
                        + " insensitive, colour, inbox, template, created_at, modified_at) values ('"
                        + (i < 3 ? "CORRESPONDENT" : "TAG") + "', 'l" + i + "', 'l" + i + "', '', 'AUTO', '', true,"
                        + " '#000000', false, '', " + NOW + ", " + NOW + ")");
            }
            statement.execute("insert into document (title, original_name, media_type, sha256, size_bytes, created_on,"
                    + " added_at, modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason,"
                    + " decided_state, decided_reason, decided_snapshot, decided_version, file_path) values ('t', 'n',"
                    + " 'm', 'h', 1, date '2026-11-01', " + NOW + ", " + NOW + ", false, 1, 1, false, 'WAITING', '',"
                    + " 'WAITING', '', '', 0, 'p')");
            put(statement, 3, null);
            put(statement, 4, null);
            put(statement, 1, "CORRESPONDENT");
            assertThatThrownBy(() -> put(statement, 2, "CORRESPONDENT"))
                    .as("a second correspondent")
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("insert into label (kind, name, name_key, description,"
                            + " algorithm, match_text, insensitive, colour, inbox, template, created_at, modified_at)"
                            + " select kind, 'L3', name_key, '', algorithm, '', true, colour, false, '', created_at,"
                            + " modified_at from label where id = 3"))
                    .as("a second tag of the same name")
                    .isInstanceOf(SQLException.class);
            statement.execute("delete from label where id = 1");
            put(statement, 2, "CORRESPONDENT");
            statement.execute("insert into document_note (document_id, content, written_by, written_at) values (1, 'n',"
                    + " 'anna', " + NOW + ")");
            statement.execute("delete from document");
            for (String table : List.of("document_label", "document_note")) {
                try (var rows = statement.executeQuery("select count(*) from " + table)) {
                    rows.next();
                    assertThat(rows.getInt(1)).as(table).isZero();
                }
            }
        }
    }

    private static void put(Statement statement, int label, String single) throws SQLException {
        statement.execute("insert into document_label (document_id, label_id, kind, single_kind, origin, set_by,"
                + " set_at, reason) values (1, " + label + ", '" + (single == null ? "TAG" : single) + "', "
                + (single == null ? "null" : "'" + single + "'") + ", 'PERSON', 'anna', " + NOW + ", '')");
    }
}
