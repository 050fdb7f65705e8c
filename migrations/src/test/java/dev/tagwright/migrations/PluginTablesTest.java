package dev.tagwright.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The plugin's tables come up in a database that already holds another program's tables, and keep to their prefix. */
class PluginTablesTest {

    @Test
    void onH2() throws Exception {
        Databases.h2("plugin", source -> check(source, "varbinary(1048576)"));
    }

    @Test
    void onPostgresql() throws Exception {
        Databases.postgresql(source -> check(source, "bytea"));
    }

    private static void check(DataSource source, String bytes) throws Exception {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table document (id bigint primary key)");
        }
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/plugin")
                .table("tw_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("bytes", bytes))
                .load();
        assertThat(flyway.migrate().migrationsExecuted).isPositive();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        flyway.validate();

        TreeSet<String> tables = new TreeSet<>();
        try (Connection connection = source.getConnection();
                ResultSet rows =
                        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                if (rows.getString("TABLE_SCHEM").equalsIgnoreCase("public")) {
                    tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        assertThat(tables).contains("tw_run", "tw_snapshot", "tw_snapshot_piece", "tw_assignment", "document");
        assertThat(tables).allMatch(name -> name.startsWith("tw_") || name.equals("document"));
    }
}
