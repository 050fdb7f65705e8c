package dev.tagwright.classifier.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionTest {

    @Test
    void calibrationErrorIsWhatAHandCountGives() {
        Reliability reliability = new Reliability();
        reliability.add(0.05, false);
        reliability.add(0.95, true);
        reliability.add(0.95, false);
        reliability.add(0.25, true);
        reliability.add(0.001, true); // below the least that is counted
        // |0.05 - 0| + |1.90 - 1| + |0.25 - 1| over four decisions
        assertThat(reliability.error()).isCloseTo((0.05 + 0.9 + 0.75) / 4, within(1e-12));
        assertThat(reliability.count(9)).isEqualTo(2);
        assertThat(reliability.frequency(9)).isEqualTo(0.5);
        assertThat(reliability.meanProbability(2)).isEqualTo(0.25);
        assertThat(new Reliability().error()).isZero();
    }

    @Test
    void wilsonsIntervalIsThatOfTheBook() {
        // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3: 81 of 263
        assertThat(Intervals.low(81, 263, 1.959964)).isCloseTo(0.2553, within(5e-5));
        assertThat(Intervals.high(81, 263, 1.959964)).isCloseTo(0.3662, within(5e-5));
        assertThat(Intervals.low(0, 20, 1.959964)).isZero();
        assertThat(Intervals.high(0, 20, 1.959964)).isCloseTo(0.1611, within(5e-5));
        assertThat(Intervals.low(0, 0, 1.96)).isZero();
        assertThat(Intervals.high(0, 0, 1.96)).isEqualTo(1);
        assertThat(Intervals.f1Low(5, 0, 0, 1.96)).isLessThan(1).isGreaterThan(0.6);
        assertThat(Intervals.f1High(5, 0, 0, 1.96)).isCloseTo(1, within(1e-12));
    }

    @Test
    void newtonsStepSolvesAQuadraticAtOnce() {
        double[][] curvature = {{4, 0}, {1, 3}};
        double[] at = {0, 0};
        // minimum of 2x^2 + xy + 1.5y^2 - x - 2y: x = 1/11, y = 7/11
        double moved = Newton.step(curvature, new double[] {-1, -2}, at);
        assertThat(at[0]).isCloseTo(1.0 / 11, within(1e-12));
        assertThat(at[1]).isCloseTo(7.0 / 11, within(1e-12));
        assertThat(moved).isCloseTo(7.0 / 11, within(1e-12));
    }

    @Test
    void theCurveFindsTheOddsFromWhichMarginsWereDrawn() {
        Random random = new Random(7);
        int n = 40_000;
        float[] margin = new float[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            margin[i] = (float) (random.nextDouble() * 1.8 - 0.85);
            positive[i] = random.nextDouble() < Sigmoid.probability(-1 + 4 * margin[i]);
        }
        OutOfFold.Pairs pairs = oneCandidateARow(margin, positive);
        Sigmoid curve = Sigmoid.fit(pairs, Sigmoid.others(pairs));
        for (double m : new double[] {-0.5, 0, 0.5}) {
            assertThat(Sigmoid.probability(curve.logOdds(m, 0, OutOfFold.CUT)))
                    .isCloseTo(Sigmoid.probability(-1 + 4 * m), within(0.02));
        }
    }

    /** Labels of one document are right once in five whatever the margin; the others follow it. */
    @Test
    void theCurveBendsWithTheNumberOfDocumentsWhereAStraightLineWouldMislead() {
        Random random = new Random(11);
        int n = 60_000;
        int[] counts = {1, 2, 4, 16, 64};
        float[] margin = new float[n];
        int[] count = new int[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            margin[i] = (float) (random.nextDouble() * 1.6 - 0.8);
            count[i] = counts[i % counts.length];
            positive[i] = random.nextDouble() < (count[i] == 1 ? 0.2 : Sigmoid.probability(3 * margin[i]));
        }
        OutOfFold.Pairs pairs = ofCounts(margin, count, positive);
        Sigmoid curve = Sigmoid.fit(pairs, Sigmoid.others(pairs));
        Sigmoid straight = new Sigmoid(curve.weights());
        for (double m : new double[] {-0.5, 0, 0.5}) {
            for (int c : counts) {
                double odds = curve.logOdds(m, Math.log(c), OutOfFold.CUT);
                double expected = c == 1 ? 0.2 : Sigmoid.probability(3 * m);
                assertThat(Sigmoid.probability(odds))
                        .as("margin %s of %s", m, c)
                        .isCloseTo(expected, within(0.06));
                double[] bend = curve.bend(Math.log(c));
                assertThat(straight.logOdds(m, Math.log(c), OutOfFold.CUT) + bend[0] * m + bend[1])
                        .isCloseTo(odds, within(1e-9));
            }
        }
    }

    @Test
    void betweenTwoCornersTheBendLiesOnTheLineAndBeyondTheLastItStays() {
        double[] weight = new double[CountBend.TERMS];
        weight[2] = 1;
        weight[3] = 10;
        weight[4] = 3;
        weight[5] = 20;
        weight[10] = 7;
        CountBend bend = new CountBend(weight, 0);
        assertThat(bend.offset(Math.log(2))).isCloseTo(1, within(1e-9));
        assertThat(bend.slope((Math.log(2) + Math.log(4)) / 2)).isCloseTo(15, within(1e-9));
        assertThat(bend.offset((Math.log(2) + Math.log(4)) / 2)).isCloseTo(2, within(1e-9));
        assertThat(bend.offset(Math.log(32))).isEqualTo(7);
        assertThat(bend.offset(Math.log(5000))).isEqualTo(7);
        double[] term = new double[CountBend.TERMS];
        CountBend.terms(0.5, Math.log(3), term, 0);
        double sum = 0;
        for (int i = 0; i < term.length; i++) {
            sum += term[i] * weight[i];
        }
        assertThat(sum).isCloseTo(0.5 * bend.slope(Math.log(3)) + bend.offset(Math.log(3)), within(1e-9));
    }

    @Test
    void aLabelMovesTheCurveOnlyAsFarAsItsDocumentsDemand() {
        float[] margin = new float[400];
        boolean[] positive = new boolean[400];
        for (int i = 0; i < margin.length; i++) {
            margin[i] = i % 2 == 0 ? 0.5f : -0.5f;
            positive[i] = i % 2 == 0;
        }
        OutOfFold.Pairs many = oneCandidateARow(margin, positive);
        OutOfFold.Pairs few = oneCandidateARow(Arrays.copyOf(margin, 4), Arrays.copyOf(positive, 4));
        Sigmoid flat = new Sigmoid(new double[Sigmoid.TERMS]);
        double[] moved = flat.shifts(many, Sigmoid.others(many))[0];
        double[] hardly = flat.shifts(few, Sigmoid.others(few))[0];
        assertThat(moved[0]).isGreaterThan(2);
        assertThat(hardly[0]).isBetween(0.01, 0.3);
        assertThat(moved[1]).isCloseTo(0, within(1e-6));
    }

    @Test
    void theOtherBestMarginIsThatOfTheBestOtherCandidate() {
        float[] other = new float[5];
        Sigmoid.others(new float[] {9, 0.1f, 0.7f, -0.2f, 9}, 1, 4, other);
        assertThat(other).containsExactly(0, 0.7f, 0.1f, 0.7f, 0);
        Sigmoid.others(new float[] {0.3f}, 0, 1, other);
        assertThat(other[0]).isEqualTo(OutOfFold.CUT);
    }

    @Test
    void straighteningRisesStrictlyAndGivesWhatHappened() {
        Random random = new Random(3);
        int n = 20_000;
        double[] odds = new double[n];
        boolean[] right = new boolean[n];
        for (int i = 0; i < n; i++) {
            odds[i] = random.nextDouble() * 8 - 4;
            // really only half as sure as it says
            right[i] = random.nextDouble() < Sigmoid.probability(odds[i] / 2);
        }
        Straightener straightener = Straightener.fit(odds, right);
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -6; z <= 6; z += 0.01) {
            double after = straightener.straighten(z);
            assertThat(after).isGreaterThan(before);
            before = after;
        }
        for (double z : new double[] {-3, -1, 0, 1, 3}) {
            assertThat(Sigmoid.probability(straightener.straighten(z)))
                    .isCloseTo(Sigmoid.probability(z / 2), within(0.05));
        }
        assertThat(Straightener.fit(new double[0], new boolean[0]).straighten(1.5))
                .isEqualTo(1.5);
    }

    @Test
    void ofFewCandidatesTheHopelessOneIsNotMadeAsSureAsTheOthers() {
        double[] odds = new double[22];
        boolean[] right = new boolean[22];
        for (int i = 0; i < odds.length; i++) {
            right[i] = i > 1;
            odds[i] = right[i] ? 2 + i / 10.0 : -2;
        }
        assertThat(Sigmoid.probability(Straightener.fit(odds, right).straighten(-2)))
                .isLessThan(0.2);
    }

    @Test
    void theChoiceAddsUpToOneAndLearnsNoneFromDocumentsWithoutLabel() {
        // label 0 where its margin is high, none where all margins are low
        int rows = 200;
        float[] margin = new float[rows];
        boolean[] positive = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            positive[row] = row % 2 == 0;
            margin[row] = positive[row] ? 0.6f : -0.6f;
        }
        NoneChoice choice = NoneChoice.fit(oneCandidateARow(margin, positive));
        double[] probability = new double[2];
        double none = choice.probabilities(new float[] {0.6f, -0.6f}, new float[2], 0, 2, probability);
        assertThat(none + probability[0] + probability[1]).isCloseTo(1, within(1e-12));
        assertThat(probability[0]).isGreaterThan(0.9);
        assertThat(choice.probabilities(new float[] {-0.6f}, new float[1], 0, 1, probability))
                .isGreaterThan(0.9);
    }

    /** 50 known and 10 strangers, told apart without fault: one stranger more is reckoned with, but no more than that. */
    @Test
    void marginsThatNoStrangerHasReachedAreNoProof() {
        float[] margin = new float[60];
        boolean[] positive = new boolean[60];
        for (int row = 0; row < 60; row++) {
            positive[row] = row < 50;
            margin[row] = positive[row] ? 0.8f : -0.6f;
        }
        NoneChoice choice = NoneChoice.fit(oneCandidateARow(margin, positive));
        double none = choice.probabilities(new float[] {0.8f}, new float[1], 0, 1, new double[1]);
        assertThat(none).isBetween(0.01, 0.03);
    }

    @Test
    void whereEveryDocumentCarriesALabelNoneIsOutOfTheQuestion() {
        float[] margin = new float[100];
        boolean[] positive = new boolean[100];
        Arrays.fill(margin, -0.3f);
        Arrays.fill(positive, true);
        NoneChoice choice = NoneChoice.fit(oneCandidateARow(margin, positive));
        assertThat(choice.probabilities(new float[] {-0.3f}, new float[1], 0, 1, new double[1]))
                .isLessThan(0.01);
    }

    @Test
    void aLabelWithManyDocumentsIsSuggestedFromItsOwnBestThreshold() {
        // probabilities 0.99 ... 0.00; the upper 40 of 100 are right
        double[] probability =
                IntStream.range(0, 100).mapToDouble(i -> (99 - i) / 100.0).toArray();
        boolean[] positive = new boolean[100];
        Arrays.fill(positive, 0, 40, true);
        OutOfFold.Pairs pairs = oneCandidateARow(new float[100], positive);
        double threshold = new Thresholds(pairs, probability).suggestMany()[0];
        // own 0.595 with weight 40, half of the promised F1 with weight 5
        double own = (0.60 + 0.59) / 2;
        assertThat(threshold).isBetween((40 * own + 5 * 0.2) / 45, (40 * own + 5 * 0.5) / 45);
    }

    @Test
    void theBudgetIsKeptWithAMargin() {
        // 200 right above two thirds, below it one of two is wrong
        double[] probability =
                IntStream.range(0, 300).mapToDouble(i -> 1 - i / 600.0).toArray();
        boolean[] positive = new boolean[300];
        for (int i = 0; i < 300; i++) {
            positive[i] = i < 200 || i % 2 == 0;
        }
        OutOfFold.Pairs pairs = oneCandidateARow(new float[300], positive);
        int[] all = IntStream.range(0, 300).toArray();
        double[] threshold = new Thresholds(pairs, probability).apply(all, new double[] {0.05});
        int applied = 0;
        int wrong = 0;
        for (int i = 0; i < 300; i++) {
            if (probability[i] >= threshold[0]) {
                applied++;
                wrong += positive[i] ? 0 : 1;
            }
        }
        assertThat(applied).isBetween(200, 215);
        assertThat(Intervals.low(applied - wrong, applied, 1.2816)).isGreaterThanOrEqualTo(0.95);
        assertThat(new Thresholds(pairs, probability).apply(all, new double[] {Thresholds.NEVER}))
                .containsExactly(Thresholds.NEVER);
    }

    @Test
    void whatIsMoreLikelyWrongThanRightIsNotAppliedHoweverWellItTurnedOut() {
        double[] probability =
                IntStream.range(0, 200).mapToDouble(i -> 1 - i / 200.0).toArray();
        boolean[] positive = new boolean[200];
        Arrays.fill(positive, true);
        OutOfFold.Pairs pairs = oneCandidateARow(new float[200], positive);
        int[] all = IntStream.range(0, 200).toArray();
        assertThat(new Thresholds(pairs, probability).apply(all, new double[] {0.05}))
                .containsExactly(0.5);
    }

    @Test
    void aLabelWithTooLittleEvidenceIsNeverApplied() {
        OutOfFold.Pairs pairs = oneCandidateARow(new float[2], new boolean[] {true, true});
        double[] threshold =
                new Thresholds(pairs, new double[] {0.99, 0.98}).apply(new int[] {0, 1}, new double[] {0.05});
        assertThat(threshold).containsExactly(Thresholds.NEVER);
    }

    @Test
    void onlyCandidatesAboveTheCutAreKeptAndIgnoredRowsAreNone() {
        byte[] folds = {0, 1, 0, 1, 0};
        OutOfFold kept = new OutOfFold(folds, 2, new int[][] {{0, 1}, {2}}, new int[][] {{4}, {}});
        kept.accept(0, new float[] {0.5f, -0.95f, -0.2f, -1, 1});
        // label 1 has its only document in fold 0: there its model had never seen it
        kept.accept(1, new float[] {0.5f, 0.1f, 0.9f, -1, 0.3f});
        OutOfFold.Pairs pairs = kept.pairs(0, 2, new boolean[] {true, true, true, true, true});
        assertThat(pairs.start()).containsExactly(0, 1, 2, 3, 3, 3);
        assertThat(pairs.label()).containsExactly(0, 1, 0);
        assertThat(pairs.positive()).containsExactly(true, false, false);
        assertThat(pairs.support()).containsExactly(2, 1);
        assertThat(pairs.missed()).containsExactly(1, 1);
        assertThat(pairs.logCount()).containsExactly(0, 0, 0);
    }

    private static OutOfFold.Pairs oneCandidateARow(float[] margin, boolean[] positive) {
        int rows = margin.length;
        boolean[] known = new boolean[rows];
        Arrays.fill(known, true);
        int support = 0;
        for (boolean p : positive) {
            support += p ? 1 : 0;
        }
        return new OutOfFold.Pairs(
                1,
                known,
                IntStream.rangeClosed(0, rows).toArray(),
                new int[rows],
                margin,
                new float[rows],
                positive,
                new int[] {support},
                new int[1]);
    }

    /** One candidate a row, each of a label of its own count. */
    private static OutOfFold.Pairs ofCounts(float[] margin, int[] count, boolean[] positive) {
        OutOfFold.Pairs one = oneCandidateARow(margin, positive);
        float[] logCount = new float[count.length];
        for (int i = 0; i < count.length; i++) {
            logCount[i] = (float) Math.log(count[i]);
        }
        return new OutOfFold.Pairs(
                1, one.known(), one.start(), one.label(), margin, logCount, positive, one.support(), new int[1]);
    }
}
