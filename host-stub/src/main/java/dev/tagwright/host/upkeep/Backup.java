package dev.tagwright.host.upkeep;

import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.HeldOriginal;
import dev.tagwright.host.files.OriginalMissing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a whole installation into one archive, as it was at one moment: the database with the tables of plugins, so with
 * all snapshots; the originals; the secret; the settings in files.
 *
 * <p>Changes of documents wait only while the moment is fixed: a reading transaction is begun, and every original gets a
 * second name that no move and no deletion touches. The archive is then written from both while work goes on.
 */
public final class Backup {

    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);

    private final DataSource source;
    private final DocumentStore store;
    private final Installation installation;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Backup(DataSource source, DocumentStore store, Installation installation, Clock clock) {
        this.source = source;
        this.store = store;
        this.installation = installation;
        this.clock = clock;
    }

    private record Original(String sha256, HeldOriginal held) {}

    /**
     * Writes the archive. The stream is not closed; what was written before a fault is no backup and is refused as one.
     *
     * @return what the archive says of itself, documents without an original included
     * @throws BackupRefused if another one is being written, or the database is of a kind that cannot be saved
     */
    public BackupAbout.Summary write(OutputStream out) throws BackupRefused, IOException {
        if (!underWay.compareAndSet(false, true)) {
            throw new BackupRefused("Another backup is being written. Wait until it is done.");
        }
        List<Original> originals = new ArrayList<>();
        try {
            return write(out, originals);
        } catch (SQLException e) {
            throw new IOException("the database cannot be read for a backup", e);
        } finally {
            originals.forEach(original -> original.held().close());
            underWay.set(false);
        }
    }

    private BackupAbout.Summary write(OutputStream out, List<Original> originals)
            throws BackupRefused, IOException, SQLException {
        try (Connection reading = source.getConnection()) {
            DatabaseDump dump = DatabaseDump.of(reading);
            reading.setAutoCommit(false);
            reading.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<Long> missing = new ArrayList<>();
            try (Connection holding = source.getConnection()) {
                holding.setAutoCommit(false);
                lockChanges(holding);
                hold(reading, originals, missing);
                holding.rollback();
            }
            BackupAbout about = new BackupAbout(
                    BackupAbout.FORMAT,
                    clock.instant(),
                    dump.kind(),
                    installation.schema(reading),
                    originals.size() + missing.size(),
                    missing);
            BackupWriter backup = new BackupWriter(out);
            backup.entry(BackupReader.ABOUT, JsonMapper.shared().writeValueAsBytes(about));
            Path work = installation.workFolder();
            try {
                dump.write(reading, backup, work);
            } finally {
                Installation.delete(work);
            }
            reading.rollback();
            write(originals, backup);
            return new BackupAbout.Summary(about.documents(), missing);
        }
    }

    /** The row that every change of a document locks first. */
    private static void lockChanges(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement
                    .executeQuery("select seq from change_counter where id = 1 for update")
                    .close();
        }
    }

    private void hold(Connection reading, List<Original> originals, List<Long> missing)
            throws SQLException, IOException {
        try (Statement statement = reading.createStatement();
                ResultSet rows =
                        statement.executeQuery("select id, sha256, file_path, moving_from from document order by id")) {
            while (rows.next()) {
                try {
                    HeldOriginal held = store.hold(rows.getLong(1), rows.getString(3), rows.getString(4));
                    originals.add(new Original(rows.getString(2), held));
                } catch (OriginalMissing e) {
                    LOG.warn("The backup has no original of document {}: it is missing.", rows.getLong(1));
                    missing.add(rows.getLong(1));
                }
            }
        }
    }

    private void write(List<Original> originals, BackupWriter backup) throws IOException {
        for (Original original : originals) {
            backup.entry(
                    "documents/" + original.sha256(),
                    bytes -> Files.copy(original.held().file(), bytes));
        }
        Path secret = installation.secret();
        if (Files.exists(secret)) {
            backup.entry("secret", Files.readAllBytes(secret));
        }
        if (Files.isDirectory(installation.config())) {
            try (Stream<Path> files = Files.list(installation.config())) {
                for (Path file : files.filter(Installation::isSettings).sorted().toList()) {
                    backup.entry("config/" + file.getFileName(), Files.readAllBytes(file));
                }
            }
        }
        backup.finish();
    }
}
