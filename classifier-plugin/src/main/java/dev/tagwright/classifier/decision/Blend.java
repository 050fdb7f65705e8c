package dev.tagwright.classifier.decision;

/**
 * Mixes what the models of labels say with what routes say, label by label: routes alone for a label without examples,
 * the model nearly alone for one with many. Both are probabilities, and so is the mixture.
 *
 * <p>A geometric mean with weights, the logarithmic opinion pool of Genest and Zidek (1986), "Combining probability
 * distributions", Statistical Science 1, 114-135. The weight of the model is {@code (n / (n + 2))²} for n examples, so a
 * label does not jump when it gets its first one, or the fourth power of the share of documents that such models find,
 * see {@link Reliance}, where that is more.
 */
public final class Blend {

    /** How many examples make a model half of an expert; its weight is the square. Measured, see the page on routes. */
    private static final double PATIENCE = 2;

    /** Of how many examples a model must have learned before its silence counts half as much as its speech. */
    private static final double PATIENCE_WITH_SILENCE = 16;

    /** How many examples let the neighbours weigh half of the half that they can have. */
    private static final double PATIENCE_WITH_NEIGHBOURS = 4;

    /** What is not among a snapshot's candidates is taken to be this probable. */
    private static final double LEAST = 1e-3;

    /** The most that the log odds of a route, or of it against none, can be away from 0. */
    private static final double FARTHEST = -Math.log(LEAST);

    private Blend() {}

    /**
     * Returns how much the model weighs for a label of so many examples.
     *
     * @param found which share of documents such models find, see {@link Reliance#found}
     * @return in [0, 1]
     */
    public static double weight(int examples, double found) {
        return Math.max(square(examples / (examples + PATIENCE)), square(square(found)));
    }

    /**
     * Returns how much the model of each label weighs, of a kind of which a document carries one or none. Models that have
     * seen few examples say "none of these" to nearly everything, unless they are known to find what is theirs: so far as
     * they say it, they weigh less.
     *
     * @param model probability of each label by the models; together at most 1, the rest is none
     */
    public static double[] weights(double[] model, int[] examples, Reliance reliance) {
        double none = none(model);
        double[] weights = new double[model.length];
        for (int label = 0; label < weights.length; label++) {
            double found = reliance.found(examples[label]);
            double silence = Math.max(
                    square(examples[label] / (examples[label] + PATIENCE_WITH_SILENCE)), square(square(found)));
            weights[label] = weight(examples[label], found) * Math.max(0, 1 - none * (1 - silence));
        }
        return weights;
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * Mixes for one label of a kind of which a document can carry several.
     *
     * @param model probability by the label's model, in [0, 1]
     * @param route probability by its route, in [0, 1]
     * @param weight of the model, in [0, 1]
     */
    public static double many(double model, double route, double weight) {
        return Sigmoid.probability(weight * logOdds(model) + (1 - weight) * logOdds(route));
    }

    /**
     * Returns how far both together are above what each needs to speak, in log odds: the model its threshold, the route one
     * half. At 0 and above the label is said.
     *
     * <p>The threshold of a model that saw few examples is low, since its probabilities are; held against what is mixed, it
     * would let pass what neither of both believes.
     *
     * @param threshold from which the model alone would say the label, in (0, 1)
     */
    public static double excess(double model, double threshold, double route, double weight) {
        return weight * above(model, threshold) + (1 - weight) * logOdds(route);
    }

    /** Whether a route, whatever it says, could let a label be said that is not, or not be said that is. */
    public static boolean open(double model, double threshold, double weight, boolean said) {
        double far = (1 - weight) * FARTHEST;
        double own = weight * above(model, threshold);
        return said ? own - far < 0 : own + far >= 0;
    }

    /**
     * Chooses one label of a kind of which a document carries one or none: the one that is furthest above what models and
     * routes need to speak. A route needs to be as probable as none.
     *
     * @param threshold from which each label's model alone would say it
     * @param weight of each label's model, see {@link #weights}
     * @return the number of the label; -1 when none is to be said
     */
    public static int choice(double[] model, double[] threshold, double[] route, double[] weight) {
        double noneRoute = none(route);
        int choice = -1;
        double most = 0;
        for (int label = 0; label < model.length; label++) {
            double excess = weight[label] * above(model[label], threshold[label])
                    + (1 - weight[label]) * Math.log(least(route[label]) / least(noneRoute));
            if (choice < 0 ? excess >= 0 : excess > most) {
                choice = label;
                most = excess;
            }
        }
        return choice;
    }

    /**
     * Whether routes, whatever they say, could bring another choice than the one that models have made.
     *
     * @param chosen the number of the label that models say; -1 when they say none of these
     */
    public static boolean open(double[] model, double[] threshold, double[] weight, int chosen) {
        double held = chosen < 0
                ? Double.NEGATIVE_INFINITY
                : weight[chosen] * above(model[chosen], threshold[chosen]) - (1 - weight[chosen]) * FARTHEST;
        for (int label = 0; label < model.length; label++) {
            double most = weight[label] * above(model[label], threshold[label]) + (1 - weight[label]) * FARTHEST;
            if (label != chosen && most >= 0 && most >= held) {
                return true;
            }
        }
        return false;
    }

    /** How far a model is above its threshold, in log odds. */
    private static double above(double model, double threshold) {
        return logOdds(model) - logOdds(threshold);
    }

    /** Returns what is left for "none of these". */
    private static double none(double[] probability) {
        double none = 1;
        for (double of : probability) {
            none -= of;
        }
        return none;
    }

    /**
     * Mixes for all labels of a kind of which a document carries one or none.
     *
     * @param model probability of each label by the models; together at most 1, the rest is none
     * @param route the same by the routes
     * @param weight of each label's model, see {@link #weights}
     * @return probability of each label, together below 1
     */
    public static double[] one(double[] model, double[] route, double[] weight) {
        int labels = model.length;
        double[] mixed = new double[labels];
        double noneModel = none(model);
        double noneRoute = none(route);
        double meanWeight = 0;
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            meanWeight += weight[label] / labels;
            mixed[label] = Math.exp(weight[label] * Math.log(least(model[label]))
                    + (1 - weight[label]) * Math.log(least(route[label])));
            sum += mixed[label];
        }
        sum += Math.exp(meanWeight * Math.log(least(noneModel)) + (1 - meanWeight) * Math.log(least(noneRoute)));
        for (int label = 0; label < labels; label++) {
            mixed[label] /= sum;
        }
        return mixed;
    }

    /**
     * Lets the nearest labelled documents have a say in a route.
     *
     * @param route probability by the description, in [0, 1]
     * @param vote share of the nearest documents that carry the label, in [0, 1]
     * @param examples how many documents carry the label and could be near; without any there is no vote
     */
    public static double withVote(double route, double vote, int examples) {
        double weight = examples / (examples + PATIENCE_WITH_NEIGHBOURS) / 2;
        return (1 - weight) * route + weight * vote;
    }

    private static double least(double probability) {
        return Math.max(LEAST, probability);
    }

    private static double logOdds(double probability) {
        return Sigmoid.logOdds(Math.min(1 - LEAST, least(probability)));
    }
}
