package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.documents.Reading;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import dev.tagwright.host.users.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.ReflectionTestUtils;

/** The host with the real plugin in it, asked over HTTP, and people of every role. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {TestHost.class, RealHost.WithPlugin.class})
abstract class RealHost {

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");

    /** A word of documents that belong to one person. */
    static final String SECRET = "zqsecretword";

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Puts the plugin's archive to where the host looks for plugins. */
    static class WithPlugin implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Path folder = Path.of(context.getEnvironment().getRequiredProperty("tagwright.plugins.folder"));
            try {
                if (Files.exists(ARCHIVE)) {
                    Files.createDirectories(folder);
                    Files.copy(ARCHIVE, folder.resolve("tagwright-classifier.zip"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Documents documents;

    @Autowired
    Labels labels;

    @Autowired
    People people;

    @Autowired
    private Tokens tokens;

    @Autowired
    private DocumentStore store;

    @Autowired
    private Plugins plugins;

    Person holder;
    Person sharedToView;
    Person sharedToChange;
    Person dummy;
    String administrator;
    String editor;
    String viewer;
    String owner;
    String sharedView;
    String sharedChange;

    @BeforeEach
    void people() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(ARCHIVE), "the plugin's archive was not built: run mvn package on the whole project");
        administrator = token(person("ada", Role.ADMINISTRATOR));
        editor = token(person("edith", Role.EDITOR));
        viewer = token(person("victor", Role.VIEWER));
        holder = person("olga", Role.EDITOR);
        owner = token(holder);
        sharedToView = person("sam", Role.EDITOR);
        sharedView = token(sharedToView);
        sharedToChange = person("cleo", Role.EDITOR);
        sharedChange = token(sharedToChange);
        dummy = person("dora", Role.VIEWER);
        Instant end = Instant.now().plusSeconds(300);
        while (plugins.classifier().isEmpty()) {
            assertThat(Instant.now()).as("the plugin runs").isBefore(end);
            assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private Person person(String name, Role role) {
        return people.find(name).orElseGet(() -> people.create(name, "a password of " + name, role));
    }

    String token(Person person) {
        return tokens.issue(person.getId());
    }

    /** Everything that can be asked for; the plugin has answered once by then. */
    List<Endpoint> endpoints() throws Exception {
        assertThat(send("GET", Endpoint.PLUGIN + "/", administrator, "", "").statusCode())
                .isEqualTo(200);
        Optional<?> pages = ReflectionTestUtils.invokeMethod(plugins, "pages", "tagwright-classifier");
        Object servlet = ReflectionTestUtils.getField(pages.orElseThrow(), "servlet");
        return Endpoint.all(context, servlet);
    }

    /** Adds a document that is read; with an owner it is shared with two people and holds the secret word. */
    Document add(boolean secret) throws IOException {
        String text = (secret ? SECRET : "public") + " letter about the rent of a house " + UUID.randomUUID();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Document added = documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument(
                        secret ? SECRET + " title" : "public title",
                        secret ? SECRET + ".txt" : "public.txt",
                        "text/plain",
                        null,
                        secret ? holder.getId() : null,
                        Actor.person("ada"),
                        Set.of(),
                        false));
        documents.recordReading(
                added.getId(),
                new Reading(ReadState.READ, "", "text/plain", text, List.of(), null),
                Actor.plugin("reader"));
        if (secret) {
            documents.edit(
                    added.getId(),
                    DocumentEdit.NONE.withShares(Map.of(sharedToView.getId(), false, sharedToChange.getId(), true)),
                    Actor.person("ada"));
        }
        return documents.find(added.getId()).orElseThrow();
    }

    long label(LabelKind kind) {
        LabelDraft draft = LabelDraft.auto(kind, "label " + UUID.randomUUID());
        return labels.create(kind == LabelKind.STORAGE_PATH ? draft.withTemplate("{title}") : draft)
                .getId();
    }

    HttpResponse<String> send(String method, String path, String token, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json, text/html;q=0.9, */*;q=0.5")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Token " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
