package dev.tagwright.host.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** All tables of a database, those of plugins included, into entries of a backup and back. One for each kind of database. */
interface DatabaseDump {

    /** The name of the kind, as the driver tells it. */
    String kind();

    /**
     * Writes everything as the connection's transaction sees it.
     *
     * @param work a folder for files that are gone afterwards
     */
    void write(Connection connection, BackupWriter backup, Path work) throws SQLException, IOException;

    /** Throws if a backup would have the database do anything but make tables and fill them. Touches nothing. */
    void check(BackupReader backup) throws BackupRefused, IOException;

    /** Makes the tables and fills them. The database must be empty. */
    void read(Connection connection, BackupReader backup) throws SQLException, IOException;

    /** Returns what fits a database. */
    static DatabaseDump of(Connection connection) throws SQLException, BackupRefused {
        String kind = connection.getMetaData().getDatabaseProductName();
        return switch (kind) {
            case H2Dump.KIND -> new H2Dump();
            case PostgresDump.KIND -> new PostgresDump();
            default -> throw new BackupRefused("There are backups of H2 and of PostgreSQL, not of " + kind + ".");
        };
    }

    static boolean isEmpty(Connection connection) throws SQLException {
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE", "VIEW"})) {
            return !tables.next();
        }
    }
}
