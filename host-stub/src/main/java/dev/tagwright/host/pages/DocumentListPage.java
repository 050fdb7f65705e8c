package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.DocumentPage;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.search.BadSearch;
import dev.tagwright.host.search.Completions;
import dev.tagwright.host.search.DocumentSearch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of documents. */
@Controller
class DocumentListPage {

    private static final int SIZE = 25;
    private static final int OFFERED = 8;
    /** A number beyond it tells nobody anything, and would be counted anew for each look. */
    private static final int MOST_COUNTED = 10_000;

    /** A choice of a filter; the count is null where it would tell of documents that the visitor may not see. */
    record Choice(long id, String name, int depth, @Nullable Long count) {}

    /** A part of the archive. */
    record Part(ListQuery.View view, String address, boolean current, long count) {}

    private final DocumentFinder finder;
    private final DocumentSearch search;
    private final DocumentLabels documentLabels;
    private final DocumentRows rows;
    private final LabelFacets facets;
    private final Completions completions;
    private final Labels labels;

    DocumentListPage(
            DocumentFinder finder,
            DocumentSearch search,
            DocumentLabels documentLabels,
            DocumentRows rows,
            LabelFacets facets,
            Completions completions,
            Labels labels) {
        this.finder = finder;
        this.search = search;
        this.documentLabels = documentLabels;
        this.rows = rows;
        this.facets = facets;
        this.completions = completions;
        this.labels = labels;
    }

    @GetMapping("/documents")
    String list(HttpServletRequest request, Visitor visitor, Model model) {
        ListQuery query = ListQuery.of(request.getParameterMap());
        Results results = results(query, visitor, model);
        facets(results, visitor, model);
        if (Frame.isPart(request)) {
            return "documents :: results";
        }
        choices(query, visitor, model);
        return "documents";
    }

