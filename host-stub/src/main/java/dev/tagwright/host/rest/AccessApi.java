package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.Role;
import dev.tagwright.host.users.Tokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/")
@Tag(name = "system")
class AccessApi {

    /** A name and a password. */
    record Credentials(@Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** How the host is. */
    record StatusView(String version, DatabaseView database, DocumentsView documents, ClassifierView classifier) {}

    /** Which database, without its address. */
    record DatabaseView(String type) {}

    /** How many documents there are. */
    record DocumentsView(long total, long inbox) {}

    /** How the classifier is: OK, WARNING or ERROR, as users of paperless-ngx know it. */
    record ClassifierView(
            String status,
            String message,
            @JsonProperty("last_trained") @Nullable Instant lastTrained,
            @JsonProperty("training_state") String trainingState,
            List<Health.Part> parts) {}

    private final Asker asker;
    private final Tokens tokens;
    private final DocumentFinder finder;
    private final Plugins plugins;
    private final String databaseType;

    AccessApi(
            Asker asker,
            Tokens tokens,
            DocumentFinder finder,
            Plugins plugins,
            @Value("${spring.datasource.url}") String databaseUrl) {
        this.asker = asker;
        this.tokens = tokens;
        this.finder = finder;
        this.plugins = plugins;
        this.databaseType = databaseUrl.startsWith("jdbc:postgresql:") ? "postgresql" : "h2";
    }

    @PostMapping("token/")
    @Operation(summary = "Get a token for a name and a password")
    ResponseEntity<?> token(@RequestBody Credentials credentials) {
        String name = credentials.username();
        String password = credentials.password();
        if (name == null || password == null) {
            throw new BadRequest("username", "username and password must be given.");
        }
        Optional<String> token = tokens.issue(name, password);
        if (token.isPresent()) {
            return ResponseEntity.ok(Map.of("token", token.get()));
        }
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.UNAUTHORIZED, "The user name or the password is wrong."));
    }

    @GetMapping("status/")
    @Operation(summary = "Show how the host and the classifier are")
    StatusView status(Principal principal) {
        asker.need(principal, Role.ADMINISTRATOR);
        return new StatusView(
                "tagwright-host 0.1",
                new DatabaseView(databaseType),
                new DocumentsView(
                        finder.count(DocumentFilter.present()),
                        finder.count(DocumentFilter.present().inInbox(true))),
                classifier());
    }

    private ClassifierView classifier() {
        Optional<Classifier> classifier = plugins.classifier();
        if (classifier.isEmpty()) {
            return new ClassifierView("WARNING", "There is no classifier installed.", null, "never", List.of());
        }
        try {
            Health health = classifier.get().health();
            TrainingStatus training = classifier.get().trainingStatus();
            String status = training.state() == TrainingStatus.State.FAILED || health.state() == Health.State.DOWN
                    ? "ERROR"
                    : training.state() == TrainingStatus.State.NEVER ? "WARNING" : "OK";
            return new ClassifierView(
                    status,
                    training.message(),
                    training.endedAt(),
                    DocumentView.lower(training.state()),
                    health.parts());
        } catch (PluginFailure e) {
            return new ClassifierView(
                    "ERROR", "The classifier does not answer at the moment.", null, "unknown", List.of());
        }
    }
}
