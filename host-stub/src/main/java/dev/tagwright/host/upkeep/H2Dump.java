package dev.tagwright.host.upkeep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** By the script that H2 itself writes and reads. */
final class H2Dump implements DatabaseDump {

    static final String KIND = "H2";

    private static final String SCRIPT = "database/script.sql";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(Connection connection, BackupWriter backup, Path work) throws SQLException, IOException {
        Path script = work.resolve("script.sql");
        run(connection, "script nopasswords nosettings to ? charset 'UTF-8'", script);
        backup.entry(SCRIPT, out -> {
            // the users of a database belong to where it is, not to what is in it
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try (BufferedReader reader = Files.newBufferedReader(script)) {
                int number = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (number++ > 20 || !line.startsWith("CREATE USER ")) {
                        writer.write(line);
                        writer.write('\n');
                    }
                }
            }
            writer.flush();
        });
        Files.delete(script);
    }

    @Override
    public void check(BackupReader backup) throws BackupRefused, IOException {
        try (Reader script = script(backup)) {
            for (String next = DumpedSql.next(script); next != null; next = DumpedSql.next(script)) {
                DumpedSql.check(next);
            }
        }
    }

    /** Statement by statement, as they were checked. */
    @Override
    public void read(Connection connection, BackupReader backup) throws SQLException, IOException {
        try (Reader script = script(backup);
                Statement statement = connection.createStatement()) {
            for (String next = DumpedSql.next(script); next != null; next = DumpedSql.next(script)) {
                statement.execute(next);
            }
        }
    }

    private static Reader script(BackupReader backup) throws IOException {
        return new BufferedReader(new InputStreamReader(backup.open(SCRIPT), StandardCharsets.UTF_8));
    }

    private static void run(Connection connection, String command, Path script) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            statement.setString(1, script.toString());
            statement.execute();
        }
    }
}
