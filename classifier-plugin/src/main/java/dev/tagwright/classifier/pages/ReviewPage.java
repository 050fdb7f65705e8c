package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Sheet;
import dev.tagwright.classifier.review.Filter;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.OpenDocument;
import dev.tagwright.classifier.review.Order;
import dev.tagwright.classifier.review.Queue;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** The documents that wait for a person: how many, which, why, and where to begin. */
@RestController
class ReviewPage {

    static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    private static final int ROWS = 50;
    private static final int MOST_SUGGESTIONS = 4;

    private final Pages.Sources sources;
    private final Templates templates;

    ReviewPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    static Review review(Pages.Sources sources) {
        return sources.review()
                .orElseThrow(() -> new Refusals.NotThere("This host lets people decide on its own pages only."));
    }

    @GetMapping(path = "/review", produces = HTML)
    String waiting(Principal user, HttpServletRequest request) {
        Review review = review(sources);
        Wanted wanted = Wanted.of(request);
        Caller caller = new Caller(user.getName());
        Queue.View view = review.queue().view(caller, wanted.filter(), wanted.order(), wanted.page(), ROWS);
        Map<LabelId, String> names = sources.labels().all().stream().collect(Collectors.toMap(Label::id, Label::name));
        Context context = templates.context(user, request);
        context.setVariable("script", "review");
        context.setVariable("all", view.all());
        context.setVariable("found", view.found());
        context.setVariable("query", wanted.query());
        context.setVariable("rest", wanted.query().isEmpty() ? "?" : wanted.query() + "&");
        context.setVariable("filtered", !wanted.filter().equals(Filter.ALL));
        context.setVariable("bulk", wanted.filter().asksForSuggestion() || view.found() > 0);
        context.setVariable("rows", rows(review, caller, view.shown(), names, context));
        context.setVariable("page", wanted.page());
        context.setVariable("more", view.found() > wanted.page() * ROWS);
        context.setVariable("noSnapshot", sources.serving().current() == null);
        choices(context, wanted, view, names);
        return templates.page("review", context);
    }

    private static List<Map<String, Object>> rows(
            Review review, Caller caller, List<OpenDocument> shown, Map<LabelId, String> names, Context context) {
        Map<DocumentId, Sheet> sheets =
                review
                        .filing()
                        .sheets(
                                caller,
                                shown.stream().map(OpenDocument::document).toList())
                        .stream()
                        .collect(Collectors.toMap(Sheet::document, Function.identity()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (OpenDocument open : shown) {
            Sheet sheet = sheets.get(open.document());
            if (sheet == null) {
                continue;
            }
            Map<String, Object> row = new HashMap<>();
            row.put("id", Long.toString(open.document().value()));
            row.put("title", sheet.title());
            row.put("flags", open.flags().stream().sorted().map(Flag::name).toList());
            row.put(
                    "suggestions",
                    open.suggestions().stream()
                            .limit(MOST_SUGGESTIONS)
                            .map(one -> Map.of(
                                    "name", names.getOrDefault(one.label(), ""),
                                    "kind", one.label().kind().name(),
                                    "percent", Templates.percent(context, one.probability()),
                                    "value", Long.toString(Math.round(one.probability() * 100))))
                            .toList());
            row.put("more", open.suggestions().size() - MOST_SUGGESTIONS);
            rows.add(row);
        }
        return rows;
    }

    private static void choices(Context context, Wanted wanted, Queue.View view, Map<LabelId, String> names) {
        Filter filter = wanted.filter();
        context.setVariable("order", wanted.order().name());
        context.setVariable("orders", Stream.of(Order.values()).map(Order::name).toList());
        context.setVariable("from", Math.round(filter.from() * 100));
        context.setVariable("to", Math.round(filter.to() * 100));
        Flag flag = filter.flag();
        context.setVariable("flag", flag == null ? "" : flag.name());
        context.setVariable(
                "flags",
                Stream.of(Flag.values())
                        .map(one -> Map.of(
                                "value", one.name(), "count", view.flags().getOrDefault(one, 0)))
                        .toList());
        LabelKind kind = filter.kind();
        context.setVariable("kind", kind == null ? "" : kind.name());
        context.setVariable(
                "kinds",
                Stream.of(LabelKind.values())
                        .map(one -> Map.of(
                                "value", one.name(), "count", view.kinds().getOrDefault(one, 0)))
                        .toList());
        LabelId label = filter.label();
        context.setVariable("label", label == null ? "" : Wanted.key(label));
        context.setVariable(
                "labels",
                view.labels().entrySet().stream()
                        .map(one -> Map.of(
                                "value", Wanted.key(one.getKey()),
                                "kind", one.getKey().kind().name(),
                                "name", names.getOrDefault(one.getKey(), ""),
                                "count", one.getValue()))
                        .sorted(Comparator.comparing(
                                one -> String.valueOf(one.get("name")), String.CASE_INSENSITIVE_ORDER))
                        .toList());
        context.setVariable("correspondent", filter.correspondent() < 0 ? "" : Long.toString(filter.correspondent()));
        context.setVariable(
                "correspondents",
                view.correspondents().entrySet().stream()
                        .map(one -> Map.of(
                                "value", Long.toString(one.getKey()),
                                "name",
                                        one.getKey() == 0
                                                ? ""
                                                : names.getOrDefault(
                                                        new LabelId(LabelKind.CORRESPONDENT, one.getKey()), ""),
                                "count", one.getValue()))
                        .toList());
    }
}
