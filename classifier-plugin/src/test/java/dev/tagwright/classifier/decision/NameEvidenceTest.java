package dev.tagwright.classifier.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameEvidenceTest {

    private static final int SIZE = 600;

    /** The figures are those of scipy.optimize.minimize (BFGS) for the same sum of losses and ridges. */
    @Test
    void whatANameIsWorthIsWhatAnotherOptimiserFinds() {
        float[] margin = new float[SIZE];
        float[] logCount = new float[SIZE];
        float[] name = new float[SIZE];
        boolean[] positive = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double m = Math.sin(i * 1.3) - 0.2;
            double count = Math.log(1 + i % 7);
            double strength = i % 3 == 0 ? 0.2 + 0.1 * (i % 5) : 0;
            margin[i] = (float) m;
            logCount[i] = (float) count;
            name[i] = (float) strength;
            positive[i] = 1.5 * m + 0.2 * m * count + 1.2 * strength + 0.9 * Math.sin(i * i * 0.7) > 0.4;
        }
        NameEvidence evidence =
                NameEvidence.fit(List.of(new NameEvidence.Sample(SIZE, margin, logCount, name, positive)));
        assertThat(evidence.perUnit(0)).isCloseTo(0.759200, within(1e-5));
        assertThat(evidence.perUnit(Math.log(5))).isCloseTo(0.568690, within(1e-5));
    }

    @Test
    void aNameThatStandsAnywhereCountsNothing() {
        Random random = new Random(4);
        int believed = 0;
        for (int archive = 0; archive < 200; archive++) {
            float[] margin = new float[SIZE];
            float[] name = new float[SIZE];
            boolean[] positive = new boolean[SIZE];
            for (int i = 0; i < SIZE; i++) {
                margin[i] = (float) random.nextGaussian();
                name[i] = random.nextInt(4) == 0 ? random.nextFloat() : 0;
                positive[i] = margin[i] + random.nextGaussian() > 0;
            }
            NameEvidence evidence =
                    NameEvidence.fit(List.of(new NameEvidence.Sample(SIZE, margin, new float[SIZE], name, positive)));
            believed += evidence.perUnit(0) > 0 ? 1 : 0;
        }
        assertThat(believed).as("archives of 200").isLessThanOrEqualTo(2);
    }

    @Test
    void aNameThatSpeaksAgainstItsLabelCountsNothing() {
        float[] margin = new float[SIZE];
        float[] name = new float[SIZE];
        boolean[] positive = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            margin[i] = (float) Math.sin(i);
            name[i] = i % 2;
            positive[i] = margin[i] - name[i] + Math.sin(i * i) > 0;
        }
        assertThat(NameEvidence.fit(List.of(new NameEvidence.Sample(SIZE, margin, new float[SIZE], name, positive)))
                        .perUnit(0))
                .isZero();
    }
}
