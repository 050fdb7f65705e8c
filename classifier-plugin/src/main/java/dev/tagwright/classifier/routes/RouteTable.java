package dev.tagwright.classifier.routes;

import dev.tagwright.classifier.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The labels of one kind, each described in words. A new label needs a description and nothing else. Immutable; safe for
 * any number of threads.
 *
 * <p>The similarity of a document and a label is a cosine of what is joined from two parts, each of length at most 1:
 * meaning (the model's vectors, without what all documents or all labels have in common) and words (words and pieces of
 * words that the descriptions have, the rarer among labels the heavier). The meaning of all labels is one matrix.
 */
public final class RouteTable {

    /** How many labels the commonplaces weigh as much as. */
    private static final double DOUBT = 1;

    private static final Comparator<Ranking.Scored> MOST_SIMILAR_FIRST =
            Comparator.comparingDouble(Ranking.Scored::similarity).reversed().thenComparing(Ranking.Scored::route);

    private final RouteSettings settings;
    private final Centre centre;
    private final int labels;
    private final float[] prototypes;
    private final WordIndex words;

    private RouteTable(RouteSettings settings, Centre centre, int labels, float[] prototypes, WordIndex words) {
        this.settings = settings;
        this.centre = centre;
        this.labels = labels;
        this.prototypes = prototypes;
        this.words = words;
    }

    /**
     * Begins a table.
     *
     * @param centre of the documents; of dimension 0 where there is no model, then words alone count
     * @param commonplaces the vectors of {@link Commonplaces} as descriptions; none means that labels have nothing in
     *     common but what these have
     */
    public static Builder builder(RouteSettings settings, Centre centre, List<float[]> commonplaces) {
        return new Builder(settings, centre, commonplaces);
    }

    /** Takes labels, one after the other; they are numbered from 0. For one thread. */
    public static final class Builder {
        private final RouteSettings settings;
        private final Centre centre;
        private final List<float[]> commonplaces;
        private final List<List<String>> sentences = new ArrayList<>();
        private final List<double[]> described = new ArrayList<>();
        private final List<double[]> examples = new ArrayList<>();
        private final List<Integer> counts = new ArrayList<>();

        private Builder(RouteSettings settings, Centre centre, List<float[]> commonplaces) {
            this.settings = settings;
            this.centre = centre;
            this.commonplaces = List.copyOf(commonplaces);
        }

        /**
         * Takes a label.
         *
         * @param ofLabel its name and sentences that say what belongs under it, at least one in all
         * @param vectors of the sentences, unit length each, as many; none where there is no model
         * @param documents unit vectors of documents that carry the label; may be empty
         */
        public Builder add(List<String> ofLabel, List<float[]> vectors, Iterable<float[]> documents) {
            if (centre.dimension() > 0 && vectors.size() != ofLabel.size()) {
                throw new IllegalArgumentException("label has " + ofLabel.size() + " sentences and " + vectors.size()
                        + " vectors, as many are expected.");
            }
            sentences.add(List.copyOf(ofLabel));
            double[] sum = new double[centre.dimension()];
            for (float[] vector : vectors) {
                Vectors.checkLength(vector, sum.length);
                Vectors.add(sum, 1, vector);
            }
            described.add(sum);
            double[] moved = new double[centre.dimension()];
            int count = 0;
            for (float[] document : documents) {
                Vectors.add(moved, 1, centre.without(document));
                count++;
            }
            examples.add(moved);
            counts.add(count);
            return this;
        }

        public RouteTable build() {
            int dimension = centre.dimension();
            double[] common = new double[dimension];
            List<float[]> units = described.stream().map(Vectors::unit).toList();
            units.forEach(unit -> Vectors.add(common, 1 / (units.size() + DOUBT), unit));
            commonplaces.forEach(
                    unit -> Vectors.add(common, DOUBT / commonplaces.size() / (units.size() + DOUBT), unit));
            float[] prototypes = new float[units.size() * dimension];
            for (int label = 0; label < units.size(); label++) {
                double[] own = new double[dimension];
                for (int i = 0; i < dimension; i++) {
                    own[i] = units.get(label)[i] - common[i];
                }
                float[] prototype = moved(Vectors.unit(own), Vectors.unit(examples.get(label)), counts.get(label));
                System.arraycopy(prototype, 0, prototypes, label * dimension, dimension);
            }
            return new RouteTable(settings, centre, units.size(), prototypes, new WordIndex(sentences));
        }

        /** Moves what was described towards what was seen, n documents by n of n + patience. */
        private float[] moved(float[] described, float[] seen, int documents) {
            double share = documents / (documents + settings.patience());
            double[] both = new double[described.length];
            Vectors.add(both, 1 - share, described);
            Vectors.add(both, share, seen);
            return Vectors.unit(both);
        }
    }

    public int size() {
        return labels;
    }

    /** How many numbers the vector of a document has; 0 where words alone count. */
    public int dimension() {
        return centre.dimension();
    }

    public RouteSettings settings() {
        return settings;
    }

    /**
     * Returns the similarity of a document and each label: one product of a matrix and a vector, and the words.
     *
     * @param vector the document's, unit length; zero or of dimension 0 when it has none, then only words count
     */
    public float[] similarities(float[] vector, Tokens text) {
        float[] similarity = words.similarities(text);
        float share = (float) settings.wordShare();
        int dimension = centre.dimension();
        float[] document = centre.without(vector);
        for (int label = 0; label < labels; label++) {
            float meaning = dimension == 0 ? 0 : Vectors.dot(document, prototypes, label * dimension);
            similarity[label] = share * similarity[label] + (1 - share) * meaning;
        }
        return similarity;
    }

    /** Ranks all labels for one document. */
    public Ranking rank(float[] vector, Tokens text) {
        return rank(similarities(vector, text));
    }

    /**
     * Ranks all labels by how similar they are.
     *
     * @param similarity one for each label
     */
    public Ranking rank(float[] similarity) {
        double scale = settings.temperature();
        double highest = settings.threshold();
        for (float s : similarity) {
            highest = Math.max(highest, s);
        }
        // none of them is as probable as a label that just reaches the threshold
        double sum = Math.exp((settings.threshold() - highest) / scale);
        double[] weight = new double[labels];
        for (int label = 0; label < labels; label++) {
            weight[label] = Math.exp((similarity[label] - highest) / scale);
            sum += weight[label];
        }
        List<Ranking.Scored> all = new ArrayList<>(labels);
        for (int label = 0; label < labels; label++) {
            all.add(new Ranking.Scored(label, similarity[label], weight[label] / sum));
        }
        all.sort(MOST_SIMILAR_FIRST);
        if (all.isEmpty()) {
            return new Ranking(all, 0, Clearness.UNKNOWN);
        }
        double first = all.get(0).similarity();
        double margin = first - (labels > 1 ? all.get(1).similarity() : 0);
        return new Ranking(all, margin, clearness(first, margin));
    }

    private Clearness clearness(double first, double margin) {
        if (first < settings.threshold()) {
            return Clearness.UNKNOWN;
        }
        if (margin <= settings.nearTie()) {
            return Clearness.NEAR_TIE;
        }
        return margin > settings.clear() ? Clearness.CLEAR : Clearness.MODERATE;
    }

    /**
     * Returns the probability of one label by itself, of a kind of which a document can carry several: how its
     * similarity stands to the threshold.
     */
    public double alone(double similarity) {
        return 1 / (1 + Math.exp((settings.threshold() - similarity) / settings.temperature()));
    }
}
