package dev.tagwright.classifier.synthetic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on this machine that speaks the chat protocol of OpenAI as a test wants it. */
public final class ChatServer implements AutoCloseable {

    /** What it answers. */
    public record Answer(int status, byte[] body, Map<String, String> headers) {

        public static Answer of(int status, String body) {
            return new Answer(status, body.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        /** Returns an answer of the protocol. */
        public static Answer saying(String text) {
            return of(200, chat(Map.of("role", "assistant", "content", text), "stop"));
        }
    }

    /** All that it was asked, as JSON. */
    public final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    /** The header with the key, of each request. */
    public final List<String> keys = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Function<JsonNode, Answer> answers;

    public ChatServer(Function<JsonNode, Answer> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::serve);
        server.start();
    }

    static String chat(Map<String, Object> message, String finish) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "id",
                        "one",
                        "object",
                        "chat.completion",
                        "created",
                        1,
                        "model",
                        "little",
                        "choices",
                        List.of(Map.of("index", 0, "message", message, "finish_reason", finish)),
                        "usage",
                        Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2)));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Answers otherwise from now on. */
    public void answer(Function<JsonNode, Answer> otherwise) {
        answers = otherwise;
    }

    /** Holds the answer back until the server closes. */
    public Answer never() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.of(500, "");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            asked.add(request);
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Answer answer = answers.apply(request);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
