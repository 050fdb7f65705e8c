package dev.tagwright.classifier.insight;

import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.training.HeldOutScores;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the archive: labelled documents with a meaning like each other's lie near each other. Drawn in the
 * background, of {@link #MOST} documents at most, spread evenly over the archive. Safe for any number of threads.
 */
public final class ArchiveMap {

    /** More points than this no picture shows; their vectors would cost 8 MB. */
    static final int MOST = 5000;

    /** A document is doubtful when the models were so far off what it carries. */
    private static final double FAR_OFF = 0.5;

    private final Routing routing;
    private final Insight insight;
    private final Clock clock;
    private volatile @Nullable Drawn drawn;

    public ArchiveMap(Routing routing, Insight insight, Clock clock) {
        this.routing = routing;
        this.insight = insight;
        this.clock = clock;
    }

    /**
     * One document.
     *
     * @param x from 0 to 1
     * @param y from 0 to 1
     * @param labels what people have put on it
     * @param doubt how far the models were off while they had not seen it, in [0, 1]
     */
    public record Point(long document, double x, double y, Set<LabelId> labels, double doubt) {

        public Point {
            labels = Set.copyOf(labels);
        }

        /** Returns whether it is worth a look. */
        public boolean isDoubtful() {
            return doubt >= FAR_OFF;
        }
    }

    /**
     * The picture.
     *
     * @param documents how many labelled documents there are in all
     */
    public record Drawn(List<Point> points, int documents, Instant at) {

        public Drawn {
            points = List.copyOf(points);
        }
    }

    /** Returns the newest picture; null before the first. */
    public @Nullable Drawn drawn() {
        return drawn;
    }

    /** Draws anew. Takes a second or so; for a background thread. */
    public void draw() {
        int all = routing.examples();
        int step = Math.max(1, -Math.floorDiv(-all, MOST));
        List<Long> documents = new ArrayList<>();
        List<Set<LabelId>> labels = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        int[] seen = new int[1];
        routing.visitExamples((document, carried, vector) -> {
            if (seen[0]++ % step == 0 && !carried.isEmpty()) {
                documents.add(document);
                labels.add(carried);
                vectors.add(vector);
            }
        });
        double[][] places = scaled(Projection.of(vectors));
        Map<Long, Double> doubts = doubts(insight.scores());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            double doubt = doubts.getOrDefault(documents.get(i), 0.0);
            points.add(new Point(documents.get(i), places[i][0], places[i][1], labels.get(i), doubt));
        }
        drawn = new Drawn(points, all, clock.instant());
    }

    /** Returns for each document how far the models were off at worst: what is likely and wrong, or right and unlikely. */
    private static Map<Long, Double> doubts(List<HeldOutScores.OfLabel> scores) {
        Map<Long, Double> doubts = new HashMap<>();
        for (HeldOutScores.OfLabel label : scores) {
            for (int i = 0; i < label.size(); i++) {
                double off = label.right(i) ? 1 - label.probability(i) : label.probability(i);
                doubts.merge(label.document(i), off, Math::max);
            }
        }
        return doubts;
    }

    private static double[][] scaled(double[][] places) {
        for (int axis = 0; axis < 2; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] place : places) {
                low = Math.min(low, place[axis]);
                high = Math.max(high, place[axis]);
            }
            for (double[] place : places) {
                place[axis] = high - low < 1e-9 ? 0.5 : (place[axis] - low) / (high - low);
            }
        }
        return places;
    }
}
