package dev.tagwright.host;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that speaks S3, checks signatures, and keeps a bucket in a folder; in a process of its own, which {@code -Pe2e}
 * lays ready. What it holds stays from start to start.
 */
public final class BucketServer implements AutoCloseable {

    public static final String BUCKET = "letters";

    private static final Path JAR =
            Path.of("target", "bucket-server", "s3proxy.jar").toAbsolutePath();
    private static final String ACCESS_KEY = "a-key-of-tests";
    private static final String SECRET_KEY = "a-secret-of-tests";
    private static final long START_SECONDS = 90;
    private static final int ATTEMPTS = 3;

    private final Path home;
    private final int port;
    private final ServerProcess process;

    private BucketServer(Path home, int port) {
        this.home = home;
        this.port = port;
        this.process = new ServerProcess(
                "the server of the bucket",
                home.resolve("server.log"),
                List.of(
                        "-Xmx128m",
                        "-cp",
                        JAR.toString(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settingsFile().toString()),
                URI.create(endpoint()),
                status -> status > 0);
    }

    /** For {@code @EnabledIf}: whether tests can start one. */
    public static boolean isLaidReady() {
        return Files.exists(JAR);
    }

    /** Starts a server with an empty bucket and returns when it answers. */
    public static BucketServer start(Path home) throws IOException {
        Files.createDirectories(home.resolve("files").resolve(BUCKET));
        for (int attempt = 1; ; attempt++) {
            BucketServer server = new BucketServer(home.toAbsolutePath(), ServerProcess.freePort());
            try {
                server.start();
                return server;
            } catch (AssertionError e) {
                // somebody else may have taken the port meanwhile
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Starts the server again on the same port and returns when it answers. */
    public void start() throws IOException {
        Files.writeString(settingsFile(), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem
                jclouds.filesystem.basedir=%s
                """.formatted(port, ACCESS_KEY, SECRET_KEY, home.resolve("files")));
        process.start(START_SECONDS);
    }

    private Path settingsFile() {
        return home.resolve("s3proxy.conf");
    }

    private String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** What a host is to be told; with {@code --} before each these are arguments. */
    public List<String> settings() {
        return List.of(
                "tagwright.bucket.name=" + BUCKET,
                "tagwright.bucket.endpoint=" + endpoint(),
                "tagwright.bucket.access-key=" + ACCESS_KEY,
                "tagwright.bucket.secret-key=" + SECRET_KEY);
    }

    /** The folder in which an object is a file of its name. */
    public Path objects() {
        return home.resolve("files").resolve(BUCKET);
    }

    /** Ends the process as {@code kill -9} does. */
    @Override
    public void close() {
        process.close();
    }
}
