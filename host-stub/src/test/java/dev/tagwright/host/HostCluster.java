package dev.tagwright.host;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Assumptions;

/** Several hosts with the plugin as they are installed, each a process of its own, on one PostgreSQL. Any thread. */
public final class HostCluster implements AutoCloseable {

    /** Where the plugin's REST API is. */
    public static final String PLUGIN = "/plugins/tagwright-classifier/api";

    /** What the settings of the plugin begin with. */
    public static final String PLUGIN_SETTING = "--tagwright.plugin.tagwright-classifier.";

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");

    private final Path root =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private final Map<String, HostProcess> hosts = new ConcurrentSkipListMap<>();
    private final EmbeddedPostgres server;

    private HostCluster(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts the database; skips the test where the plugin was not built. */
    public static HostCluster start() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(ARCHIVE), "the plugin's archive was not built: run mvn package on the whole project");
        return new HostCluster(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start());
    }

    /** Starts a host, again if it was there before, and returns at once. */
    public HostProcess launch(String name, String... more) throws IOException {
        Path home = home(name);
        Path plugins = home.resolve("plugins");
        if (!Files.exists(plugins)) {
            Files.copy(ARCHIVE, Files.createDirectories(plugins).resolve("tagwright-classifier.zip"));
        }
        Path login = root.resolve("a/login-of-this-test");
        if (Files.exists(login) && !Files.exists(home.resolve("login-of-this-test"))) {
            Files.copy(login, home.resolve("login-of-this-test"));
        }
        List<String> settings = new ArrayList<>(List.of(
                "--tagwright.database.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                "--tagwright.database.user=postgres",
                "--tagwright.secret-file=" + root.resolve("secret"),
                PLUGIN_SETTING + "training.start-delay=PT0S",
                PLUGIN_SETTING + "training.after-start=false",
                // embeddings in the background would ask for a training of their own
                PLUGIN_SETTING + "embedding.model=off",
                PLUGIN_SETTING + "training.quiet=PT0S"));
        settings.addAll(List.of(more));
        HostProcess host = HostProcess.launch(home, settings.toArray(String[]::new));
        hosts.put(name, host);
        return host;
    }

    /** Waits until a launched host answers and its plugin runs. */
    public void untilReady(String name, String... settings) throws Exception {
        HostProcess host = get(name);
        host.untilReady();
        host.until(() -> runs(host) || host.log().contains("did not answer start within 60 s"));
        if (!runs(host)) {
            // on an overbooked machine the plugin may miss its minute; an administrator would start the host again
            host.kill();
            launch(name, settings);
            untilReady(name, settings);
        }
    }

    private static boolean runs(HostProcess host) throws IOException, InterruptedException {
        return host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200;
    }

    public HostProcess get(String name) {
        return hosts.get(name);
    }

    /** Ends a host as {@code kill -9} does. */
    public void kill(String name) {
        hosts.remove(name).kill();
    }

    /** Returns the names of the hosts that were started and not killed. */
    public List<String> names() {
        return List.copyOf(hosts.keySet());
    }

    /** Returns the hosts that were waited for. */
    public List<HostProcess> ready() {
        return hosts.values().stream().filter(host -> !host.address().isEmpty()).toList();
    }

    /** Returns the folder that hosts may share. */
    public Path root() {
        return root;
    }

    public Path home(String name) {
        return root.resolve(name);
    }

    public Connection connection() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Returns the one number that a query gives; 0 for none. */
    public long query(String sql) {
        return Long.parseLong("0" + text(sql));
    }

    /** Returns the first value that a query gives. */
    public String text(String sql) {
        try (Connection connection = connection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hosts.values().forEach(HostProcess::kill);
        server.close();
    }
}
