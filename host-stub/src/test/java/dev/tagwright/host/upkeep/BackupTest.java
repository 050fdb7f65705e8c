package dev.tagwright.host.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.files.DocumentStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Real databases of both kinds, saved and brought back into empty ones. */
class BackupTest {

    private static final String FOREIGN =
            "The backup would have the database do something that no backup of ours does. Nothing was brought back.";
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final String TEXT =
            "Grüße, \"Größe\"; line\ttab\\\\back\nnext 'quoted' U&\\0041 \u20ac \ud83d\ude00";

    @TempDir
    Path folder;

    @Test
    void everyTableAndEveryFileComesBackOnH2() throws Exception {
        roundTrip(h2("from"), h2("to"), "character large object");
    }

    @Test
    void everyTableAndEveryFileComesBackOnPostgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database second");
            }
            roundTrip(server.getPostgresDatabase(), server.getDatabase("postgres", "second"), "text");
        }
    }

    private DataSource h2(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:backup-" + folder.getFileName() + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    private void roundTrip(DataSource from, DataSource to, String text) throws Exception {
        Place before = place("before");
        Place after = place("after");
        migrate(from, text);
        fill(from, before);
        Path file = save(from, before);
        Files.delete(before.installation().secret());

        assertThat(restore(to, after).read(file)).isEqualTo("2 documents came back, as of 2026-05-01T10:00:00Z.");

        assertThat(contents(to)).isEqualTo(contents(from)).hasSizeGreaterThan(20);
        assertThat(rules(to)).isEqualTo(rules(from)).hasSizeGreaterThan(20);
        assertThat(Files.readString(after.installation().secret())).isEqualTo("5e".repeat(32));
        assertThat(Files.readString(after.installation().config().resolve("application.properties")))
                .isEqualTo("server.port=8001\n");
        for (String path : List.of("originals/a/Größe 1.pdf", "originals/0000002.txt")) {
            assertThat(after.files().resolve(path))
                    .hasSameBinaryContentAs(before.files().resolve(path));
        }
        assertThat(after.installation().unfinished()).doesNotExist();
        try (Connection connection = to.getConnection();
                Statement statement = connection.createStatement()) {
            // numbers go on where they were
            statement.execute("insert into label_removal (document_id, label_id, removed_by, removed_at) values (1, 1,"
                    + " 'anna', current_timestamp)");
            statement.execute(LABEL.formatted("next"));
            assertThat(one(statement, "select max(id) from label")).isEqualTo("2");
            assertThatThrownBy(() -> statement.execute("delete from label_removal where document_id = 1;"
                            + " insert into document_text (document_id, content) values (99, '')"))
                    .as("a text of no document")
                    .isInstanceOf(SQLException.class);
        }
        migrate(to, text);

        assertThatThrownBy(() -> restore(to, after).read(file))
                .isInstanceOf(BackupRefused.class)
                .hasMessage(
                        "There is an installation already, and nothing of it is replaced. Name an empty database and an"
                                + " empty data folder, or move the old ones away.");
    }

    @Test
    void aBackupThatIsCutOffChangedOrForeignIsRefusedBeforeAnythingIsTouched() throws Exception {
        DataSource from = h2("whole");
        Place before = place("before");
        migrate(from, "character large object");
        fill(from, before);
        byte[] whole = Files.readAllBytes(save(from, before));

        refused(
                Arrays.copyOf(whole, whole.length - 100),
                "This is no backup, or it is cut off: it cannot be opened as an archive.");
        refused(edited(whole, "checksums.sha256", null), "The backup is not whole: the list of checksums is missing.");
        refused(
                edited(whole, "secret", "ab".repeat(32)),
                "The backup is damaged: secret does not have the SHA-256 that is listed.");
        refused(edited(whole, "secret", null), "The backup is not whole: 1 listed entries are missing.");
        refused(edited(whole, "../outside", "x"), "The backup holds something that does not belong into one.");
    }

    @Test
    void aForgedBackupWhoseChecksumsFitCannotHaveH2RunWhatItLikes() throws Exception {
        DataSource from = h2("forged");
        Place before = place("before");
        migrate(from, "character large object");
        fill(from, before);
        byte[] whole = Files.readAllBytes(save(from, before));
        Path file = folder.resolve("run-by-a-forged-backup").toAbsolutePath();
        for (String evil : List.of(
                "CREATE ALIAS EVIL AS 'int evil() { return 1; }'",
                "CREATE TRIGGER EVIL BEFORE INSERT ON \"PUBLIC\".\"LABEL\" AS 'org.h2.api.Trigger create() { return null; }'",
                "CALL FILE_WRITE('x', '" + file + "')",
                "INSERT INTO \"PUBLIC\".\"T\" VALUES(FILE_WRITE('x', '" + file + "'))",
                "INSERT INTO \"PUBLIC\".\"T\" VALUES(\"FILE_WRITE\" /* */ ('x', '" + file + "'))",
                "INSERT INTO T SELECT FILE_WRITE('x', '" + file + "')",
                "CREATE CACHED TABLE T(A BIGINT DEFAULT FILE_WRITE('x', '" + file + "'))",
                "ALTER TABLE \"PUBLIC\".\"LABEL\" ADD CONSTRAINT C CHECK(FILE_WRITE('x', '" + file + "') > 0)",
                "CREATE LINKED TABLE L('javax.naming.InitialContext', 'rmi://127.0.0.1/x', '', '', 'T')",
                "CREATE USER EVIL PASSWORD 'x' ADMIN",
                "RUNSCRIPT FROM '" + file + "'",
                "INSERT INTO T VALUES('a') -- '\n; DROP ALL OBJECTS",
                "INSERT INTO T VALUES($$a$$)",
                "SHUTDOWN")) {
            refused(forged(whole, "database/script.sql", evil + ";\n"), FOREIGN);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void whatABackupOfPostgresqlMayHoldIsNoLessNarrow() throws Exception {
        for (String good : List.of(
                "create table label (id bigint generated by default as identity not null, name character varying(200) not null, parent bigint)",
                "alter table label add constraint label_kind CHECK (((kind)::text = ANY ((ARRAY['TAG'::character varying])::text[])))",
                "CREATE INDEX by_name ON label USING btree (name, kind) WHERE (parent IS NULL)",
                "select setval(pg_get_serial_sequence('label', 'id'), 7, true)")) {
            DumpedSql.check(good);
        }
        for (String evil : List.of(
                "copy label from program 'id'",
                "create table t (a text default pg_read_file('/etc/passwd'))",
                "create table t (a text default E'\\'); drop table label --')",
                "create table t as select 1",
                "create index i on label ((pg_sleep(9)))",
                "select setval('x', 5, true); drop table label",
                "select pg_read_file('/etc/passwd')",
                "do 'begin end'",
                "create function f() returns int language sql as 'select 1'")) {
            assertThatThrownBy(() -> DumpedSql.check(evil)).as(evil).hasMessage(FOREIGN);
        }
        DumpedSql.checkColumns("label (id, \"Order\", name)");
        for (String evil : List.of("label from program 'id' --", "label (id) from program 'id' --", "(select 1)")) {
            assertThatThrownBy(() -> DumpedSql.checkColumns(evil)).as(evil).hasMessage(FOREIGN);
        }
    }

    /** Puts something before an entry, and its SHA-256 into the list. */
    private static byte[] forged(byte[] archive, String name, String first) throws Exception {
        String before = new String(entry(archive, name), StandardCharsets.UTF_8);
        String sums = new String(entry(archive, BackupReader.SUMS), StandardCharsets.UTF_8);
        byte[] changed = edited(archive, name, first + before);
        return edited(changed, BackupReader.SUMS, sums.replace(sha256(before), sha256(first + before)));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] entry(byte[] archive, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError("no " + name);
    }

    private void refused(byte[] archive, String message) throws Exception {
        Path file = Files.write(folder.resolve("spoilt.zip"), archive);
        Place after = place("spoilt");
        DataSource to = h2("spoilt");
        assertThatThrownBy(() -> restore(to, after).read(file))
                .isInstanceOf(BackupRefused.class)
                .hasMessage(message);
        assertThat(contents(to)).isEmpty();
        assertThat(after.store().isEmpty()).isTrue();
        assertThat(after.installation().unfinished()).doesNotExist();
    }

    /** Replaces, takes away (null) or adds one entry. */
    private static byte[] edited(byte[] archive, String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] before = in.readAllBytes();
                if (!entry.getName().equals(name)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(before);
                }
            }
            if (content != null) {
                out.putNextEntry(new ZipEntry(name));
                out.write(content.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void anOriginalThatIsMissingIsNamedAndTheRestIsSaved() throws Exception {
        DataSource from = h2("missing");
        Place before = place("before");
        migrate(from, "character large object");
        fill(from, before);
        Files.delete(before.files().resolve("originals/0000002.txt"));
        BackupAbout.Summary summary = backup(from, before).write(OutputStream.nullOutputStream());
        assertThat(summary).isEqualTo(new BackupAbout.Summary(2, List.of(2L)));
    }

    /**
     * An installation.
     *
     * @param files where its documents lie
     */
    private record Place(Installation installation, DocumentStore store, Path files) {}

    /** What a place is to be told of where documents lie. */
    List<String> settings(String place) throws IOException {
        return List.of();
    }

    /** Where the documents of a place lie. */
    Path files(String place) throws IOException {
        return folder.resolve(place).resolve("data/documents");
    }

    private Place place(String name) throws IOException {
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

    private static Backup backup(DataSource source, Place place) {
        return new Backup(source, place.store(), place.installation(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path save(DataSource source, Place place) throws Exception {
        Path file = folder.resolve("saved.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            assertThat(backup(source, place).write(out)).isEqualTo(new BackupAbout.Summary(2, List.of()));
        }
        return file;
    }

    private static Restore restore(DataSource source, Place place) {
        return new Restore(source, place.store(), place.installation(), UpkeepConfiguration.newestSchema());
    }

    private static void migrate(DataSource source, String text) {
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

    private static final String LABEL = "insert into label (kind, name, name_key, description, algorithm, match_text,"
            + " insensitive, colour, inbox, template, created_at, modified_at) values ('TAG', '%1$s', '%1$s', '',"
            + " 'AUTO', '', true, '#000000', false, '', current_timestamp, current_timestamp)";

    private static void fill(DataSource source, Place place) throws Exception {
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
    private static Map<String, List<String>> contents(DataSource source) throws SQLException {
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
    private static List<String> rules(DataSource source) throws SQLException {
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

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
