package dev.tagwright.classifier.retrain;

import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.snapshot.Evaluation.OfLabel;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.suggestion.Meaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells what would change if another snapshot served. Reads, and writes nothing. Safe for any number of threads. */
public final class Comparison {

    private static final int PAGE = 1000;

    private final Keeper keeper;
    private final Corpus corpus;
    private final Meaning meaning;

    /**
     * @param meaning gives the vectors that snapshots expect
     */
    public Comparison(Keeper keeper, Corpus corpus, Meaning meaning) {
        this.meaning = meaning;
        this.keeper = keeper;
        this.corpus = corpus;
    }

    /**
     * How one snapshot decides on one label.
     *
     * @param support documents that carried it when the snapshot was trained
     * @param precision cross-validated then, in [0, 1]
     * @param recall cross-validated then, in [0, 1]
     * @param suggestThreshold probability from which it is suggested; above 1 means never
     * @param applyThreshold probability from which it is applied; above 1 means never
     */
    public record Figures(
            int support, double precision, double recall, double suggestThreshold, double applyThreshold) {}

    /** One label; null for a snapshot that does not know it. */
    public record OfOneLabel(
            LabelKind kind,
            String key,
            @Nullable Figures before,
            @Nullable Figures after) {}

    /** A label on a document that the two decide on differently; probabilities in [0, 1]. */
    public record OfOneDecision(
            long document,
            LabelKind kind,
            String key,
            Decision before,
            double probabilityBefore,
            Decision after,
            double probabilityAfter) {}

    /**
     * What differs.
     *
     * @param labels every label that one of them knows
     * @param documents how many documents were asked about
     * @param changed on how many of them a decision differs
     * @param decisions those decisions
     */
    public record Result(List<OfOneLabel> labels, int documents, int changed, List<OfOneDecision> decisions) {}

    private record Key(LabelKind kind, String key) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::kind).thenComparing(Key::key);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Compares.
     *
     * @param sample how many documents at most are asked about, spread evenly over the archive
     * @throws IllegalArgumentException if one of them is not kept or cannot be read
     */
    public Result compare(long before, long after, int sample) {
        Snapshot one = keeper.read(before);
        Snapshot two = keeper.read(after);
        List<OfOneDecision> decisions = new ArrayList<>();
        int asked = 0;
        int changed = 0;
        for (DocumentId id : sample(sample)) {
            Optional<HostDocument> document = corpus.document(id);
            if (document.isPresent()) {
                asked++;
                List<OfOneDecision> found = differences(id, document.get().text(), one, two);
                changed += found.isEmpty() ? 0 : 1;
                decisions.addAll(found);
            }
        }
        return new Result(labels(one, two), asked, changed, decisions);
    }

    private List<DocumentId> sample(int atMost) {
        long step = Math.max(1, -Math.floorDiv(-corpus.countDocuments(false), (long) Math.max(1, atMost)));
        List<DocumentId> chosen = new ArrayList<>();
        long seen = 0;
        for (List<DocumentId> page = corpus.documents(0, PAGE, false);
                !page.isEmpty() && chosen.size() < atMost;
                page = corpus.documents(page.get(page.size() - 1).value(), PAGE, false)) {
            for (DocumentId id : page) {
                if (seen++ % step == 0 && chosen.size() < atMost) {
                    chosen.add(id);
                }
            }
        }
        return chosen;
    }

    private List<OfOneDecision> differences(DocumentId id, String text, Snapshot one, Snapshot two) {
        Map<Key, ScoredLabel> before = scored(one, text);
        Map<Key, ScoredLabel> after = scored(two, text);
        TreeSet<Key> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        List<OfOneDecision> differences = new ArrayList<>();
        for (Key key : all) {
            ScoredLabel was = before.get(key);
            ScoredLabel is = after.get(key);
            Decision then = was == null ? Decision.ABSTAIN : was.decision();
            Decision now = is == null ? Decision.ABSTAIN : is.decision();
            if (then != now) {
                differences.add(new OfOneDecision(
                        id.value(),
                        key.kind(),
                        key.key(),
                        then,
                        was == null ? 0 : was.probability(),
                        now,
                        is == null ? 0 : is.probability()));
            }
        }
        return differences;
    }

    private Map<Key, ScoredLabel> scored(Snapshot snapshot, String text) {
        Map<Key, ScoredLabel> scored = new TreeMap<>();
        snapshot.classify(text, meaning.document(snapshot, text))
                .forEach(one -> scored.put(new Key(one.kind(), one.key()), one));
        return scored;
    }

    private static List<OfOneLabel> labels(Snapshot one, Snapshot two) {
        Map<Key, Figures> before = figures(one);
        Map<Key, Figures> after = figures(two);
        TreeSet<Key> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .map(key -> new OfOneLabel(key.kind(), key.key(), before.get(key), after.get(key)))
                .toList();
    }

    private static Map<Key, Figures> figures(Snapshot snapshot) {
        Map<Key, OfLabel> evaluated = new TreeMap<>();
        snapshot.evaluation().labels().forEach(label -> evaluated.put(new Key(label.kind(), label.key()), label));
        Map<Key, Figures> figures = new TreeMap<>();
        for (SnapshotLabel label : snapshot.labels()) {
            Key key = new Key(label.kind(), label.key());
            OfLabel of = evaluated.get(key);
            figures.put(
                    key,
                    new Figures(
                            of == null ? label.positives() : of.support(),
                            of == null ? 0 : of.precision(),
                            of == null ? 0 : of.recall(),
                            label.suggestThreshold(),
                            label.applyThreshold()));
        }
        return figures;
    }
}
