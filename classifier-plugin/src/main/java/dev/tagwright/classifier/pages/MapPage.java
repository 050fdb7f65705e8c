package dev.tagwright.classifier.pages;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.insight.ArchiveMap;
import dev.tagwright.classifier.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** The map of the archive: a point for each labelled document, coloured by label. For administrators, who may see all. */
@RestController
class MapPage {

    /** More colours than this nobody tells apart; further labels share a grey. */
    private static final int COLOURS = 8;

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 620;
    private static final double MARGIN = 16;
    private static final int DOUBTS = 100;

    private final Pages.Sources sources;
    private final Templates templates;

    MapPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping(path = "/map", produces = LabelsPage.HTML)
    String map(Principal user, HttpServletRequest request, @RequestParam(defaultValue = "DOCUMENT_TYPE") String kind) {
        LabelsPage.mustAdminister(sources, user, "look at the map of the archive");
        LabelKind by = Stream.of(LabelKind.values())
                .filter(each -> each.name().equals(kind))
                .findFirst()
                .orElse(LabelKind.DOCUMENT_TYPE);
        Context context = templates.context(user, request);
        context.setVariable("style", "insight");
        context.setVariable("script", "insight");
        context.setVariable("kind", by.name());
        context.setVariable(
                "kinds", Stream.of(LabelKind.values()).map(Enum::name).toList());
        ArchiveMap.Drawn drawn = sources.insights().map().drawn();
        context.setVariable("drawn", drawn != null && !drawn.points().isEmpty());
        context.setVariable("modelThere", sources.routes().routing().model().isPresent());
        if (drawn != null) {
            fill(context, drawn, by);
        }
        return templates.page("map", context);
    }

    private void fill(Context context, ArchiveMap.Drawn drawn, LabelKind by) {
        Map<LabelId, String> names = new HashMap<>();
        for (Label label : sources.labels().all()) {
            names.put(label.id(), label.name());
        }
        Map<LabelId, Integer> counts = new TreeMap<>();
        drawn.points().forEach(point -> point.labels().stream()
                .filter(label -> label.kind() == by && names.containsKey(label))
                .forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<LabelId> ranked = counts.entrySet().stream()
                .sorted(Map.Entry.<LabelId, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        Map<LabelId, Integer> colour = new HashMap<>();
        for (int i = 0; i < ranked.size(); i++) {
            colour.put(ranked.get(i), Math.min(i, COLOURS) + 1);
        }
        List<Map<String, Object>> points = new ArrayList<>();
        for (ArchiveMap.Point point : drawn.points()) {
            points.add(point(point, by, colour, names));
        }
        points.sort(Comparator.comparing((Map<String, Object> point) -> (Boolean) point.get("doubtful")));
        context.setVariable("points", points);
        context.setVariable("documentsInAll", drawn.documents());
        context.setVariable("drawnAt", Templates.time(drawn.at()));
        context.setVariable(
                "legend",
                ranked.stream()
                        .limit(COLOURS)
                        .map(label -> Map.of(
                                "name", names.getOrDefault(label, ""),
                                "link", Figures.link(label),
                                "count", counts.getOrDefault(label, 0),
                                "colour", "c" + colour.getOrDefault(label, 0)))
                        .toList());
        context.setVariable("others", Math.max(0, ranked.size() - COLOURS));
        context.setVariable(
                "doubts",
                drawn.points().stream()
                        .filter(ArchiveMap.Point::isDoubtful)
                        .sorted(Comparator.comparingDouble(ArchiveMap.Point::doubt)
                                .reversed()
                                .thenComparingLong(ArchiveMap.Point::document))
                        .limit(DOUBTS)
                        .map(point -> Map.of(
                                "document", Long.toString(point.document()),
                                "labels", all(point, names),
                                "off", Figures.whole(context, point.doubt())))
                        .toList());
    }

    private static Map<String, Object> point(
            ArchiveMap.Point point, LabelKind by, Map<LabelId, Integer> colour, Map<LabelId, String> names) {
        // of several tags the rarest tells most
        int shown = point.labels().stream()
                .filter(label -> label.kind() == by)
                .mapToInt(label -> colour.getOrDefault(label, 0))
                .filter(one -> one <= COLOURS)
                .max()
                .orElse(
                        point.labels().stream().anyMatch(label -> label.kind() == by && colour.containsKey(label))
                                ? COLOURS + 1
                                : 0);
        return Map.of(
                "document", Long.toString(point.document()),
                "x", Lines.number(MARGIN + (WIDTH - 2 * MARGIN) * point.x()),
                "y", Lines.number(MARGIN + (HEIGHT - 2 * MARGIN) * (1 - point.y())),
                "colour", "c" + shown,
                "doubtful", point.isDoubtful(),
                "labels", all(point, names));
    }

    private static String all(ArchiveMap.Point point, Map<LabelId, String> names) {
        return point.labels().stream()
                .sorted()
                .map(label -> names.getOrDefault(label, ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
