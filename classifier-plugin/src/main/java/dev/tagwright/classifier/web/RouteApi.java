package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.review.Findings;
import dev.tagwright.classifier.routes.Clearness;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.Routing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Classifies texts and files that are not in the archive, explains, and keeps what people write about labels. */
@RestController
@RequestMapping("/api")
class RouteApi {

    private static final int MOST_IN_A_BATCH = 100;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final long LARGEST_FILE = 50L << 20;

    private final Pages.Sources sources;
    private final Pages.Routes routes;

    RouteApi(Pages.Sources sources) {
        this.sources = sources;
        this.routes = sources.routes();
    }

    /** A text to classify. */
    record Text(@Nullable String text) {}

    /** Several of them. */
    record Texts(@Nullable List<@Nullable String> texts) {}

    /** What is written about a label. */
    record Sentences(@Nullable List<String> sentences) {}

    /** A document that is like the one asked about. */
    record SimilarView(long document, double similarity) {}

    /** One label for a text. */
    record LabelView(
            LabelKind kind,
            long id,
            String name,
            double probability,
            String decision,
            String reason,
            List<SimilarView> similar) {}

    /** What came of one text. */
    record Answer(List<LabelView> labels, String silence, double milliseconds) {}

    /** What came of several, in their order. */
    record Answers(List<Answer> results, double milliseconds, double documentsPerSecond) {}

    /** One route for a text. */
    record ScoreView(long id, String name, double similarity, double probability) {}

    /** How the routes of one kind decide on a text. */
    record ExplainedView(
            LabelKind kind,
            @Nullable ScoreView predicted,
            double confidence,
            double threshold,
            boolean confident,
            double margin,
            String clearness,
            List<ScoreView> scores) {}

    /** How all routes decide on a text, and what is suggested in the end. */
    record Explanation(@Nullable String model, List<ExplainedView> kinds, Answer suggested) {}

    /** One route. */
    record RouteView(LabelKind kind, long id, String name, List<String> sentences, double threshold) {}

    /** The model, a larger one beside it if one answers, and how often they were asked. */
    record ModelView(
            boolean available,
            @Nullable String name,
            @Nullable String engine,
            @Nullable String device,
            int dimension,
            @Nullable String digest,
            int routes,
            int neighbours,
            @Nullable String larger,
            Escalation.Tally escalation) {}

    /** Whether the heavier model is never asked about a document. */
    record Mark(boolean neverEscalate) {}

    @PostMapping("/classify")
    Answer classify(Principal user, @RequestBody Text wish) {
        return answer(user, text(wish.text()), names());
    }

