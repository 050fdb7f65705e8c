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
import dev.tagwright.host.users.TooManyAttempts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/")
@Tag(name = "system")
class AccessApi {

    /** A name and a password. */
    record Credentials(
            @Nullable String username,
            @Nullable String password,
            @Nullable String name) {

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
    @Operation(
            summary = "Get a token for a name and a password",
            description = "name is optional: what to know the token by. It ends by itself at expires.")
    ResponseEntity<?> token(@RequestBody Credentials credentials, HttpServletRequest request) {
        String name = credentials.username();
        String password = credentials.password();
        if (name == null || password == null) {
            throw new BadRequest("username", "username and password must be given.");
        }
        Optional<Tokens.Fresh> token = tokens.issue(
                name, password, request.getRemoteAddr(), Objects.requireNonNullElse(credentials.name(), ""));
        if (token.isPresent()) {
            return ResponseEntity.ok(
                    Map.of("token", token.get().token(), "expires", token.get().expires()));
        }
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.UNAUTHORIZED, "The user name or the password is wrong."));
    }

    @GetMapping("tokens/")
    @Operation(summary = "List the caller's own tokens", description = "Never the tokens themselves.")
    List<Tokens.About> tokens(Principal principal) {
        return tokens.of(asker.person(principal).getId());
    }

    @DeleteMapping("tokens/{id}/")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke one of the caller's own tokens")
    void revoke(Principal principal, @PathVariable long id) {
        if (!tokens.revoke(asker.person(principal).getId(), id)) {
            throw new NotFound("You have no token " + id + ".");
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyAttempts refusal) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(refusal.seconds()))
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.TOO_MANY_REQUESTS, String.valueOf(refusal.getMessage())));
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
