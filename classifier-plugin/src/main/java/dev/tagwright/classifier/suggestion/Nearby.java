package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.classifier.routes.Neighbours;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Labelled documents with their vectors: examples for routes, evidence for people. Immutable; safe for any number of
 * threads.
 */
final class Nearby {

    /** Nothing is known yet. */
    static final Nearby NONE = new Builder("", 0).build();

    private final String model;
    private final Neighbours neighbours;
    private final Map<Long, Set<LabelId>> labels;
    private final Map<LabelId, List<float[]>> examples;
    private final List<float[]> vectors;

    private Nearby(Builder builder) {
        model = builder.model;
        neighbours = builder.neighbours.build();
        labels = builder.labels;
        examples = builder.examples;
        vectors = builder.vectors;
    }

    /** Takes documents, one after the other. For one thread. */
    static final class Builder {

        /** Of a label with more documents than this, the first ones are enough to say where it lies. */
        private static final int MOST_EXAMPLES = 200;

        private final String model;
        private final Neighbours.Builder neighbours;
        private final Map<Long, Set<LabelId>> labels = new LinkedHashMap<>();
        private final Map<LabelId, List<float[]>> examples = new HashMap<>();
        private final List<float[]> vectors = new ArrayList<>();

        /**
         * @param model digest of the model that the vectors are of
         */
        Builder(String model, int dimension) {
            this.model = model;
            this.neighbours = new Neighbours.Builder(dimension);
        }

        void add(HostDocument document, float[] vector) {
            neighbours.add(document.id().value(), vector);
            // what the plugin put on by itself must not come back to it as an example
            Set<LabelId> carried = document.labels().entrySet().stream()
                    .filter(label -> label.getValue() != Origin.PLUGIN)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
            labels.put(document.id().value(), carried);
            for (LabelId label : carried) {
                List<float[]> some = examples.computeIfAbsent(label, l -> new ArrayList<>());
                if (some.size() < MOST_EXAMPLES) {
                    some.add(vector);
                }
            }
            vectors.add(vector);
        }

        Nearby build() {
            return new Nearby(this);
        }
    }

    /** Digest of the model that the vectors are of; empty when there are none. */
    String model() {
        return model;
    }

    int size() {
        return neighbours.size();
    }

    List<float[]> examples(LabelId label) {
        return examples.getOrDefault(label, List.of());
    }

    /** Returns the documents in the order of {@link #vectors}, with what people have put on them. */
    Map<Long, Set<LabelId>> documents() {
        return labels;
    }

    Iterable<float[]> vectors() {
        return vectors;
    }

    /**
     * Returns the nearest documents that carry a label.
     *
     * @param label any if null
     * @param not a document that is not near itself
     * @param visible what may be named
     */
    List<Evidence.Similar> nearest(
            float[] vector, int count, @Nullable LabelId label, DocumentId not, Predicate<DocumentId> visible) {
        if (neighbours.size() == 0) {
            return List.of();
        }
        return neighbours
                .nearest(
                        vector,
                        count,
                        document -> document != not.value()
                                && (label == null || carries(document, label))
                                && visible.test(new DocumentId(document)))
                .stream()
                .map(near -> new Evidence.Similar(new DocumentId(near.document()), near.similarity()))
                .toList();
    }

    /** Returns whether a document may be shown as carrying a label; one that is not known here is the host's word. */
    boolean mayCarry(DocumentId document, LabelId label) {
        return !labels.containsKey(document.value()) || carries(document.value(), label);
    }

    private boolean carries(long document, LabelId label) {
        return labels.getOrDefault(document, Set.of()).contains(label);
    }

    /** Returns the share of the nearest documents, weighed by their similarity, that carries each label. */
    Map<LabelId, Double> vote(float[] vector, int count, DocumentId not) {
        Map<LabelId, Double> votes = new HashMap<>();
        if (neighbours.size() == 0) {
            return votes;
        }
        List<Neighbours.Near> near = neighbours.nearest(vector, count, document -> document != not.value());
        double all = 0;
        for (Neighbours.Near one : near) {
            // the model puts even strangers near each other: only what is nearer than the last counts
            double weight = one.similarity() - near.get(near.size() - 1).similarity() + 1e-3;
            all += weight;
            labels.getOrDefault(one.document(), Set.of()).forEach(label -> votes.merge(label, weight, Double::sum));
        }
        double sum = all;
        votes.replaceAll((label, weight) -> weight / sum);
        return votes;
    }
}
