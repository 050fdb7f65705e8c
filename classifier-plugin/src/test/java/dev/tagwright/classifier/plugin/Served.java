package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A servlet in a real container, asked over HTTP by whom a header names. Its methods throw what a test lets pass. */
final class Served implements AutoCloseable {

    private static final String JSON = "application/json";

    /** Held, because the level of a logger that nobody holds is forgotten. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();
    private final String path;

    /**
     * Starts the container.
     *
     * @param context path of the host, empty for none
     * @param path below it, empty or with a slash first and none last
     */
    Served(Path folder, String context, String path, Servlet servlet) throws LifecycleException {
        TOMCAT.setLevel(Level.SEVERE);
        this.path = context + path;
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        Tomcat.addServlet(tomcat.addContext(context, folder.toString()), "host", servlet)
                .addMapping(path + "/*");
        tomcat.getConnector();
        tomcat.start();
    }

    /** A plugin that has started, at the root. */
    static Served of(TagwrightPlugin plugin, Path folder) throws LifecycleException {
        return new Served(folder, "", "", new SignedIn(plugin.servlet().orElseThrow()));
    }

    HttpRequest.Builder request(String below, String user) {
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path + below);
        return HttpRequest.newBuilder(uri).header("X-User", user);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String below, String user, String type, String body) throws Exception {
        return send(request(below, user)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String below, String user) throws Exception {
        return send(request(below, user));
    }

    HttpResponse<String> post(String below, String user, String json) throws Exception {
        return send("POST", below, user, JSON, json);
    }

    /** As the button of a form does. */
    HttpResponse<String> press(String below, String user, String form) throws Exception {
        return send("POST", below, user, "application/x-www-form-urlencoded", form);
    }

    /** Asks as an administrator, and for an answer of that status. */
    JsonNode json(int status, String method, String below, String body) throws Exception {
        HttpResponse<String> answer = send(method, below, "admin", JSON, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Has only feedback learned, as a job that is followed to its end. */
    JsonNode learnt() throws Exception {
        JsonNode job = json(202, "POST", "/api/jobs", "{\"kind\":\"retrain\",\"argument\":{\"onlyFeedback\":true}}");
        String path = "/api/jobs/" + job.get("id").asLong();
        Wait.until("the job ends", () -> !asked(path).get("endedAt").isNull());
        JsonNode done = asked(path);
        assertThat(done.get("state").asString()).isEqualTo("DONE");
        return done.get("result");
    }

    /** As {@link #json}, where nothing may be thrown. */
    JsonNode asked(String path) {
        try {
            return json(200, "GET", path, "");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
