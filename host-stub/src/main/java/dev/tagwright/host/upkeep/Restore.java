package dev.tagwright.host.upkeep;

import dev.tagwright.host.files.DocumentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings an installation back from a backup, into an empty database and an empty store. Nothing that is there is ever
 * replaced. A restore that ends too early leaves a mark, and no host starts on it.
 */
final class Restore {

    private final DataSource source;
    private final DocumentStore store;
    private final Installation installation;
    private final String newestSchema;

    /**
     * @param newestSchema the newest migration that this version knows
     */
    Restore(DataSource source, DocumentStore store, Installation installation, String newestSchema) {
        this.source = source;
        this.store = store;
        this.installation = installation;
        this.newestSchema = newestSchema;
    }

    /**
     * Reads an archive.
     *
     * @return what to tell: what came back, and what was left as it is
     */
    String read(Path file) throws BackupRefused, IOException, SQLException {
        try (BackupReader backup = BackupReader.open(file);
                Connection connection = source.getConnection()) {
            DatabaseDump dump = DatabaseDump.of(connection);
            check(backup, dump, connection);
            Files.createDirectories(installation.data());
            Files.writeString(installation.unfinished(), "");
            connection.setAutoCommit(false);
            dump.read(connection, backup);
            long documents = originals(connection, backup);
            secret(backup);
            String settings = settings(backup);
            connection.commit();
            Files.delete(installation.unfinished());
            return documents + " documents came back, as of " + backup.about().madeAt() + "." + settings;
        }
    }

    private void check(BackupReader backup, DatabaseDump dump, Connection connection)
            throws BackupRefused, IOException, SQLException {
        BackupAbout about = backup.about();
        if (!about.database().equals(dump.kind())) {
            throw new BackupRefused("The backup is of " + about.database() + " and the database is " + dump.kind()
                    + ". Name an empty " + about.database() + " by tagwright.database.url.");
        }
        if (MigrationVersion.fromVersion(about.schema()).isNewerThan(newestSchema)) {
            throw new BackupRefused("The backup has tables of version " + about.schema() + ", and this host knows "
                    + newestSchema + ". Bring it back with the version that made it, or a newer one.");
        }
        if (!DatabaseDump.isEmpty(connection) || !store.isEmpty()) {
            throw new BackupRefused("There is an installation already, and nothing of it is replaced."
                    + " Name an empty database and an empty data folder, or move the old ones away.");
        }
        if (backup.has("secret")
                && Files.exists(installation.secret())
                && !Arrays.equals(bytes(backup, "secret"), Files.readAllBytes(installation.secret()))) {
            throw new BackupRefused("There is another secret already, with which the snapshots of the backup"
                    + " could not be read. Move its file away.");
        }
        dump.check(backup);
    }

    private long originals(Connection connection, BackupReader backup) throws SQLException, IOException, BackupRefused {
        long put = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, sha256, file_path from document order by id")) {
            while (rows.next()) {
                String name = "documents/" + rows.getString(2);
                if (backup.has(name)) {
                    try (InputStream in = backup.open(name)) {
                        store.put(in, rows.getString(3));
                    }
                    put++;
                } else if (!backup.about().missing().contains(rows.getLong(1))) {
                    throw new BackupRefused(
                            "The backup is not whole: the original of document " + rows.getLong(1) + " is missing.");
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update document set moving_from = null where moving_from is not null");
            statement.executeUpdate("delete from doomed_file");
        }
        return put;
    }

    private void secret(BackupReader backup) throws IOException {
        if (backup.has("secret") && !Files.exists(installation.secret())) {
            Path file = installation.secret().toAbsolutePath();
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            write(file, bytes(backup, "secret"));
        }
    }

    private String settings(BackupReader backup) throws IOException {
        StringBuilder told = new StringBuilder();
        for (String name : backup.names("config")) {
            Path file = installation.config().resolve(name.substring("config/".length()));
            if (!Files.exists(file)) {
                Files.createDirectories(installation.config());
                write(file, bytes(backup, name));
            } else if (!Arrays.equals(Files.readAllBytes(file), bytes(backup, name))) {
                told.append(" ").append(name).append(" was there and was left as it is; the backup has another one.");
            }
        }
        return told.toString();
    }

    /** Settings may hold passwords, so no more people may read them than the secret. */
    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        Installation.onlyOwner("rw-------"));
                var out = Channels.newOutputStream(channel)) {
            out.write(bytes);
            channel.force(true);
        }
    }

    private static byte[] bytes(BackupReader backup, String name) throws IOException {
        try (InputStream in = backup.open(name)) {
            return in.readAllBytes();
        }
    }
}
