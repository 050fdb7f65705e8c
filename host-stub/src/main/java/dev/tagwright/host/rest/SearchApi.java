package dev.tagwright.host.rest;

import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.SearchState;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/search/")
@Tag(name = "search")
class SearchApi {

    private static final int MOST = 50;
    private static final int LONGEST_TERM = 100;

    private final Asker asker;
    private final DocumentSearch search;

    SearchApi(Asker asker, DocumentSearch search) {
        this.asker = asker;
        this.search = search;
    }

    @GetMapping("state/")
    @Operation(summary = "Tell how the search is, and how many documents the index has yet to take in")
    SearchState state(Principal principal) {
        asker.need(principal, Role.ADMINISTRATOR);
        return search.state();
    }

    @PostMapping("refill/")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Put every document into the index anew, while it goes on answering")
    SearchState refill(Principal principal) {
        asker.need(principal, Role.ADMINISTRATOR);
        search.refill();
        return search.state();
    }

    @GetMapping("autocomplete/")
    @Operation(summary = "Complete a word by those in titles and texts that the caller may see, the commonest first")
    List<String> complete(
            Principal principal,
            @RequestParam(defaultValue = "") String term,
            @RequestParam(defaultValue = "10") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new BadRequest("limit", "limit (" + limit + ") must be in 1 to " + MOST + ".");
        }
        if (term.length() > LONGEST_TERM) {
            throw new BadRequest("term", "term must have at most " + LONGEST_TERM + " characters.");
        }
        return search.complete(term, asker.person(principal), limit);
    }

    @GetMapping("labels/")
    @Operation(summary = "Count for each label how many of the documents that fit a query carry it")
    Map<Long, Long> labels(Principal principal, @RequestParam(defaultValue = "") String query) {
        return search.counts(query, asker.person(principal));
    }
}
