package dev.tagwright.host;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** A real OpenSearch node in a process of its own, which {@code -Pe2e} lays ready. Its data stay from start to start. */
public final class SearchNode implements AutoCloseable {

    private static final Path ARGUMENTS =
            Path.of("target", "search-node", "arguments").toAbsolutePath();
    private static final long START_SECONDS = 180;
    /** The program that starts the node takes no others. */
    /** Files whose locks are to last: one that nobody refers to is closed by the garbage collector, and a node that rests loses its port. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private static final int FIRST_PORT = 9201;

    private static final int LAST_PORT = 9299;

    private final Path home;
    private final int port;
    private final ServerProcess process;

    private SearchNode(Path home, int port) {
        this.home = home;
        this.port = port;
        this.process = new ServerProcess(
                "the search node",
                home.resolve("node.log"),
                List.of(
                        "-Xmx512m",
                        "@" + ARGUMENTS,
                        "org.codelibs.opensearch.runner.OpenSearchRunner",
                        "-basePath",
                        home.toString(),
                        "-confPath",
                        home.resolve("settings").toString(),
                        "-numOfNode",
                        "1",
                        "-baseHttpPort",
                        // the first node has the next one
                        Integer.toString(port - 1),
                        "-pluginTypes",
                        "org.opensearch.knn.plugin.KNNPlugin"),
                URI.create(address() + "/_cluster/health?wait_for_status=yellow&timeout=5s"),
                status -> status == 200);
    }

    /** For {@code @EnabledIf}: whether tests can start a node. */
    public static boolean isLaidReady() {
        return Files.exists(ARGUMENTS);
    }

    /** Starts a node and returns when it answers. */
    public static SearchNode start(Path home) throws IOException {
        SearchNode node = new SearchNode(home.toAbsolutePath(), freePort());
        Path settings = Files.createDirectories(node.home.resolve("settings"));
        Files.writeString(settings.resolve("opensearch.yml"), """
                network.host: 127.0.0.1
                discovery.type: single-node
                cluster.routing.allocation.disk.threshold_enabled: false
                """);
        node.start();
        return node;
    }

    /** Returns a port that nobody listens on; other tests of this machine leave it alone until this process ends. */
    private static synchronized int freePort() throws IOException {
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            FileChannel taken = FileChannel.open(
                    ARGUMENTS.resolveSibling("port-" + port), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(taken) && ServerProcess.isFree(port)) {
                HELD.add(taken);
                return port;
            }
            taken.close();
        }
        throw new IOException("all ports from " + FIRST_PORT + " to " + LAST_PORT + " are taken");
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Starts the node again on the same port and returns when it answers. */
    public void start() throws IOException {
        process.start(START_SECONDS);
    }

    /** Loses all that it held, as a node does whose disk was replaced. To be called while it is stopped. */
    public void forget() throws IOException {
        FileSystemUtils.deleteRecursively(home.resolve("node_1"));
    }

    /** Where it answers, without a slash at the end. */
    public String address() {
        return "http://localhost:" + port;
    }

    /** Ends the process as {@code kill -9} does. */
    @Override
    public void close() {
        process.close();
    }
}
