package dev.tagwright.host.rest;

import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.DocumentPage;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.Passages;
import dev.tagwright.host.users.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
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
import org.springframework.web.util.HtmlUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@RestController
@RequestMapping("/api/documents/")
@Tag(name = "documents")
class DocumentsApi {

    private static final int SHORT = 550;
    private static final String HIT = "__search_hit__";

    /**
     * Why a document was found.
     *
     * @param highlights passages of the text as HTML, with what was found in {@code <span class="match">}
     * @param rank counts from 0, over all pages
     */
    record Hit(String highlights, int rank) {}

    private final Asker asker;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final DocumentFinder finder;
    private final DocumentSearch search;
    private final DocumentPatch patch;
    private final ObjectMapper json;

    DocumentsApi(
            Asker asker,
            Documents documents,
            DocumentLabels documentLabels,
            DocumentFinder finder,
            DocumentSearch search,
            DocumentPatch patch,
            ObjectMapper json) {
        this.asker = asker;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.finder = finder;
        this.search = search;
        this.patch = patch;
        this.json = json;
    }

    @GetMapping
    @Operation(
            summary = "List documents",
            description =
                    "Filters are further parameters, such as tags__id__all=1,2. With query or more_like_id the best"
                            + " come first, unless ordering says otherwise.")
    Listing<Map<String, Object>> list(
            Principal principal,
            @Parameter(hidden = true) HttpServletRequest request,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", required = false) @Nullable Integer size,
            @RequestParam(defaultValue = "") String ordering,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(name = "search", defaultValue = "") String alsoQuery,
            @RequestParam(name = "more_like_id", defaultValue = "") String like,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam(name = "truncate_content", defaultValue = "false") boolean truncate) {
        Person person = asker.person(principal);
        DocumentFilter filter =
                DocumentFilters.narrow(DocumentFilter.present().visibleTo(person), request.getParameterMap());
        Paging paging = Paging.of(page, size);
        String typed = (query + " " + alsoQuery).strip();
        DocumentOrder order = ordering.isBlank() && !(typed + like).isBlank() ? null : DocumentFilters.order(ordering);
        DocumentPage found;
        if (!like.isBlank()) {
            Document one = asker.see(person, DocumentFilters.id("more_like_id", like));
            found = search.similar(
                    one.getId(), documents.text(one.getId()), person, filter, order, paging.page(), paging.size());
        } else if (order == null || !typed.isEmpty()) {
            found = search.find(typed, person, filter, order, paging.page(), paging.size());
        } else {
            found = finder.find(filter, order, paging.page(), paging.size());
        }
        return list(person, found, typed, paging, fields, truncate);
    }

    private Listing<Map<String, Object>> list(
            Person person, DocumentPage found, String typed, Paging paging, String fields, boolean truncate) {
        List<Long> ids = found.documents().stream().map(Document::getId).toList();
        List<String> wanted = Arrays.stream(fields.split(","))
                .map(String::strip)
                .filter(f -> !f.isEmpty())
                .toList();
        Map<Long, List<DocumentLabel>> labels = documentLabels.of(ids);
        Map<Long, String> texts = wanted.isEmpty() || wanted.contains("content") ? documents.texts(ids) : Map.of();
        Map<Long, Passages> passages = typed.isEmpty() || !wanted.isEmpty() && !wanted.contains(HIT)
                ? Map.of()
                : search.passages(typed, person, ids);
        List<Map<String, Object>> views = new ArrayList<>();
        for (Document document : found.documents()) {
            DocumentView view = DocumentView.of(
                    document,
                    labels.getOrDefault(document.getId(), List.of()),
                    shorten(texts.getOrDefault(document.getId(), ""), truncate),
                    Documents.mayChange(person, document));
            Map<String, Object> shown = only(view, wanted);
            Passages here = passages.get(document.getId());
            if (here != null) {
                shown.put(HIT, new Hit(marked(here), (paging.page() - 1) * paging.size() + views.size()));
            }
            views.add(shown);
        }
        return paging.frame(found.total(), views);
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

    private static String marked(Passages passages) {
        List<String> all = passages.content().isEmpty() ? passages.title() : passages.content();
        return HtmlUtils.htmlEscape(String.join(" … ", all), "UTF-8")
                .replace(Character.toString(Passages.FOUND), "<span class=\"match\">")
                .replace(Character.toString(Passages.FOUND_END), "</span>");
    }

    private static String shorten(String text, boolean truncate) {
        return truncate && text.length() > SHORT ? text.substring(0, SHORT) : text;
    }
}
