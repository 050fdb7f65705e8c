package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.synthetic.Generating;
import dev.tagwright.classifier.synthetic.Measured;
import dev.tagwright.classifier.synthetic.SyntheticDocument;
import dev.tagwright.classifier.synthetic.SyntheticSettings;
import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.context.Context;

/** Documents that were made up: what is set, whether they help, their texts, and taking them away. */
@RestController
class SyntheticPage {

    private static final int NEWEST = 50;

    private final Pages.Sources sources;
    private final Templates templates;

    SyntheticPage(Pages.Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    /** One label with documents that were made up. */
    record Row(String kind, long id, String name, int documents, String verdict, boolean counts, List<String> texts) {}

    @GetMapping(path = "/synthetic", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String synthetic(Principal user, HttpServletRequest request) {
        mustAdminister(user);
        Context context = templates.context(user, request);
        SyntheticSettings settings = sources.synthetic().settings();
        context.setVariable("enabled", settings.enabled());
        context.setVariable("endpoint", String.valueOf(settings.endpoint().getHost()));
        context.setVariable("model", settings.model());
        context.setVariable("sendsText", settings.sendText());
        context.setVariable("least", settings.leastExamples());
        context.setVariable("each", settings.documents());
        context.setVariable("work", null);
        // before what came of it: a page that says that all is done is not loaded again
        sources.jobs().newest(NEWEST).stream()
                .filter(job -> job.kind().equals(Generating.KIND))
                .findFirst()
                .ifPresent(job -> Work.show(context, job));
        context.setVariable("rows", rows(context));
        return templates.page("synthetic", context);
    }

    private List<Row> rows(Context context) {
        Map<LabelId, Measured> measured = new HashMap<>();
        sources.synthetic().shelf().measured().forEach(one -> measured.put(one.label(), one));
        Map<LabelId, List<String>> texts = new TreeMap<>();
        for (SyntheticDocument document : sources.synthetic().shelf().all()) {
            texts.computeIfAbsent(document.label(), any -> new ArrayList<>()).add(document.text());
        }
        List<Row> rows = new ArrayList<>();
        texts.forEach((label, own) -> rows.add(new Row(
                label.kind().name(),
                label.value(),
                sources.labels().label(label).map(Label::name).orElse("?"),
                own.size(),
                verdict(context, measured.get(label)),
                measured.containsKey(label) && measured.get(label).helped(),
                own)));
        return rows;
    }

    private String verdict(Context context, @Nullable Measured measured) {
        if (measured == null) {
            return templates.say(context, "synthetic.unmeasured");
        }
        if (measured.examples() == 0) {
            return templates.say(context, "synthetic.noexample");
        }
        return templates.say(
                context,
                measured.helped() ? "synthetic.helped" : "synthetic.nohelp",
                Templates.percent(context, measured.without()),
                Templates.percent(context, measured.with()),
                Integer.toString(measured.examples()));
    }

    /** The host has checked the token that came along, here and below. */
    @PostMapping("/synthetic/make")
    ResponseEntity<Void> make(Principal user) {
        mustAdminister(user);
        sources.jobs().start(Generating.KIND, "{}", user.getName());
        return back();
    }

    @PostMapping("/synthetic/stop")
    ResponseEntity<Void> stop(Principal user, @RequestParam("job") long job) {
        mustAdminister(user);
        sources.jobs().stop(job);
        return back();
    }

    @PostMapping("/synthetic/retry")
    ResponseEntity<Void> retry(Principal user, @RequestParam("job") long job) {
        mustAdminister(user);
        sources.jobs().retry(job);
        return back();
    }

    @PostMapping("/synthetic/remove")
    ResponseEntity<Void> remove(
            Principal user, @RequestParam("kind") LabelKind kind, @RequestParam("label") long label) {
        mustAdminister(user);
        sources.synthetic().shelf().remove(new LabelId(kind, label));
        sources.retrain().request(user.getName(), false, false);
        return back();
    }

    private static ResponseEntity<Void> back() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("../synthetic"))
                .build();
    }

    private void mustAdminister(Principal user) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may look at documents that were made up.");
        }
    }
}
