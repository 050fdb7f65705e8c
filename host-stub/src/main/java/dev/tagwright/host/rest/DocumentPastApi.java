package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.DocumentChange;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.DocumentPage;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.users.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/")
@Tag(name = "documents")
class DocumentPastApi {

    /** One line of a document's history. */
    record HistoryView(
            long id,
            Instant timestamp,
            String origin,
            String actor,
            String action,
            @JsonProperty("label_kind") @Nullable String labelKind,
            @Nullable Long label,
            @Nullable String before,
            @Nullable String after,
            String reason,
            @Nullable String snapshot,
            @Nullable String run) {

        static HistoryView of(DocumentChange change) {
            return new HistoryView(
                    change.getId(),
                    change.getAt(),
                    DocumentView.lower(change.getOrigin()),
                    change.getActor(),
                    DocumentView.lower(change.getWhat()),
                    change.getLabelKind() == null ? null : DocumentView.lower(change.getLabelKind()),
                    change.getLabelId(),
                    change.getBefore(),
                    change.getAfter(),
                    change.getReason(),
                    change.getSnapshot(),
                    change.getRun());
        }
    }

    /** What to do with documents in the trash. */
    record TrashWish(
            @Nullable List<@Nullable Long> documents,
            @Nullable String action) {}

    private final Asker asker;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final DocumentFinder finder;

    DocumentPastApi(Asker asker, Documents documents, DocumentLabels documentLabels, DocumentFinder finder) {
        this.asker = asker;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.finder = finder;
    }

    @GetMapping("documents/{id}/history/")
    @Operation(summary = "Show what happened to a document, latest first")
    List<HistoryView> history(Principal principal, @PathVariable long id) {
        asker.see(asker.person(principal), id);
        return documents.history(id).stream().map(HistoryView::of).toList();
    }

    @GetMapping("trash/")
    @Operation(summary = "List the documents in the trash")
    Listing<DocumentView> trash(
            Principal principal,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", required = false) @Nullable Integer size) {
        Person person = asker.person(principal);
        Paging paging = Paging.of(page, size);
        DocumentPage found = finder.find(
                DocumentFilter.inTrash().visibleTo(person),
                new DocumentOrder(DocumentOrder.By.MODIFIED, true),
                paging.page(),
                paging.size());
        return paging.frame(
                found.total(),
                found.documents().stream()
                        .map(document -> DocumentView.of(
                                document,
                                documentLabels.of(document.getId()),
                                "",
                                Documents.mayChange(person, document)))
                        .toList());
    }

    @PostMapping("trash/")
    @Operation(summary = "Restore documents from the trash, or empty them out for good")
    Map<String, String> trash(Principal principal, @RequestBody TrashWish wish) {
        Person person = asker.person(principal);
        List<Long> ids = new ArrayList<>();
        for (Long id : Objects.requireNonNullElse(wish.documents(), List.<Long>of())) {
            if (id == null) {
                throw new BadRequest("documents", "documents must be a list of numbers.");
            }
            ids.add(id);
        }
        ids.forEach(id -> asker.changeDeleted(person, id));
        switch (Objects.requireNonNullElse(wish.action(), "")) {
            case "restore" -> ids.forEach(id -> documents.restore(id, Actor.person(person.getName())));
            case "empty" -> ids.forEach(documents::purge);
            default -> throw new BadRequest("action", "action must be restore or empty.");
        }
        return Map.of("result", "OK");
    }
}
