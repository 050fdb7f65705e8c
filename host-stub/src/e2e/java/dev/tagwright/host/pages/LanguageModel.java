package dev.tagwright.host.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where a language model would: speaks the chat protocol of OpenAI on this machine, another text each time. */
final class LanguageModel implements AutoCloseable {

    static final String TEXT = "The waterworks bills cubic metres of drinking water and sewage for the meter in the cellar, by"
            + " quetzalcoatl reading ";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    LanguageModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String said = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"parrot\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT + asked.size()
                + "\"},\"finish_reason\":\"stop\"}]}";
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What the host's settings need so that this model is asked, for labels that no or one document carries. */
    String[] settings() {
        String prefix = "--tagwright.plugin.tagwright-classifier.synthetic.";
        return new String[] {
            prefix + "enabled=true",
            prefix + "endpoint=http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
            prefix + "model=parrot",
            prefix + "private-network=true",
            prefix + "documents=2",
            prefix + "least-examples=2"
        };
    }

    /** All that was sent here, as it was sent. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
