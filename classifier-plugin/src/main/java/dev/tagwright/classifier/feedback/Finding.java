package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.Doubt;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long work that looks through all documents and changes nothing. Safe for any number of threads. */
public final class Finding {

    private static final int MOST = 200;
    /** So many are shown however little they have of the label: one that nobody carries yet begins with the nearest. */
    private static final int FEW = 10;

    private static final double LEAST = 0.01;
    private static final int PAGE = 500;

    private final Corpus corpus;
    private final Serving serving;
    private final FeedbackLog log;
    private final Meaning meaning;
    private final Routing routing;
    private final TrialTraining trial;

    /**
     * @param meaning gives the vectors that the snapshot expects
     */
    public Finding(
            Corpus corpus, Serving serving, FeedbackLog log, Meaning meaning, Routing routing, TrialTraining trial) {
        this.routing = routing;
        this.meaning = meaning;
        this.corpus = corpus;
        this.serving = serving;
        this.log = log;
        this.trial = trial;
    }

    /** A document that perhaps belongs to a label. */
    record Candidate(long document, double probability, double margin) {}

    /**
     * Finds documents that do not carry a label and perhaps should: the best first, those on which it was judged left out.
     * What was written about a label speaks for it as long as it was not learned.
     *
     * @param argument {@code {"kind": "TAG", "label": 7}}
     */
    public String documents(String argument, JobWork.Progress progress, BooleanSupplier stop) {
        LabelName wanted = LabelName.of(label(argument));
        Snapshot snapshot = serving.current();
        int number = snapshot == null ? -1 : snapshot.place(wanted.kind(), wanted.key());
        LabelId label = new LabelId(wanted.kind(), Long.parseLong(wanted.key()));
        boolean described =
                routing.routes().stream().anyMatch(route -> route.label().equals(label));
        if (number < 0 && !described) {
            throw new IllegalArgumentException("label (" + wanted.key() + ") of kind (" + wanted.kind()
                    + ") was not learned yet and nothing is written about it. Maybe describe it, or put it on one document"
                    + " first.");
        }
        List<Candidate> found = new ArrayList<>();
        long total = corpus.countDocuments(false);
        long done = 0;
        long after = 0;
        List<DocumentId> page = corpus.documents(after, PAGE, false);
        while (!page.isEmpty() && !stop.getAsBoolean()) {
            for (DocumentId id : page) {
                corpus.document(id)
                        .filter(document -> isOpen(document, label))
                        .flatMap(document -> snapshot != null && number >= 0
                                ? Optional.of(learned(document, label, snapshot, number))
                                : described(document, label))
                        .ifPresent(found::add);
                after = id.value();
            }
            done += page.size();
            progress.at(done, Math.max(done, total));
            page = corpus.documents(after, PAGE, false);
        }
        found.sort(Comparator.comparingDouble(Candidate::probability)
                .thenComparingDouble(Candidate::margin)
                .reversed()
                .thenComparingLong(Candidate::document));
        return json(worthALook(found));
    }

    /** Returns the first of what was found, best first: those that are likely at all, but a few in any case. */
    static List<Candidate> worthALook(List<Candidate> found) {
        long likely = found.stream().filter(one -> one.probability() >= LEAST).count();
        return found.stream().limit(Math.min(MOST, Math.max(FEW, likely))).toList();
    }

    private boolean isOpen(HostDocument document, LabelId label) {
        return !document.text().isBlank()
                && !document.labels().containsKey(label)
                && !log.judged(document.id()).containsKey(label);
    }

    /** Asks the routes: the probability is theirs, and the similarity stands where a margin would. */
    private Optional<Candidate> described(HostDocument document, LabelId label) {
        for (Routing.Explained of : routing.explain(document.text())) {
            for (Ranking.Scored scored : of.ranking().all()) {
                if (of.routes().get(scored.route()).label().equals(label)) {
                    return Optional.of(new Candidate(document.id().value(), scored.probability(), scored.similarity()));
                }
            }
        }
        return Optional.empty();
    }

    private Candidate learned(HostDocument document, LabelId label, Snapshot snapshot, int number) {
        float[] margins = new float[snapshot.labels().size()];
        float[] vector = meaning.document(snapshot, document.text());
        snapshot.content().weights().margins(snapshot.vector(document.text(), vector), margins);
        double probability = snapshot.classify(document.text(), vector).stream()
                .filter(scored -> scored.kind() == label.kind() && scored.key().equals(Long.toString(label.value())))
                .mapToDouble(scored -> scored.probability())
                .findFirst()
                .orElse(0);
        return new Candidate(document.id().value(), probability, margins[number]);
    }

    /** Finds documents whose labels are perhaps wrong or missing, by a training that is thrown away; the worst first. */
    public String wrongLabels(String argument, JobWork.Progress progress, BooleanSupplier stop)
            throws NoTrainingDataException, TrainingStoppedException {
        long total = corpus.countTrainingDocuments();
        LongConsumer read = done -> {
            if (done % PAGE == 0) {
                progress.at(done, Math.max(total, done));
            }
        };
        Training training = trial.filled(List.of(), read, stop);
        training.doubt();
        training.finish();
        List<Doubt> doubts = training.doubts().stream()
                .filter(doubt -> !doubt.items().isEmpty())
                .limit(MOST)
                .toList();
        return json(doubts);
    }

    /**
     * Reads which label is meant.
     *
     * @param argument {@code {"kind": "TAG", "label": 7}}
     */
    public static LabelId label(String argument) {
        try {
            JsonNode json = JsonMapper.shared().readTree(argument);
            String kind = json.path("kind").asString("");
            return new LabelId(
                    Arrays.stream(LabelKind.values())
                            .filter(one -> one.name().equals(kind.toUpperCase(Locale.ROOT)))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("kind (" + kind
                                    + ") must be one of TAG, CORRESPONDENT, DOCUMENT_TYPE, STORAGE_PATH.")),
                    json.path("label").asLong(0));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the argument is not JSON such as {\"kind\": \"TAG\", \"label\": 7}.", e);
        }
    }

    private static String json(Object found) {
        return JsonMapper.shared().writeValueAsString(Map.of("results", found));
    }
}
