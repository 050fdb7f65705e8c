package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Serving;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what people say: keeps it with what was thought then, and tells whoever learns from it. The same thing told twice
 * is kept once. Safe for any number of threads.
 */
public final class FeedbackTaker {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackTaker.class);

    private final Corpus corpus;
    private final Serving serving;
    private final Meaning meaning;
    private final FeedbackLog log;
    private final Consumer<List<FeedbackEntry>> kept;
    private final Clock clock;

    /**
     * @param kept told what was new; returns at once
     */
    public FeedbackTaker(
            Corpus corpus,
            Serving serving,
            Meaning meaning,
            FeedbackLog log,
            Consumer<List<FeedbackEntry>> kept,
            Clock clock) {
        this.corpus = corpus;
        this.serving = serving;
        this.meaning = meaning;
        this.log = log;
        this.kept = kept;
        this.clock = clock;
    }

    /** Keeps what is new of it; when this returns it is on record and remembered. */
    public void take(List<Feedback> said) {
        Snapshot snapshot = serving.current();
        Map<DocumentId, Map<LabelId, Double>> thought = new HashMap<>();
        List<FeedbackEntry> entries = new ArrayList<>();
        for (Feedback item : said) {
            double probability = thought.computeIfAbsent(item.document(), id -> probabilities(snapshot, id))
                    .getOrDefault(item.label(), 0.0);
            entries.add(
                    FeedbackEntry.of(item, clock.instant(), snapshot == null ? "" : snapshot.digest(), probability));
        }
        List<FeedbackEntry> fresh = log.append(entries);
        if (!fresh.isEmpty()) {
            kept.accept(fresh);
        }
    }

    /**
     * Lets what people said of a label on a document count no more.
     *
     * @return whether anything had been said
     */
    public boolean revoke(DocumentId document, LabelId label, String user) {
        if (!log.judged(document).containsKey(label)) {
            return false;
        }
        Snapshot snapshot = serving.current();
        kept.accept(log.append(List.of(new FeedbackEntry(
                0,
                document,
                label,
                Verdict.REVOKED,
                null,
                user,
                clock.instant(),
                clock.instant(),
                snapshot == null ? "" : snapshot.digest(),
                probabilities(snapshot, document).getOrDefault(label, 0.0)))));
        return true;
    }

    /**
     * Takes back what was said of labels on a document since a time: what had been said before counts again.
     *
     * @param since what was said from this moment on is taken back
     */
    public void takeBack(DocumentId document, Set<LabelId> labels, Instant since, String user) {
        if (labels.isEmpty()) {
            return;
        }
        Snapshot snapshot = serving.current();
        List<FeedbackEntry> said = log.ofDocument(document);
        List<FeedbackEntry> entries = new ArrayList<>();
        for (LabelId label : labels) {
            Verdict before = said.stream()
                    .filter(one -> one.saidAt().isBefore(since))
                    .filter(one -> one.label().equals(label) || label.equals(one.instead()))
                    .max(Comparator.comparing(FeedbackEntry::saidAt))
                    .map(one -> judged(one, label))
                    .orElse(Verdict.REVOKED);
            entries.add(new FeedbackEntry(
                    0,
                    document,
                    label,
                    before,
                    null,
                    user,
                    clock.instant(),
                    clock.instant(),
                    snapshot == null ? "" : snapshot.digest(),
                    0));
        }
        kept.accept(log.append(entries));
    }

    private static Verdict judged(FeedbackEntry entry, LabelId label) {
        if (entry.verdict() != Verdict.CORRECTED) {
            return entry.verdict();
        }
        return label.equals(entry.instead()) ? Verdict.ACCEPTED : Verdict.REJECTED;
    }

    private Map<LabelId, Double> probabilities(@Nullable Snapshot snapshot, DocumentId id) {
        Map<LabelId, Double> found = new HashMap<>();
        if (snapshot == null) {
            return found;
        }
        try {
            Optional<HostDocument> document = corpus.document(id);
            if (document.isPresent()) {
                String text = document.get().text();
                for (ScoredLabel scored : snapshot.classify(text, meaning.document(snapshot, text))) {
                    found.put(new LabelId(scored.kind(), Long.parseLong(scored.key())), scored.probability());
                }
            }
        } catch (RuntimeException e) {
            // what was said counts all the same
            LOG.warn("What was thought of document {} could not be kept with the feedback.", id.value(), e);
        }
        return found;
    }
}
