package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.insight.LabelReport;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** How all labels do, a page at a time, and the switch that lets everything be tried out first. */
@RestController
class LabelsPage {

    static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private static final int ROWS = 50;
    private static final int ALIKE = 20;
    private static final double TREND_WIDTH = 90;
    private static final double TREND_HEIGHT = 24;

    private static final Comparator<LabelReport> BY_NAME =
            Comparator.comparing(label -> label.name().toLowerCase(Locale.ROOT));

    /** What the table can be sorted by. */
    private static final Map<String, Comparator<LabelReport>> ORDERS = Map.of(
            "name",
            BY_NAME,
            "examples",
            Comparator.comparingInt((LabelReport label) -> label.effect().support()),
            "precision",
            Comparator.comparingDouble((LabelReport label) -> label.effect().precision()),
            "recall",
            Comparator.comparingDouble((LabelReport label) -> label.effect().recall()),
            "coverage",
            Comparator.comparingDouble((LabelReport label) -> label.effect().coverage()),
            "needs",
            Comparator.comparingInt((LabelReport label) -> label.needs().orElse(Integer.MAX_VALUE)));

    private final Pages.Sources sources;
    private final Templates templates;

    LabelsPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    /** What somebody asks the table for. */
    private record Query(String find, String kind, String mark, String sort, boolean down, int page) {

        /** The same with another order, or another page. */
        String link(String newSort, boolean newDown, int newPage) {
            return "labels?find=" + URLEncoder.encode(find, StandardCharsets.UTF_8) + "&kind=" + kind + "&mark=" + mark
                    + "&sort=" + newSort + "&down=" + newDown + "&page=" + newPage;
        }

        boolean wants(LabelReport label) {
            return (find.isEmpty() || label.name().toLowerCase(Locale.ROOT).contains(find.toLowerCase(Locale.ROOT)))
                    && (kind.isEmpty() || label.label().kind().name().equals(kind))
                    && (mark.isEmpty()
                            || label.marks().stream()
                                    .anyMatch(each -> each.name().equals(mark)));
        }
    }

    @GetMapping(path = "/labels", produces = HTML)
    String labels(
            Principal user,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String mark,
            @RequestParam(defaultValue = "examples") String sort,
            @RequestParam(required = false) @Nullable Boolean down,
            @RequestParam(defaultValue = "1") int page) {
        Insight.Report report = sources.insights().insight().report();
        Query query = new Query(
                find.strip(),
                known(kind, Stream.of(LabelKind.values())),
                known(mark, Stream.of(LabelReport.Mark.values())),
                ORDERS.containsKey(sort) ? sort : "examples",
                down == null ? usuallyDown(sort) : down,
                Math.max(1, page));
        Comparator<LabelReport> chosen = ORDERS.get(query.sort);
        Comparator<LabelReport> order = chosen == null ? BY_NAME : chosen;
        List<LabelReport> found = report.labels().stream()
                .filter(query::wants)
                .sorted((query.down ? order.reversed() : order).thenComparing(LabelReport::label))
                .toList();
        int pages = Math.max(1, Math.floorDiv(found.size() + ROWS - 1, ROWS));
        int at = Math.min(query.page, pages);
        Context context = templates.context(user, request);
        context.setVariable("style", "insight");
        context.setVariable("script", "insight");
        context.setVariable(
                "snapshot", report.snapshot() == null ? null : report.snapshot().id());
        context.setVariable("measured", report.measured());
        context.setVariable("all", report.labels().size());
        context.setVariable("found", found.size());
        context.setVariable("lately", Figures.lately(report.lately()));
        context.setVariable("allInShadow", report.allInShadow());
        context.setVariable(
                "labels",
                found.subList((at - 1) * ROWS, Math.min(found.size(), at * ROWS)).stream()
                        .map(label -> row(label, context))
                        .toList());
        context.setVariable("find", query.find);
        context.setVariable("kind", query.kind);
        context.setVariable("mark", query.mark);
        context.setVariable("sort", query.sort);
        context.setVariable(
                "kinds", Stream.of(LabelKind.values()).map(Enum::name).toList());
        context.setVariable(
                "marks", Stream.of(LabelReport.Mark.values()).map(Enum::name).toList());
        context.setVariable("columns", columns(query));
        context.setVariable("page", at);
        context.setVariable("pages", pages);
        context.setVariable("before", at > 1 ? query.link(query.sort, query.down, at - 1) : "");
        context.setVariable("after", at < pages ? query.link(query.sort, query.down, at + 1) : "");
        context.setVariable(
                "alike",
                report.alike().stream().limit(ALIKE).map(LabelsPage::pair).toList());
        context.setVariable("alikeInAll", report.alike().size());
        return templates.page("labels", context);
    }

    private static <E extends Enum<E>> String known(String wanted, Stream<E> values) {
        return values.map(Enum::name).filter(wanted::equals).findFirst().orElse("");
    }

    private static List<Map<String, Object>> columns(Query query) {
        return Stream.of("name", "examples", "precision", "recall", "coverage", "needs")
                .map(name -> {
                    boolean here = name.equals(query.sort);
                    boolean down = here ? !query.down : usuallyDown(name);
                    return Map.<String, Object>of(
                            "name",
                            name,
                            "link",
                            query.link(name, down, 1),
                            "sorted",
                            !here ? "none" : query.down ? "descending" : "ascending");
                })
                .toList();
    }

    private static boolean usuallyDown(String column) {
        return !column.equals("name") && !column.equals("needs");
    }

    private static Map<String, Object> row(LabelReport label, Context context) {
        Map<String, Object> row = new HashMap<>(Figures.of(label, context));
        row.put("trend", Lines.trend(label.trend(), TREND_WIDTH, TREND_HEIGHT));
        return row;
    }

    private static Map<String, Object> pair(Insight.AlikePair pair) {
        return Map.of(
                "kind", pair.one().kind().name(),
                "one", Long.toString(pair.one().value()),
                "other", Long.toString(pair.other().value()),
                "oneName", pair.oneName(),
                "otherName", pair.otherName(),
                "oneLink", Figures.link(pair.one()),
                "otherLink", Figures.link(pair.other()),
                "why", pair.why(),
                "common", pair.common());
    }

    /** Lets every label be tried out, or be what was set for it. */
    @PostMapping("/labels/shadow")
    ResponseEntity<Void> shadow(Principal user, HttpServletRequest request, @RequestParam("on") boolean on) {
        mustAdminister(sources, user, "try labels out");
        sources.insights().policies().shadowAll(on, user.getName());
        return to(request, "labels?said=kept");
    }

    /** Remembers that two labels that look alike are not the same. */
    @PostMapping("/labels/different")
    ResponseEntity<Void> different(
            Principal user,
            HttpServletRequest request,
            @RequestParam("kind") LabelKind kind,
            @RequestParam("one") long one,
            @RequestParam("other") long other) {
        mustAdminister(sources, user, "say that labels are different");
        sources.insights().insight().different(new LabelId(kind, one), new LabelId(kind, other), user.getName());
        return to(request, "labels?said=kept#alike");
    }

    static void mustAdminister(Pages.Sources sources, Principal user, String what) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may " + what + ".");
        }
    }

    /** Sends the browser to a page after something was done. */
    static ResponseEntity<Void> to(HttpServletRequest request, String page) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(request.getContextPath() + "/" + page))
                .build();
    }
}
