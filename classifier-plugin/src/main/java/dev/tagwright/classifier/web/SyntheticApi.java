package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.synthetic.Measured;
import dev.tagwright.classifier.synthetic.SyntheticSettings;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Documents that were made up: which there are, whether they help, and taking them away. Only for administrators. */
@RestController
@RequestMapping("/api/synthetic")
class SyntheticApi {

    private final Pages.Sources sources;

    SyntheticApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** What is set, and what every label has. */
    record Overview(
            boolean enabled,
            String model,
            int documentsPerLabel,
            int leastExamples,
            boolean sendsText,
            List<OfLabel> labels) {}

    /** One label; the measures are null before they were taken. */
    record OfLabel(
            LabelKind kind,
            long id,
            String name,
            int documents,
            @Nullable Integer examples,
            @Nullable Double f1Without,
            @Nullable Double f1With,
            boolean counts) {}

    /** One document that was made up. */
    record DocumentView(long number, boolean synthetic, String model, Instant createdAt, String text) {}

    /** How many were taken away. */
    record Removed(int documents) {}

    @GetMapping
    Overview overview(Principal user) {
        mustAdminister(user);
        SyntheticSettings settings = sources.synthetic().settings();
        Map<LabelId, Measured> measured = new HashMap<>();
        sources.synthetic().shelf().measured().forEach(one -> measured.put(one.label(), one));
        List<OfLabel> labels = new TreeMap<>(sources.synthetic().shelf().counts())
                .entrySet().stream()
                        .map(entry -> ofLabel(entry.getKey(), entry.getValue(), measured.get(entry.getKey())))
                        .toList();
        return new Overview(
                settings.enabled(),
                settings.model(),
                settings.documents(),
                settings.leastExamples(),
                settings.sendText(),
                labels);
    }

    private OfLabel ofLabel(LabelId label, int documents, @Nullable Measured measured) {
        return new OfLabel(
                label.kind(),
                label.value(),
                sources.labels().label(label).map(Label::name).orElse(""),
                documents,
                measured == null ? null : measured.examples(),
                measured == null ? null : measured.without(),
                measured == null ? null : measured.with(),
                sources.synthetic().settings().enabled() && measured != null && measured.helped());
    }

    @GetMapping("/{kind}/{label}")
    List<DocumentView> documents(Principal user, @PathVariable String kind, @PathVariable long label) {
        mustAdminister(user);
        return sources.synthetic().shelf().of(label(kind, label)).stream()
                .map(one -> new DocumentView(one.id(), true, one.model(), one.createdAt(), one.text()))
                .toList();
    }

    @DeleteMapping("/{kind}/{label}")
    Removed remove(Principal user, @PathVariable String kind, @PathVariable long label) {
        mustAdminister(user);
        return removed(user, List.of(label(kind, label)));
    }

    @DeleteMapping
    Removed removeAll(Principal user) {
        mustAdminister(user);
        return removed(user, List.copyOf(sources.synthetic().shelf().counts().keySet()));
    }

    private Removed removed(Principal user, List<LabelId> labels) {
        String before = sources.synthetic().state();
        int documents = 0;
        for (LabelId label : labels) {
            documents += sources.synthetic().shelf().remove(label);
        }
        if (!sources.synthetic().state().equals(before)) {
            sources.retrain().request(user.getName(), false, false);
        }
        return new Removed(documents);
    }

    private static LabelId label(String kind, long label) {
        for (LabelKind one : LabelKind.values()) {
            if (one.name().equals(kind.toUpperCase(Locale.ROOT)) && label > 0) {
                return new LabelId(one, label);
            }
        }
        throw new Refusals.NotThere("There is no label (" + label + ") of kind (" + kind + ").");
    }

    private void mustAdminister(Principal user) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may look at documents that were made up.");
        }
    }
}
