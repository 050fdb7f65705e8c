package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.classifier.review.Findings;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** The page on which labels are described in words. */
@RestController
class RoutesPage {

    private final Pages.Sources sources;
    private final Templates templates;

    RoutesPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping(path = "/routes", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String routes(Principal user, HttpServletRequest request) {
        Map<LabelId, List<String>> sentences = sources.routes().book().sentences();
        Context context = templates.context(user, request);
        context.setVariable(
                "labels",
                sources.labels().all().stream()
                        .filter(label -> label.algorithm() == MatchingAlgorithm.AUTO && !label.inbox())
                        .map(label -> row(label, sentences.getOrDefault(label.id(), List.of())))
                        .toList());
        context.setVariable("mayAdminister", sources.permissions().mayAdminister(new Caller(user.getName())));
        return templates.page("routes", context);
    }

    /** One sentence a line; the host has checked the token that came along. */
    @PostMapping("/routes")
    ResponseEntity<Void> describe(
            Principal user,
            HttpServletRequest request,
            @RequestParam("kind") LabelKind kind,
            @RequestParam("label") long id,
            @RequestParam("sentences") String sentences) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may describe labels.");
        }
        LabelId label = new LabelId(kind, id);
        if (sources.labels().label(label).isEmpty()) {
            throw new Refusals.NotThere("There is no label (" + id + ").");
        }
        List<String> lines = sentences
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        sources.routes()
                .book()
                .describe(label, lines, user.getName(), sources.routes().clock().instant());
        if (!lines.isEmpty()) {
            // documents for the label are looked for before anybody asks
            sources.jobs().start(Findings.DOCUMENTS, Findings.argument(label), user.getName());
        }
        return LabelsPage.to(request, "routes?said=kept#" + kind + "-" + id);
    }

    private static Map<String, String> row(Label label, List<String> sentences) {
        return Map.of(
                "kind", label.id().kind().name(),
                "id", Long.toString(label.id().value()),
                "name", label.name(),
                "description", label.description(),
                "sentences", String.join("\n", sentences));
    }
}
