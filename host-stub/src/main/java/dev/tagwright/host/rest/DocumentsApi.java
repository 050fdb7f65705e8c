package dev.tagwright.host.rest;

import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentPage;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.users.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@RestController
@RequestMapping("/api/documents/")
@Tag(name = "documents")
class DocumentsApi {

    private static final int SHORT = 550;

    private final Asker asker;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final DocumentFinder finder;
    private final DocumentPatch patch;
    private final ObjectMapper json;

    DocumentsApi(
            Asker asker,
            Documents documents,
            DocumentLabels documentLabels,
            DocumentFinder finder,
            DocumentPatch patch,
            ObjectMapper json) {
        this.asker = asker;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.finder = finder;
        this.patch = patch;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "List documents", description = "Filters are further parameters, such as tags__id__all=1,2.")
    Listing<Map<String, Object>> list(
            Principal principal,
            @Parameter(hidden = true) HttpServletRequest request,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", required = false) @Nullable Integer size,
            @RequestParam(defaultValue = "") String ordering,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam(name = "truncate_content", defaultValue = "false") boolean truncate) {
        Person person = asker.person(principal);
        DocumentFilter filter =
                DocumentFilters.narrow(DocumentFilter.present().visibleTo(person), request.getParameterMap());
        return list(person, filter, Paging.of(page, size), ordering, fields, truncate);
    }

    private Listing<Map<String, Object>> list(
            Person person, DocumentFilter filter, Paging paging, String ordering, String fields, boolean truncate) {
        DocumentPage found = finder.find(filter, DocumentFilters.order(ordering), paging.page(), paging.size());
        List<Long> ids = found.documents().stream().map(Document::getId).toList();
        List<String> wanted = Arrays.stream(fields.split(","))
                .map(String::strip)
                .filter(f -> !f.isEmpty())
                .toList();
        Map<Long, List<DocumentLabel>> labels = documentLabels.of(ids);
        Map<Long, String> texts = wanted.isEmpty() || wanted.contains("content") ? documents.texts(ids) : Map.of();
        return paging.frame(
                found.total(),
                found.documents().stream()
                        .map(document -> DocumentView.of(
                                document,
                                labels.getOrDefault(document.getId(), List.of()),
                                shorten(texts.getOrDefault(document.getId(), ""), truncate),
                                Documents.mayChange(person, document)))
                        .map(view -> only(view, wanted))
                        .toList());
    }

    @GetMapping("{id}/")
    @Operation(summary = "Show a document")
    DocumentView show(Principal principal, @PathVariable long id) {
        Person person = asker.person(principal);
        return view(person, asker.see(person, id));
    }

    @PatchMapping("{id}/")
    @Operation(
            summary = "Change a document",
            description = "Fields that are not named stay as they are; tags replaces the whole set. With"
                    + " expected_version the change is refused (409) when the document has another version.")
    DocumentView change(Principal principal, @PathVariable long id, @RequestBody JsonNode body) {
        Person person = asker.person(principal);
        asker.change(person, id);
        patch.apply(id, body, person);
        return view(person, asker.see(person, id));
    }

    @DeleteMapping("{id}/")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Put a document into the trash")
    void delete(Principal principal, @PathVariable long id) {
        Person person = asker.person(principal);
        asker.change(person, id);
        documents.delete(id, Actor.person(person.getName()));
    }

    private DocumentView view(Person person, Document document) {
        return DocumentView.of(
                document,
                documentLabels.of(document.getId()),
                documents.text(document.getId()),
                Documents.mayChange(person, document));
    }

    private Map<String, Object> only(DocumentView view, List<String> wanted) {
        Map<String, Object> all = json.convertValue(view, new TypeReference<LinkedHashMap<String, Object>>() {});
        if (!wanted.isEmpty()) {
            all.keySet().retainAll(wanted);
        }
        return all;
    }

    private static String shorten(String text, boolean truncate) {
        return truncate && text.length() > SHORT ? text.substring(0, SHORT) : text;
    }
}
