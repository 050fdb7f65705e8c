package dev.tagwright.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
    private Process process;

    private BucketServer(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** For {@code @EnabledIf}: whether tests can start one. */
    public static boolean isLaidReady() {
        return Files.exists(JAR);
    }

    /** Starts a server with an empty bucket and returns when it answers. */
    public static BucketServer start(Path home) throws IOException {
        Files.createDirectories(home.resolve("files").resolve(BUCKET));
        for (int attempt = 1; ; attempt++) {
            BucketServer server = new BucketServer(home.toAbsolutePath(), freePort());
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts the server again on the same port and returns when it answers. */
    public void start() throws IOException {
        Path settings = home.resolve("s3proxy.conf");
        Files.writeString(settings, """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem
                jclouds.filesystem.basedir=%s
                """.formatted(port, ACCESS_KEY, SECRET_KEY, home.resolve("files")));
        Path log = home.resolve("server.log");
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        JAR.toString(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new AssertionError("the server of the bucket did not start:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean answers() {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(endpoint()))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    > 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
        process.destroyForcibly();
        process.onExit().join();
    }
}
