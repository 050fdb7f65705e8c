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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A server of somebody else's in a Java process of its own. It can be started again after it was ended. */
final class ServerProcess implements AutoCloseable {

    private final String name;
    private final Path log;
    private final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC"));
    private final HttpRequest question;
    private final IntPredicate ready;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Process process;

    /**
     * @param name what the server is called in messages
     * @param log where its output goes
     * @param arguments what the Java command is given besides
     * @param question where it is asked whether it runs
     * @param ready whether it does, by the status of its answer
     */
    ServerProcess(String name, Path log, List<String> arguments, URI question, IntPredicate ready) {
        this.name = name;
        this.log = log;
        this.command.addAll(arguments);
        this.question = HttpRequest.newBuilder(question).build();
        this.ready = ready;
    }

    /** Returns a port of this machine that nobody listens on now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Starts the server and returns when it answers. */
    void start(long seconds) throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process = started;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new AssertionError(name + " did not start:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean answers() {
        try {
            return ready.test(
                    http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process as {@code kill -9} does. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
