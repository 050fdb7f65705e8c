package dev.tagwright.host.rest;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The four kinds of label, each under a path of its own and all alike. */
@RestController
@RequestMapping("/api/{kind:tags|correspondents|document_types|storage_paths}/")
@Tag(name = "labels")
class LabelsApi {

    private static final Map<String, LabelKind> KINDS = Map.of(
            "tags", LabelKind.TAG,
            "correspondents", LabelKind.CORRESPONDENT,
            "document_types", LabelKind.DOCUMENT_TYPE,
            "storage_paths", LabelKind.STORAGE_PATH);

    private final Asker asker;
    private final Labels labels;
    private final DocumentLabels documentLabels;

    LabelsApi(Asker asker, Labels labels, DocumentLabels documentLabels) {
        this.asker = asker;
        this.labels = labels;
        this.documentLabels = documentLabels;
    }

    @GetMapping
    @Operation(summary = "List the labels of a kind")
    Listing<LabelView> list(
            Principal principal,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", required = false) @Nullable Integer size,
            @RequestParam(defaultValue = "name") String ordering,
            @RequestParam(name = "name__icontains", defaultValue = "") String contains,
            @RequestParam(name = "name__istartswith", defaultValue = "") String starts,
            @RequestParam(name = "name__iexact", defaultValue = "") String exact,
            @RequestParam(name = "id__in", defaultValue = "") String ids,
            @RequestParam(name = "is_root", defaultValue = "false") boolean root) {
        Person person = asker.person(principal);
        List<StoredLabel> all = labels.all(kind(kind));
        Map<Long, Long> counts = documentLabels.counts(person);
        Predicate<StoredLabel> wanted = label -> lower(label).contains(contains.toLowerCase(Locale.ROOT))
                && lower(label).startsWith(starts.toLowerCase(Locale.ROOT))
                && (exact.isEmpty() || lower(label).equals(exact.toLowerCase(Locale.ROOT)))
                && (!root || label.getParentId() == null);
        if (!ids.isBlank()) {
            List<String> given =
                    Arrays.stream(ids.split(",")).map(String::strip).toList();
            wanted = wanted.and(label -> given.contains(Long.toString(label.getId())));
        }
        List<LabelView> found = all.stream()
                .filter(wanted)
                .map(label -> LabelView.of(label, all, counts, mayChange(person)))
                .sorted(order(ordering))
                .toList();
        return Paging.of(page, size).cut(found);
    }

    @GetMapping("{id}/")
    @Operation(summary = "Show a label")
    LabelView show(Principal principal, @PathVariable String kind, @PathVariable long id) {
        return view(asker.person(principal), existing(kind, id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a label")
    LabelView create(Principal principal, @PathVariable String kind, @RequestBody JsonNode body) {
        Person person = asker.need(principal, Role.ADMINISTRATOR);
        return view(person, labels.create(LabelBody.read(LabelDraft.auto(kind(kind), ""), body)));
    }

    @PatchMapping("{id}/")
    @Operation(summary = "Change a label", description = "Fields that are not named stay as they are.")
    LabelView change(
            Principal principal, @PathVariable String kind, @PathVariable long id, @RequestBody JsonNode body) {
        Person person = asker.need(principal, Role.ADMINISTRATOR);
        StoredLabel label = existing(kind, id);
        return view(person, labels.change(id, LabelBody.read(label.draft(), body)));
    }

    @PutMapping("{id}/")
    @Operation(summary = "Write a label anew", description = "Fields that are not named take their first value.")
    LabelView replace(
            Principal principal, @PathVariable String kind, @PathVariable long id, @RequestBody JsonNode body) {
        Person person = asker.need(principal, Role.ADMINISTRATOR);
        existing(kind, id);
        return view(person, labels.change(id, LabelBody.read(LabelDraft.auto(kind(kind), ""), body)));
    }

    @DeleteMapping("{id}/")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a label and take it off all documents")
    void delete(Principal principal, @PathVariable String kind, @PathVariable long id) {
        asker.need(principal, Role.ADMINISTRATOR);
        existing(kind, id);
        labels.delete(id);
    }

    private LabelView view(Person person, StoredLabel label) {
        return LabelView.of(label, labels.all(label.getKind()), documentLabels.counts(person), mayChange(person));
    }

    private StoredLabel existing(String kind, long id) {
        return labels.find(id).filter(label -> label.getKind() == kind(kind)).orElseThrow(() -> new NoSuchLabel(id));
    }

    private static Comparator<LabelView> order(String ordering) {
        boolean descending = ordering.startsWith("-");
        Comparator<LabelView> order =
                switch (descending ? ordering.substring(1) : ordering) {
                    case "name" -> Comparator.comparing(label -> label.name().toLowerCase(Locale.ROOT));
                    case "id" -> Comparator.comparingLong(LabelView::id);
                    case "matching_algorithm" -> Comparator.comparingInt(LabelView::matchingAlgorithm);
                    case "document_count" -> Comparator.comparingLong(LabelView::documentCount);
                    default ->
                        throw new BadRequest(
                                "ordering",
                                "Labels are ordered by name, id, matching_algorithm or document_count, with a minus sign"
                                        + " for descending.");
                };
        return descending ? order.reversed() : order;
    }

    private static boolean mayChange(Person person) {
        return person.getRole() == Role.ADMINISTRATOR;
    }

    private static LabelKind kind(String path) {
        LabelKind kind = KINDS.get(path);
        if (kind == null) {
            throw new NotFound("There is no such kind of label.");
        }
        return kind;
    }

    private static String lower(StoredLabel label) {
        return label.getName().toLowerCase(Locale.ROOT);
    }
}