    /**
     * The list alone, if it differs from the one that the page shows.
     *
     * @param seen the mark of the list that the page shows
     */
    @GetMapping("/documents/changed")
    @Nullable
    String changed(
            @RequestParam(defaultValue = "") String seen,
            HttpServletRequest request,
            HttpServletResponse response,
            Visitor visitor,
            Model model) {
        Results results = results(ListQuery.of(request.getParameterMap()), visitor, model);
        if (results.mark().equals(seen)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        facets(results, visitor, model);
        return "documents :: results";
    }

    /** What somebody may be about to type in the search. */
    @GetMapping("/documents/words")
    String words(@RequestParam(defaultValue = "") String q, Visitor visitor, Model model) {
        model.addAttribute(
                "words", q.length() > ListQuery.LONGEST ? List.of() : completions.of(q, visitor.person(), OFFERED));
        return "documents :: words";
    }

    /** Counting labels looks at every document of a list, so it is left alone where nobody counted these to the end. */
    private void facets(Results results, Visitor visitor, Model model) {
        DocumentPage page = results.page();
        boolean few = page.counted() && page.total() > 0;
        model.addAttribute("facets", few ? facets.of(results.query(), visitor, page.total()) : List.of());
    }

    /**
     * A list as it is shown.
     *
     * @param mark differs when anything that is shown does
     */
    private record Results(ListQuery query, DocumentPage page, String mark) {}

    private Results results(ListQuery wish, Visitor visitor, Model model) {
        ListQuery query = wish;
        String misunderstood = "";
        DocumentPage page;
        try {
            page = find(query, visitor);
            if (page.documents().isEmpty() && query.page() > 1) {
                query = query.at(page.pages());
                page = find(query, visitor);
            }
        } catch (BadSearch e) {
            misunderstood = String.valueOf(e.getMessage());
            page = new DocumentPage(List.of(), 0, true, 1, SIZE);
        }
        List<Part> parts = parts(query, visitor);
        String mark = Integer.toHexString(Objects.hash(
                page.total(),
                page.documents().stream().map(Document::getId).toList(),
                page.documents().stream().map(Document::getVersion).toList(),
                page.documents().stream().map(Document::getReadState).toList(),
                page.documents().stream().map(Document::getDecidedState).toList(),
                parts.stream().map(Part::count).toList()));
        model.addAttribute("query", query);
        model.addAttribute("page", page);
        model.addAttribute("rows", rows.of(page.documents()));
        model.addAttribute("parts", parts);
        model.addAttribute("misunderstood", misunderstood);
        model.addAttribute("passages", passages(query, page, visitor));
        model.addAttribute("mark", mark);
        model.addAttribute("pages", pages(query, page));
        Map<Long, StoredLabel> wanted = labels.byId(new TreeSet<>(query.tags()));
        model.addAttribute(
                "wanted",
                query.tags().stream()
                        .filter(wanted::containsKey)
                        .map(id -> Chip.of(Objects.requireNonNull(wanted.get(id))))
                        .toList());
        return new Results(query, page, mark);
    }

    private DocumentPage find(ListQuery query, Visitor visitor) {
        DocumentFilter filter = query.filter(visitor);
        DocumentOrder order = query.order();
        if (query.words().isEmpty()) {
            return finder.find(filter, order == null ? DocumentOrder.NEWEST : order, query.page(), SIZE);
        }
        if (query.view() == ListQuery.View.TRASH) {
            // what is in the trash is not in the index
            return finder.find(
                    filter.words(query.words()), order == null ? DocumentOrder.NEWEST : order, query.page(), SIZE);
        }
        return search.find(query.words(), visitor.person(), filter, order, query.page(), SIZE);
    }

    private Map<Long, List<MarkedText.Part>> passages(ListQuery query, DocumentPage page, Visitor visitor) {
        if (query.words().isEmpty() || page.documents().isEmpty()) {
            return Map.of();
        }
        Map<Long, List<MarkedText.Part>> passages = new LinkedHashMap<>();
        search.passages(
                        query.words(),
                        visitor.person(),
                        page.documents().stream().map(Document::getId).toList())
                .forEach((id, found) -> passages.put(id, MarkedText.of(found)));
        return passages;
    }

    private List<Part> parts(ListQuery query, Visitor visitor) {
        List<Part> parts = new ArrayList<>();
        for (ListQuery.View view : ListQuery.View.values()) {
            long count = finder.countUpTo(ListQuery.part(view).visibleTo(visitor.person()), MOST_COUNTED);
            if (view != ListQuery.View.TRASH || count > 0 || query.view() == view) {
                parts.add(new Part(view, query.in(view).address(), view == query.view(), count));
            }
        }
        return parts;
    }

    /** The first, the last and those around the one that is shown; null stands for a gap. */
    private static List<@Nullable Integer> pages(ListQuery query, DocumentPage page) {
        List<@Nullable Integer> shown = new ArrayList<>();
        int last = page.pages();
        for (int number = 1; number <= last; number++) {
            if (number == 1 || number == last || Math.abs(number - query.page()) <= 2) {
                shown.add(number);
            } else if (shown.get(shown.size() - 1) != null) {
                shown.add(null);
            }
        }
        return shown;
    }

    private void choices(ListQuery query, Visitor visitor, Model model) {
        Map<Long, Long> counts = visitor.mayAdminister() ? documentLabels.counts(visitor.person()) : Map.of();
        Map<LabelKind, List<Choice>> choices = new LinkedHashMap<>();
        for (LabelKind kind : LabelKind.values()) {
            choices.put(
                    kind,
                    LabelTree.of(labels.all(kind)).stream()
                            .filter(node -> kind != LabelKind.TAG
                                    || !query.tags().contains(node.label().getId()))
                            .map(node -> new Choice(
                                    node.label().getId(),
                                    node.label().getName(),
                                    node.depth(),
                                    visitor.mayAdminister()
                                            ? counts.getOrDefault(node.label().getId(), 0L)
                                            : null))
                            .toList());
        }
        model.addAttribute("choices", choices);
        model.addAttribute("sorts", ListQuery.Sort.values());
    }
}
