package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.users.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How a document was read, and reading it again in another way. */
@RestController
@RequestMapping("/api/documents/{id}/")
@Tag(name = "documents")
class ReadingApi {

    /** How one page was read. */
    record PageView(
            int page,
            String how,
            int characters,
            double confidence,
            String quality,
            int rotation,
            String engine,
            String languages,
            int dpi,
            double seconds) {

        static PageView of(Extraction.Page page) {
            return new PageView(
                    page.number(),
                    DocumentView.lower(page.how()),
                    page.characters(),
                    page.confidence(),
                    DocumentView.lower(page.quality()),
                    page.rotation(),
                    page.engine(),
                    page.languages(),
                    page.dpi(),
                    page.time().toMillis() / 1000.0);
        }
    }

    /** How a document is to be read; what is missing is as the plugin is set. */
    record Wish(
            @Nullable Integer dpi,
            @Nullable String languages,
            @JsonProperty("force_ocr") @Nullable Boolean forceOcr) {

        FileToRead.Hints hints() {
            return new FileToRead.Hints(
                    Objects.requireNonNullElse(dpi, 0),
                    Objects.requireNonNullElse(languages, ""),
                    Objects.requireNonNullElse(forceOcr, false));
        }
    }

    private final Asker asker;
    private final Documents documents;
    private final Ingest ingest;

    ReadingApi(Asker asker, Documents documents, Ingest ingest) {
        this.asker = asker;
        this.documents = documents;
        this.ingest = ingest;
    }

    @GetMapping("pages/")
    @Operation(summary = "Show how each page was read")
    List<PageView> pages(Principal principal, @PathVariable long id) {
        Document document = asker.see(asker.person(principal), id);
        return documents.pages(document.getId()).stream().map(PageView::of).toList();
    }

    @PostMapping("cancel-reading/")
    @Operation(
            summary = "Cancel the reading of a document",
            description = "Whether it has begun or not. The document stays, with the text that it had.")
    Map<String, String> cancel(Principal principal, @PathVariable long id) {
        asker.change(asker.person(principal), id);
        if (ingest.lastOf(id).filter(job -> ingest.cancel(job.id())).isEmpty()) {
            throw new Conflict("Document " + id + " is not being read, so there is no reading to cancel.");
        }
        return Map.of("result", "OK");
    }

    @PostMapping("read-again/")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a document read again",
            description = "dpi (72 to 1200), languages (such as eng+deu) and force_ocr are optional. The text stays"
                    + " until there is a new one. Answers with the UUID of a task; see /api/tasks/.")
    Map<String, String> readAgain(
            Principal principal, @PathVariable long id, @RequestBody(required = false) @Nullable Wish wish) {
        Person person = asker.person(principal);
        asker.change(person, id);
        FileToRead.Hints hints = wish == null ? FileToRead.Hints.NONE : wish.hints();
        return Map.of("task_id", ingest.readAgain(id, hints, person.getName()).task());
    }
}
