package dev.tagwright.host.rest;

import dev.tagwright.host.documents.Document;
import dev.tagwright.host.users.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "documents")
class SuggestionsApi {

    private final Asker asker;
    private final DocumentSuggestions suggestions;

    SuggestionsApi(Asker asker, DocumentSuggestions suggestions) {
        this.asker = asker;
        this.suggestions = suggestions;
    }

    @GetMapping("/api/documents/{id}/suggestions/")
    @Operation(
            summary = "Suggest labels for a document",
            description = "Rules and the classifier together. The entity tag stays the same while neither the document,"
                    + " nor the labels, nor what the classifier has learned changed.")
    ResponseEntity<SuggestionsView> suggest(
            Principal principal,
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
        Person person = asker.person(principal);
        Document document = asker.see(person, id);
        Optional<String> tag = suggestions.tag(document, person);
        if (known != null && tag.isPresent() && matches(known, tag.get())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(tag.get())
                    .build();
        }
        SuggestionsView view = suggestions.suggest(document, person);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
        if (tag.isPresent() && view.complete()) {
            answer.eTag(tag.get()).lastModified(document.getModifiedAt());
        }
        return answer.body(view);
    }

    private static boolean matches(String known, String tag) {
        for (String one : known.split(",")) {
            String bare = one.strip();
            if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
