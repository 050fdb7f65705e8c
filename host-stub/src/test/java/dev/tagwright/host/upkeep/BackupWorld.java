package dev.tagwright.host.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.files.DocumentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Databases and places of documents to save from and to bring back into. */
abstract class BackupWorld {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final String TEXT =
            "Grüße, \"Größe\"; line\ttab\\\\back\nnext 'quoted' U&\\0041 \u20ac \ud83d\ude00";

    @TempDir
    Path folder;

    DataSource h2(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:backup-" + folder.getFileName() + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    /**
     * An installation.
     *
     * @param files where its documents lie
     */
    record Place(Installation installation, DocumentStore store, Path files) {}

    /** What a place is to be told of where documents lie. */
    List<String> settings(String place) throws IOException {
        return List.of();
    }

    /** Where the documents of a place lie. */
    Path files(String place) throws IOException {
        return folder.resolve(place).resolve("data/documents");
    }

    Place place(String name) throws IOException {
        Path home = folder.resolve(name);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("tagwright.data=" + home.resolve("data"))
                .and(settings(name).toArray(new String[0]))
                .applyTo(context);
        context.register(DocumentStore.class);
        context.refresh();
        Path data = home.resolve("data");
        return new Place(
                new Installation(data, data.resolve("secret"), home.resolve("config")),
                context.getBean(DocumentStore.class),
                files(name));
    }

    static Backup backup(DataSource source, Place place) {
        return new Backup(source, place.store(), place.installation(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    Path save(DataSource source, Place place) throws Exception {
        Path file = folder.resolve("saved.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            assertThat(backup(source, place).write(out)).isEqualTo(new BackupAbout.Summary(2, List.of()));
        }
        return file;
    }

    /** Returns a backup of an installation that holds something of everything. */
    byte[] saved() throws Exception {
        DataSource from = h2("from");
        Place before = place("before");
        migrate(from, "character large object");
        fill(from, before);
        return Files.readAllBytes(save(from, before));
    }

    static Restore restore(DataSource source, Place place) {
        return new Restore(source, place.store(), place.installation(), UpkeepConfiguration.newestSchema());
    }

    static void migrate(DataSource source, String text) {
        for (String who : List.of("host", "plugin")) {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/" + who)
                    .table(who.equals("host") ? "host_schema_history" : "tw_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(Map.of("text", text, "bytes", text.equals("text") ? "bytea" : "binary large object"))
                    .load()
                    .migrate();
        }
    }

    static final String LABEL = "insert into label (kind, name, name_key, description, algorithm, match_text,"
            + " insensitive, colour, inbox, template, created_at, modified_at) values ('TAG', '%1$s', '%1$s', '',"
            + " 'AUTO', '', true, '#000000', false, '', current_timestamp, current_timestamp)";

    static void fill(DataSource source, Place place) throws Exception {
        String first = place.store().put(new ByteArrayInputStream(new byte[] {1, 2, 3}), "originals/a/Größe 1.pdf");
        // this one was about to be moved
        String second = place.store()
                .put(new ByteArrayInputStream("two".getBytes(StandardCharsets.UTF_8)), "originals/old.txt");
        Files.writeString(place.installation().secret(), "5e".repeat(32));
        Files.createDirectories(place.installation().config());
        Files.writeString(place.installation().config().resolve("application.properties"), "server.port=8001\n");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(LABEL.formatted("first"));
            String document = "insert into document (title, original_name, media_type, sha256, size_bytes, created_on,"
                    + " added_at, modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason,"
                    + " decided_state, decided_reason, decided_snapshot, decided_version, file_path, moving_from) values"
                    + " ('t', 'n', 'm', '%s', 1, date '2026-11-01', current_timestamp, current_timestamp, false, 1, 1,"
                    + " false, 'READ', '', 'SILENT', '', '', 0, '%s', %s)";
            statement.execute(document.formatted(first, "originals/a/Größe 1.pdf", "null"));
            statement.execute(document.formatted(second, "originals/0000002.txt", "null"));
        }
        Files.move(place.files().resolve("originals/old.txt"), place.files().resolve("originals/0000002.txt"));
        try (Connection connection = source.getConnection();
                var insert =
                        connection.prepareStatement("insert into document_text (document_id, content) values (1, ?)")) {
            insert.setString(1, TEXT.repeat(1000));
            insert.execute();
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into document_note (document_id, content, written_by, written_at)"
                    + " values (1, 'noted', 'anna', current_timestamp)");
        }
    }

    /** Every row of every table as text, by the name of the table. */
    static Map<String, List<String>> contents(DataSource source) throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = connection
                    .getMetaData()
                    .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (rows.next()) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                List<String> lines = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        StringBuilder line = new StringBuilder();
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            line.append(rows.getString(column)).append('|');
                        }
                        lines.add(line.toString());
                    }
                }
                all.put(table, lines.stream().sorted().toList());
            }
        }
        return all;
    }

    /** Every column with its type, and every index with its columns. */
    static List<String> rules(DataSource source) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = source.getConnection()) {
            try (ResultSet rows = connection.getMetaData().getColumns(null, connection.getSchema(), "%", "%")) {
                while (rows.next()) {
                    all.add(rows.getString("TABLE_NAME") + " " + rows.getString("COLUMN_NAME") + " "
                            + rows.getString("TYPE_NAME") + " " + rows.getString("COLUMN_SIZE") + " "
                            + rows.getString("IS_NULLABLE") + " " + rows.getString("COLUMN_DEF") + " "
                            + rows.getString("IS_AUTOINCREMENT"));
                }
            }
            for (String table : contents(source).keySet()) {
                try (ResultSet rows =
                        connection.getMetaData().getIndexInfo(null, connection.getSchema(), table, false, false)) {
                    while (rows.next()) {
                        all.add(table + " " + rows.getString("COLUMN_NAME") + " " + rows.getString("NON_UNIQUE") + " "
                                + rows.getString("ORDINAL_POSITION"));
                    }
                }
                try (ResultSet rows = connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
                    while (rows.next()) {
                        all.add(table + " " + rows.getString("FKCOLUMN_NAME") + " refers to "
                                + rows.getString("PKTABLE_NAME") + " " + rows.getString("DELETE_RULE"));
                    }
                }
            }
        }
        // H2 sometimes has two indexes of the same columns, one of them for a foreign key
        return all.stream().distinct().sorted().toList();
    }

    static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
