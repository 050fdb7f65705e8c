package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.feedback.Finding;
import dev.tagwright.classifier.feedback.JobWork;
import dev.tagwright.classifier.feedback.WorkFailedException;
import dev.tagwright.classifier.suggestion.RouteBook;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has documents made up for labels that too few documents carry, measures whether they help, and has what helps learned.
 * Each document is kept as it comes, so that work that was cut off goes on with what is missing. Safe for any number of
 * threads; one job of it runs at a time.
 */
public final class Generating implements JobWork {

    /** The name of this work among the jobs. */
    public static final String KIND = "make-up-documents";

    /** At most so many labels at once: each takes as many calls as it gets documents. */
    private static final int MOST_LABELS = 100;

    private final Archive archive;
    private final LabelCatalogue catalogue;
    private final RouteBook book;
    private final Synthetic synthetic;
    private final Runnable helped;
    private final Clock clock;

    /**
     * @param helped told when what counts changed; returns at once
     */
    public Generating(
            Archive archive,
            LabelCatalogue catalogue,
            RouteBook book,
            Synthetic synthetic,
            Runnable helped,
            Clock clock) {
        this.archive = archive;
        this.catalogue = catalogue;
        this.book = book;
        this.synthetic = synthetic;
        this.helped = helped;
        this.clock = clock;
    }

    /**
     * @param argument {@code {"kind": "TAG", "label": 7}} for one label, {@code {}} for all that too few documents carry
     */
    @Override
    public String run(String argument, Progress progress, BooleanSupplier stop)
            throws WorkFailedException, TrainingStoppedException {
        SyntheticSettings settings = synthetic.settings();
        if (!settings.enabled()) {
            throw new IllegalArgumentException(
                    "No documents are made up unless synthetic.enabled, synthetic.endpoint and synthetic.model are set.");
        }
        SyntheticShelf shelf = synthetic.shelf();
        String before = shelf.state();
        Optional<LabelId> wanted = wanted(argument);
        Archive.Known known = archive.count(stop);
        List<Label> labels = wanting(known, wanted);
        long total = (long) labels.size() * settings.documents() + 1;
        long done = 0;
        int unusable = 0;
        Writer writer = new Writer(settings, stop);
        Map<LabelId, List<String>> sentences = book.sentences();
        for (Label label : labels) {
            List<String> about = new ArrayList<>(sentences.getOrDefault(label.id(), List.of()));
            if (!label.description().isBlank()) {
                about.add(0, label.description());
            }
            unusable += fill(writer, label, about, known, stop, done, total, progress);
            done += settings.documents();
            progress.at(done, total);
        }
        List<SyntheticDocument> all = stop.getAsBoolean() ? List.of() : shelf.all();
        List<Measured> measured =
                all.isEmpty() ? List.of() : new Trial(archive).measure(all, known, clock.instant(), stop);
        shelf.measured(measured);
        progress.at(total, total);
        if (!shelf.state().equals(before)) {
            helped.run();
        }
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "labels", labels.size(),
                        "documents", all.size(),
                        "unusable", unusable,
                        "helped", measured.stream().filter(Measured::helped).count(),
                        "measured", measured));
    }

    private List<Label> wanting(Archive.Known known, Optional<LabelId> wanted) {
        List<Label> found = new ArrayList<>();
        for (Label label : catalogue.all()) {
            boolean learned = known.auto()
                    .getOrDefault(label.id().kind(), List.of())
                    .contains(label.id().value());
            int examples = known.examples().getOrDefault(label.id(), 0);
            if (learned
                    && examples < synthetic.settings().leastExamples()
                    && wanted.map(label.id()::equals).orElse(true)) {
                found.add(label);
            }
        }
        wanted.filter(label -> found.isEmpty()).ifPresent(label -> {
            throw new IllegalArgumentException("label (" + label.value() + ") of kind (" + label.kind()
                    + ") is not learned, or synthetic.least-examples ("
                    + synthetic.settings().leastExamples() + ") documents carry it already.");
        });
        // those that can be measured come first
        found.sort(Comparator.comparing((Label label) -> known.examples().getOrDefault(label.id(), 0) == 0)
                .thenComparing(Label::id));
        return found.subList(0, Math.min(MOST_LABELS, found.size()));
    }

    /** Has one label's documents written until there are enough, or twice as many were asked for. */
    private int fill(
            Writer writer,
            Label label,
            List<String> about,
            Archive.Known known,
            BooleanSupplier stop,
            long done,
            long total,
            Progress progress)
            throws WorkFailedException {
        SyntheticSettings settings = synthetic.settings();
        List<DocumentId> examples = settings.sendText() ? known.some().getOrDefault(label.id(), List.of()) : List.of();
        Set<String> texts = new HashSet<>();
        synthetic.shelf().of(label.id()).forEach(document -> texts.add(document.text()));
        int unusable = 0;
        for (int asked = texts.size();
                texts.size() < settings.documents() && asked < 2 * settings.documents() && !stop.getAsBoolean();
                asked++) {
            DocumentId example = examples.isEmpty() ? null : examples.get(asked % examples.size());
            String shown = example == null ? null : archive.text(example).orElse(null);
            Optional<String> text = writer.write(Prompt.of(label.id().kind(), label.name(), about, shown, asked + 1));
            if (text.isPresent() && texts.add(text.get())) {
                synthetic
                        .shelf()
                        .add(new SyntheticDocument(
                                0,
                                label.id(),
                                text.get(),
                                settings.model(),
                                shown == null ? null : example,
                                clock.instant()));
                progress.at(done + texts.size(), total);
            } else {
                unusable++;
            }
        }
        return unusable;
    }

    private static Optional<LabelId> wanted(String argument) {
        try {
            boolean one = JsonMapper.shared().readTree(argument).has("label");
            return one ? Optional.of(Finding.label(argument)) : Optional.empty();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the argument is not JSON such as {} or {\"kind\": \"TAG\", \"label\": 7}.", e);
        }
    }
}
