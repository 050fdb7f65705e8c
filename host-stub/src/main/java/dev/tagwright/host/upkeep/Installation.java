package dev.tagwright.host.upkeep;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/**
 * Where the parts of an installation lie beside its database and its documents.
 *
 * @param data the data folder, absolute
 * @param secret the file of the secret
 * @param config the folder of settings, beside the folder that the host is started in
 */
record Installation(Path data, Path secret, Path config) {

    private static final long LARGEST_SETTINGS = 1_000_000;

    /** A host with this file in its data folder was brought back halfway only. */
    static final String UNFINISHED = "restore-unfinished";

    static Installation of(Path data, String secretFile) {
        Path folder = data.toAbsolutePath().normalize();
        return new Installation(
                folder, secretFile.isBlank() ? folder.resolve("secret") : Path.of(secretFile), Path.of("config"));
    }

    Path unfinished() {
        return data.resolve(UNFINISHED);
    }

    /** Returns the newest migration of the host's tables that a database has seen. */
    String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select \"version\" from \"host_schema_history\" where"
                        + " \"installed_rank\" = (select max(\"installed_rank\") from \"host_schema_history\" where"
                        + " \"version\" is not null)")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** Makes a folder for files that hold what the database holds: for the host's user alone. */
    Path workFolder() throws IOException {
        Files.createDirectories(data);
        return Files.createTempDirectory(data, "backup-", onlyOwner("rwx------"));
    }

    static FileAttribute<?>[] onlyOwner(String rights) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    static boolean isSettings(Path file) {
        try {
            return Files.isRegularFile(file)
                    && file.getFileName().toString().matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
                    && Files.size(file) <= LARGEST_SETTINGS;
        } catch (IOException e) {
            return false;
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
