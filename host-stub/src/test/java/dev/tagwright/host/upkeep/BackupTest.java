package dev.tagwright.host.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Real databases of both kinds, saved and brought back into empty ones. */
class BackupTest extends BackupWorld {

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
    void anOriginalThatIsMissingIsNamedAndTheRestIsSaved() throws Exception {
        DataSource from = h2("missing");
        Place before = place("before");
        migrate(from, "character large object");
        fill(from, before);
        Files.delete(before.files().resolve("originals/0000002.txt"));
        BackupAbout.Summary summary = backup(from, before).write(OutputStream.nullOutputStream());
        assertThat(summary).isEqualTo(new BackupAbout.Summary(2, List.of(2L)));
    }
}
