package dev.tagwright.classifier.synthetic;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.tagwright.classifier.feedback.WorkFailedException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Carries what the client library says over the network: to allowed addresses only, without following anybody elsewhere,
 * with a limit of time for the whole answer and of its size, and at once at an end when somebody stops the work.
 */
final class Calls implements HttpClient {

    /** An answer with one document is far smaller. */
    private static final int MOST_BYTES = 1 << 20;

    private static final long LOOK = 100;

    private final java.net.http.HttpClient client;
    private final boolean privateNetwork;
    private final Duration limit;
    private final BooleanSupplier stop;

    Calls(boolean privateNetwork, Duration limit, BooleanSupplier stop) {
        this.privateNetwork = privateNetwork;
        this.limit = limit;
        this.stop = stop;
        this.client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(limit)
                .build();
    }

    /** Carries the reason out of the library, which knows unchecked exceptions only. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String why) {
            super(why);
        }
    }

    /** Somebody stopped the work. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        URI address = URI.create(request.url());
        try {
            Addresses.check(address, privateNetwork);
        } catch (WorkFailedException e) {
            throw new Failed(String.valueOf(e.getMessage()));
        }
        java.net.http.HttpRequest.Builder made = java.net.http.HttpRequest.newBuilder(address);
        request.headers().forEach((name, values) -> values.forEach(value -> made.header(name, value)));
        made.method(request.method().name(), BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        HttpResponse<byte[]> response = await(client.sendAsync(made.build(), head -> new LimitedBody(MOST_BYTES)));
        if (response.statusCode() / 100 != 2) {
            // what it says may hold anything, so only the number is kept
            throw new HttpException(response.statusCode(), "HTTP " + response.statusCode());
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(new String(response.body(), StandardCharsets.UTF_8))
                .build();
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() < end && !stop.getAsBoolean()) {
                try {
                    return answer.get(LOOK, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // looked again
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        } catch (ExecutionException e) {
            throw new Failed(
                    e.getCause() instanceof LimitedBody.TooLong
                            ? "An answer of synthetic.endpoint was longer than " + MOST_BYTES + " bytes."
                            : "synthetic.endpoint did not answer: "
                                    + String.valueOf(e.getCause()).split("[:\n]", 2)[0] + ".");
        } finally {
            answer.cancel(true);
        }
        if (stop.getAsBoolean()) {
            throw new Stopped();
        }
        throw new Failed("synthetic.endpoint took longer than synthetic.time-limit (" + limit + ") to answer.");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are asked for as a whole.");
    }

    /** What the library asks for. */
    record Maker(Calls calls) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return calls.limit;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return calls.limit;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return calls;
        }
    }
}
