package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.routes.Clearness;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.text.Tokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A larger model beside the usual one. It is slower, so only documents are held against its routes that the usual one's leave
 * open, and both have a say then. Where it cannot answer, the usual one's answer stands. Safe for any number of threads.
 */
public final class LargerModel {

    /** So many documents of each described label show it where the label lies; more would move it little. */
    private static final int EXAMPLES = 16;

    private final Routing routing;
    private final LongAdder asked = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /**
     * @param routing the same routes, by the larger model
     */
    public LargerModel(Routing routing) {
        this.routing = routing;
    }

    /** Returns how many documents it was asked about since the start. */
    long asked() {
        return asked.sum();
    }

    /** Returns how long it took for them in all, by the clock. */
    double seconds() {
        return nanos.sum() / 1e9;
    }

    /** One document, whose vector is made when it is first needed. For one thread. */
    final class Look {

        private final String text;
        private final Tokens tokens;
        private float @Nullable [] vector;
        private boolean looked;

        Look(String text, Tokens tokens) {
            this.text = text;
            this.tokens = tokens;
        }

        /**
         * Returns the ranking by both models, the mean of their similarities.
         *
         * @param usual the routes of the kind by the usual model
         * @param ranking by the usual model; returned as it is where it is clear, where the larger model cannot answer, and where no
         *     label is similar and nothing is in doubt
         * @param doubt whether what the models of labels say is in doubt
         */
        Ranking ranking(LabelKind kind, Routing.OfKind usual, Ranking ranking, boolean doubt) {
            if (ranking.clearness() == Clearness.CLEAR || ranking.clearness() == Clearness.UNKNOWN && !doubt) {
                return ranking;
            }
            Routing.OfKind own = routing.tables().get(kind);
            if (own == null || own.table().dimension() == 0 || !own.routes().equals(usual.routes())) {
                return ranking;
            }
            if (!looked) {
                looked = true;
                long before = System.nanoTime();
                vector = routing.meaning().document(text);
                asked.increment();
                nanos.add(System.nanoTime() - before);
            }
            float[] made = vector;
            if (made == null || made.length != own.table().dimension()) {
                return ranking;
            }
            // each errs where the other does not: together they did better than either, see docs/routes.md
            float[] similarity = own.table().similarities(made, tokens);
            for (Ranking.Scored scored : ranking.all()) {
                similarity[scored.route()] = (similarity[scored.route()] + (float) scored.similarity()) / 2;
            }
            return own.table().rank(similarity);
        }
    }

    /** Returns the model that answers now; empty while it does not. */
    public Optional<EmbeddingModel> model() {
        return routing.model();
    }

    /**
     * Looks at some labelled documents of each described label, which move its route. Reads documents until there are
     * enough; long, for a background thread.
     *
     * @param most how many documents are read at most
     * @param stop asked for each document; true leaves everything as it was
     * @param rest called before each document that is embedded, may wait
     * @return how many documents were looked at
     */
    public int learn(Corpus corpus, int most, BooleanSupplier stop, Runnable rest) {
        Map<LabelId, Integer> wanted = new HashMap<>();
        routing.routes().forEach(route -> wanted.put(route.label(), EXAMPLES));
        return routing.learn(
                corpus,
                new Routing.Choice() {
                    private int read;

                    @Override
                    public boolean takes(HostDocument document) {
                        read++;
                        Set<LabelId> few = document.labels().entrySet().stream()
                                .filter(label -> label.getValue() != Origin.PLUGIN)
                                .map(Map.Entry::getKey)
                                .filter(wanted::containsKey)
                                .collect(Collectors.toSet());
                        few.forEach(
                                label -> wanted.computeIfPresent(label, (any, left) -> left == 1 ? null : left - 1));
                        return !few.isEmpty();
                    }

                    @Override
                    public boolean isFull() {
                        return wanted.isEmpty() || read >= most;
                    }
                },
                stop,
                rest);
    }
}
