package dev.tagwright.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The host as an administrator runs it: a process of its own, started from the built jar in a folder of its own. */
public final class HostProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("running at http://localhost:(\\d+)/");
    private static final Pattern LOGIN = Pattern.compile("Sign in as (\\S+) with the password (\\S+)");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KEPT_LOGIN = "login-of-this-test";
    private static final long START_SECONDS = 180;

    private final Path home;
    private final Process process;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile String address = "";
    private volatile String authorization = "";

    private HostProcess(Path home, Process process, Path log) {
        this.home = home;
        this.process = process;
        this.log = log;
    }

    /** Starts the host and returns when it answers. The folder keeps its data from one start to the next. */
    public static HostProcess start(Path home, String... settings) throws IOException {
        HostProcess host = launch(home, settings);
        host.untilReady();
        return host;
    }

    /** Starts the host where only what lies in a folder is found as a command, and returns when it answers. */
    public static HostProcess startWithCommandsOf(Path commands, Path home, String... settings) throws IOException {
        return startWith(Map.of("PATH", commands.toString()), home, settings);
    }

    /** Starts the host with variables of the environment, and returns when it answers. */
    public static HostProcess startWith(Map<String, String> environment, Path home, String... settings)
            throws IOException {
        HostProcess host = launch("512m", home, environment, settings);
        host.untilReady();
        return host;
    }

    /** Starts the host and returns at once. */
    public static HostProcess launch(Path home, String... settings) throws IOException {
        return launch("512m", home, Map.of(), settings);
    }

    /** Has the host's jar do something else than start the host. Returns what it said and, in the last line, its exit code. */
    public static String command(Path home, String... arguments) throws IOException, InterruptedException {
        Path log = home.resolve("command-" + UUID.randomUUID() + ".log");
        List<String> command = HostJava.command(Path.of(System.getProperty("tagwright.host.jar")), "512m");
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        return Files.readString(log) + code;
    }

    /** Starts the host with a heap of that size at most, such as {@code 200m}. */
    public static HostProcess launch(String heap, Path home, String... settings) throws IOException {
        return launch(heap, home, Map.of(), settings);
    }

    /** Starts the host from the one jar that is delivered, and returns when it answers. */
    public static HostProcess startDelivered(Path home, String... settings) throws IOException {
        HostProcess host = launch(
                Path.of("target", "tagwright.jar").toAbsolutePath().toString(), "512m", home, Map.of(), settings);
        host.untilReady();
        return host;
    }

    private static HostProcess launch(String heap, Path home, Map<String, String> environment, String... settings)
            throws IOException {
        return launch(System.getProperty("tagwright.host.jar"), heap, home, environment, settings);
    }

    private static HostProcess launch(
            String jar, String heap, Path home, Map<String, String> environment, String... settings)
            throws IOException {
        Assumptions.assumeTrue(jar != null && Files.exists(Path.of(jar)), "the host's jar was not built");
        Files.createDirectories(home);
        List<String> command = HostJava.command(Path.of(jar), heap);
        command.addAll(List.of("--server.port=0", "--tagwright.ingest.look=200ms", "--tagwright.plugins.look=500ms"));
        command.addAll(List.of(settings));
        Path log = home.resolve("host-" + UUID.randomUUID() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new HostProcess(home, builder.start(), log);
    }

    public void untilReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            String said = log();
            Matcher where = ADDRESS.matcher(said);
            if (where.find() && said.contains("Stop with Ctrl-C")) {
                signIn(said);
                // only now: whoever sees the address may use it
                address = "http://localhost:" + where.group(1);
                useToken();
                return;
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                kill();
                throw new AssertionError("the host did not start:\n" + said);
            }
            pause();
        }
    }

    private void signIn(String said) throws IOException {
        Path kept = home.resolve(KEPT_LOGIN);
        Matcher login = LOGIN.matcher(said);
        if (login.find()) {
            Files.writeString(kept, login.group(1) + ":" + login.group(2));
        }
        authorization = "Basic "
                + Base64.getEncoder().encodeToString(Files.readString(kept).getBytes(StandardCharsets.UTF_8));
    }

    /** A password would cost the host a fifth of a second of hashing at each request, a token costs nothing. */
    private void useToken() throws IOException {
        String[] account = Files.readString(home.resolve(KEPT_LOGIN)).split(":", 2);
        String body = JSON.writeValueAsString(Map.of("username", account[0], "password", account[1]));
        try {
            authorization =
                    "Token " + send("POST", "/api/token/", body).get("token").asString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the host answers, without a slash at the end. */
    public String address() {
        return address;
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Collects garbage and returns how many bytes of the heap stay in use. */
    public long liveBytes() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asked.waitFor()).as(said).isZero();
        Matcher total = LIVE.matcher(said);
        assertThat(total.find()).as(said).isTrue();
        return Long.parseLong(total.group(1));
    }

    /** The processes that the host has started. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended by itself. */
    public void untilEnded() throws InterruptedException {
        assertThat(process.waitFor(START_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    public HttpResponse<String> send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json, text/html;q=0.5")
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks and expects success. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "", new byte[0]);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Asks for what is known by its entity tag, and returns the status: 304 when it is still the same. */
    public int again(String path, String tag) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .header("If-None-Match", tag)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    public byte[] bytes(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Sends JSON and expects success. */
    public JsonNode send(String method, String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /** Uploads a file with further parts given as name and value, name and value. */
    public HttpResponse<String> upload(byte[] file, String name, String... parts)
            throws IOException, InterruptedException {
        String boundary = "b" + UUID.randomUUID();
        var body = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 2) {
            body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + parts[i] + "\"\r\n\r\n"
                            + parts[i + 1] + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                "/api/documents/post_document/",
                "multipart/form-data; boundary=" + boundary,
                body.toByteArray());
    }

    /** Uploads a file, expects success, and returns the UUID of its task. */
    public String task(byte[] file, String name, String... parts) throws IOException, InterruptedException {
        HttpResponse<String> answer = upload(file, name, parts);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).asString();
    }

    /** Returns a task once a condition holds for it. */
    public JsonNode task(String uuid, Condition condition) throws IOException, InterruptedException {
        JsonNode[] last = new JsonNode[1];
        until(() -> {
            last[0] = get("/api/tasks/?task_id=" + uuid).get(0);
            return condition.test(last[0]);
        });
        return last[0];
    }

    /** Returns a task once nothing more happens to it for now. */
    public JsonNode rested(String uuid) throws IOException, InterruptedException {
        return task(uuid, task -> !List.of("queued", "running").contains(state(task)));
    }

    public static String state(JsonNode task) {
        return task.get("state").asString();
    }

    public void until(Check check) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!check.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("what was waited for did not come; the host said:\n" + log());
            }
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }

    /** Looks at a task. */
    @FunctionalInterface
    public interface Condition {
        boolean test(JsonNode task);
    }

    /** Looks at the host. */
    @FunctionalInterface
    public interface Check {
        boolean holds() throws IOException, InterruptedException;
    }
}
