package dev.tagwright.host.upkeep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

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
    public void read(Connection connection, BackupReader backup, Path work) throws SQLException, IOException {
        Path script = work.resolve("script.sql");
        try (InputStream in = backup.open(SCRIPT)) {
            Files.copy(in, script);
        }
        run(connection, "runscript from ? charset 'UTF-8'", script);
        Files.delete(script);
    }

    private static void run(Connection connection, String command, Path script) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            statement.setString(1, script.toString());
            statement.execute();
        }
    }
}