    /** Takes the bytes of one file as the body; its name is a hint at most. */
    @PostMapping(path = "/classify/file", consumes = "application/octet-stream")
    Answer classifyFile(Principal user, @RequestParam(defaultValue = "file") String name, InputStream body)
            throws IOException {
        Path file = Files.createTempFile(routes.folder(), "classify", null);
        try {
            if (Files.copy(new Bounded(body, LARGEST_FILE), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
                    > LARGEST_FILE) {
                throw new Refusals.NotUnderstood("The file is larger than " + (LARGEST_FILE >> 20) + " MiB.");
            }
            Extraction read = routes.reader().apply(new FileToRead(file, name, FileToRead.Hints.NONE));
            if (read instanceof Extraction.Read text) {
                return answer(user, text.text(), names());
            }
            String why = read instanceof Extraction.Refused refused
                    ? refused.reason()
                    : ((Extraction.Postponed) read).reason();
            return new Answer(List.of(), why, 0);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @PostMapping("/classify/batch")
    Answers classifyBatch(Principal user, @RequestBody Texts wish) {
        List<@Nullable String> texts = wish.texts();
        if (texts == null || texts.isEmpty() || texts.size() > MOST_IN_A_BATCH) {
            throw new Refusals.NotUnderstood("texts must be a list of 1 to " + MOST_IN_A_BATCH + " texts.");
        }
        long before = System.nanoTime();
        Map<LabelId, String> names = names();
        List<Answer> answers = new ArrayList<>();
        texts.forEach(text -> answers.add(answer(user, text(text), names)));
        double seconds = (System.nanoTime() - before) / 1e9;
        return new Answers(answers, seconds * 1000, texts.size() / Math.max(1e-9, seconds));
    }

    @PostMapping("/classify/explain")
    Explanation explain(Principal user, @RequestBody Text wish) {
        String text = text(wish.text());
        List<ExplainedView> kinds =
                routes.routing().explain(text).stream().map(RouteApi::explained).toList();
        return new Explanation(
                routes.routing().model().map(EmbeddingModel::name).orElse(null), kinds, answer(user, text, names()));
    }

    @GetMapping("/routes")
    List<RouteView> routes() {
        return routes.routing().routes().stream()
                .map(route -> new RouteView(
                        route.label().kind(),
                        route.label().value(),
                        route.name(),
                        route.sentences(),
                        routes.routing().settings(route.label().kind()).threshold()))
                .toList();
    }

    @GetMapping("/labels/{kind}/{id}/descriptions")
    List<String> descriptions(@PathVariable String kind, @PathVariable long id) {
        return routes.book().sentences().getOrDefault(label(kind, id), List.of());
    }

    @PutMapping("/labels/{kind}/{id}/descriptions")
    List<String> describe(
            Principal user, @PathVariable String kind, @PathVariable long id, @RequestBody Sentences wish) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may describe labels.");
        }
        LabelId label = label(kind, id);
        List<String> sentences = wish.sentences() == null ? List.of() : wish.sentences();
        routes.book().describe(label, sentences, user.getName(), routes.clock().instant());
        if (!sentences.isEmpty() && isLearned(label)) {
            // what is written is understood, and documents for the label are looked for, before anybody asks
            sources.jobs().start(Findings.DOCUMENTS, Findings.argument(label), user.getName());
        }
        return routes.book().sentences().getOrDefault(label, List.of());
    }

    private boolean isLearned(LabelId label) {
        return sources.labels()
                .label(label)
                .filter(known -> known.algorithm() == MatchingAlgorithm.AUTO && !known.inbox())
                .isPresent();
    }

    @GetMapping("/model")
    ModelView model() {
        EmbeddingModel model = routes.routing().model().orElse(null);
        return new ModelView(
                model != null,
                model == null ? null : model.name(),
                model == null ? null : model.engine(),
                model == null ? null : model.device(),
                model == null ? 0 : model.dimension(),
                model == null ? null : model.digest(),
                routes.routing().routes().size(),
                routes.routing().examples(),
                routes.escalation().larger().map(EmbeddingModel::name).orElse(null),
                routes.escalation().tally());
    }

    @GetMapping("/documents/{id}/never-escalate")
    Mark mark(Principal user, @PathVariable long id) {
        return new Mark(routes.book().neverEscalates(changeable(user, id)));
    }

    @PutMapping("/documents/{id}/never-escalate")
    Mark neverEscalate(Principal user, @PathVariable long id) {
        return mark(user, id, true);
    }

    @DeleteMapping("/documents/{id}/never-escalate")
    Mark mayEscalate(Principal user, @PathVariable long id) {
        return mark(user, id, false);
    }

    private Mark mark(Principal user, long id, boolean never) {
        routes.book()
                .neverEscalate(
                        changeable(user, id),
                        never,
                        user.getName(),
                        routes.clock().instant());
        return new Mark(never);
    }

    private DocumentId changeable(Principal user, long id) {
        if (id < 1 || !sources.permissions().mayChange(new Caller(user.getName()), new DocumentId(id))) {
            throw new Refusals.NotThere("There is no document (" + id + ") that you may change.");
        }
        return new DocumentId(id);
    }

    private LabelId label(String kind, long id) {
        return label(sources.labels(), kind, id);
    }

    /** Returns the label that an address names. */
    static LabelId label(LabelCatalogue labels, String kind, long id) {
        for (LabelKind one : LabelKind.values()) {
            if (one.name().equalsIgnoreCase(kind) && id > 0) {
                LabelId label = new LabelId(one, id);
                if (labels.label(label).isPresent()) {
                    return label;
                }
            }
        }
        throw new Refusals.NotThere("There is no label (" + id + ") of kind (" + kind + ").");
    }

    private static String text(@Nullable String text) {
        if (text == null || text.length() > LONGEST_TEXT) {
            throw new Refusals.NotUnderstood("text must be a string of at most " + LONGEST_TEXT + " characters.");
        }
        return text;
    }

    private Map<LabelId, String> names() {
        Map<LabelId, String> names = new HashMap<>();
        for (Label label : sources.labels().all()) {
            names.put(label.id(), label.name());
        }
        return names;
    }

    private Answer answer(Principal user, String text, Map<LabelId, String> names) {
        long before = System.nanoTime();
        Suggestions suggestions = routes.suggester().ofText(text, new Caller(user.getName()));
        List<LabelView> labels = new ArrayList<>();
        for (Suggestion suggestion : suggestions.suggestions()) {
            labels.add(new LabelView(
                    suggestion.label().kind(),
                    suggestion.label().value(),
                    names.getOrDefault(suggestion.label(), ""),
                    suggestion.probability(),
                    suggestion.decision().name().toLowerCase(Locale.ROOT),
                    suggestion.evidence().reason(),
                    suggestion.evidence().similar().stream()
                            .map(near -> new SimilarView(near.document().value(), near.similarity()))
                            .toList()));
        }
        return new Answer(labels, suggestions.silence(), (System.nanoTime() - before) / 1e6);
    }

    private static ExplainedView explained(Routing.Explained of) {
        List<ScoreView> scores =
                of.ranking().all().stream().map(scored -> score(of, scored)).toList();
        boolean unknown = of.ranking().clearness() == Clearness.UNKNOWN;
        return new ExplainedView(
                of.kind(),
                unknown || scores.isEmpty() ? null : scores.get(0),
                scores.isEmpty() ? 0 : scores.get(0).similarity(),
                of.settings().threshold(),
                of.ranking().clearness() == Clearness.CLEAR || of.ranking().clearness() == Clearness.MODERATE,
                of.ranking().margin(),
                of.ranking().clearness().name().toLowerCase(Locale.ROOT),
                scores);
    }

    private static ScoreView score(Routing.Explained of, Ranking.Scored scored) {
        Routing.Route route = of.routes().get(scored.route());
        return new ScoreView(route.label().value(), route.name(), scored.similarity(), scored.probability());
    }
}
