package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.HeldOut.Named;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTest {

    private static final Named RENT = new Named(LabelKind.TAG, "1");
    private static final Named TAX = new Named(LabelKind.TAG, "2");

    private static CrossValidation validation(int[][] predicted, int[][] positives, int[][] ignored) {
        long[] texts =
                IntStream.range(0, predicted.length).mapToLong(i -> 100 + i).toArray();
        // taken in the other way round
        int[] source = IntStream.range(0, predicted.length)
                .map(i -> predicted.length - 1 - i)
                .toArray();
        return new CrossValidation(
                new HeldOut(List.of(RENT, TAX), texts, predicted),
                new HeldOutScores(List.of(), List.of()),
                source,
                positives,
                ignored);
    }

    /**
     * By hand, one label on documents 0, 1, 2 of four: the one finds all and one too many, F1 = 6/7; the other finds two,
     * F1 = 4/5. Influences (2 tp - F w) / W: 2/49, 2/49, 2/49, -6/49 and 2/25, 2/25, -4/25, 0.
     */
    @Test
    void bothAreCountedOnTheSameDocumentsAndTheNoiseIsThatOfTheirDifference() {
        CrossValidation fresh =
                validation(new int[][] {{0}, {0}, {0}, {0}}, new int[][] {{0, 1, 2}, {}}, new int[][] {{}, {}});
        Paired paired = fresh.against(Set.of(RENT), place -> place >= 2 ? Set.of(RENT, TAX) : Set.of());
        assertThat(paired.labels()).isEqualTo(1);
        assertThat(paired.carried()).isEqualTo(3);
        assertThat(paired.own()).isCloseTo(6.0 / 7, within(1e-12));
        assertThat(paired.other()).isCloseTo(4.0 / 5, within(1e-12));
        double first = 2.0 / 49 - 2.0 / 25;
        double third = 2.0 / 49 + 4.0 / 25;
        double fourth = -6.0 / 49;
        assertThat(paired.standardError())
                .isCloseTo(Math.sqrt(2 * first * first + third * third + fourth * fourth), within(1e-12));
    }

    @Test
    void documentsThatSayNothingOfALabelAndLabelsThatOnlyOneKnowsDoNotCount() {
        CrossValidation fresh =
                validation(new int[][] {{0}, {0, 1}, {}}, new int[][] {{0}, {1}}, new int[][] {{1}, {}});
        Paired paired = fresh.against(Set.of(RENT), place -> Set.of(RENT));
        assertThat(paired.own()).isEqualTo(1);
        assertThat(paired.other())
                .as("right on one, wrong on one, silent on one")
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void twoThatSayTheSameDifferByNothing() {
        CrossValidation fresh = validation(new int[][] {{0}, {1}, {}}, new int[][] {{0, 2}, {1}}, new int[][] {{}, {}});
        Paired paired = fresh.against(
                Set.of(RENT, TAX), place -> place == 2 ? Set.of(RENT) : place == 1 ? Set.of(TAX) : Set.of());
        assertThat(paired.own()).isEqualTo(paired.other());
        assertThat(paired.standardError()).isZero();
    }

    /**
     * By hand: of n documents that carry a label, all found by the other, k are lost: {@code k / 2n} of F1 against a noise of
     * {@code 2 sqrt(k + 2) / 2n}, but for how little F1 bends so near to 1.
     */
    @Test
    void fiveDocumentsLostAmongThousandsMayBeChanceAndSevenAreNot() {
        assertThat(lost(5).other() - lost(5).own()).isLessThan(lost(5).noise());
        assertThat(lost(7).other() - lost(7).own()).isGreaterThan(lost(7).noise());
        assertThat(lost(0).noise()).isCloseTo(Math.sqrt(2) / 3000, within(1e-12));
    }

    private static Paired lost(int documents) {
        int[] all = IntStream.range(0, 3000).toArray();
        int[][] predicted = new int[3000][];
        for (int row = 0; row < 3000; row++) {
            predicted[row] = row < documents ? new int[0] : new int[] {0};
        }
        return validation(predicted, new int[][] {all, {}}, new int[][] {{}, {}})
                .against(Set.of(RENT), place -> Set.of(RENT));
    }

    /** The oracle is brute force: the deviation of the difference when documents are drawn anew a thousand times. */
    @Test
    void theStandardErrorIsThatOfDrawingDocumentsAnew() {
        Random random = new Random(5);
        int documents = 400;
        boolean[] carries = new boolean[documents];
        boolean[] own = new boolean[documents];
        boolean[] other = new boolean[documents];
        for (int row = 0; row < documents; row++) {
            carries[row] = random.nextInt(3) == 0;
            boolean hard = random.nextInt(5) == 0;
            own[row] = carries[row] != (hard && random.nextBoolean());
            other[row] = carries[row] != (hard || random.nextInt(12) == 0);
        }
        int[][] predicted = new int[documents][];
        for (int row = 0; row < documents; row++) {
            predicted[row] = own[row] ? new int[] {0} : new int[0];
        }
        int[] positive =
                IntStream.range(0, documents).filter(row -> carries[row]).toArray();
        Paired paired = validation(predicted, new int[][] {positive, {}}, new int[][] {{}, {}})
                .against(Set.of(RENT), place -> other[documents - 1 - place] ? Set.of(RENT) : Set.of());
        double[] differences = new double[1000];
        for (int round = 0; round < differences.length; round++) {
            int[] drawn = random.ints(documents, 0, documents).toArray();
            differences[round] = f1(drawn, carries, own) - f1(drawn, carries, other);
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (differences.length - 1));
        assertThat(paired.standardError()).isCloseTo(deviation, within(deviation * 0.1));
    }

    private static double f1(int[] drawn, boolean[] carries, boolean[] said) {
        int right = 0;
        int whole = 0;
        for (int row : drawn) {
            right += carries[row] && said[row] ? 2 : 0;
            whole += (carries[row] ? 1 : 0) + (said[row] ? 1 : 0);
        }
        return (double) right / whole;
    }

    @Test
    void whatWasHeldOutComesBackFromItsBytesAndNothingElseDoes() {
        HeldOut heldOut =
                new HeldOut(List.of(RENT, TAX), new long[] {7, Long.MIN_VALUE, 9}, new int[][] {{0, 1}, {}, {1}});
        byte[] bytes = heldOut.bytes();
        HeldOut back = HeldOut.read(bytes);
        assertThat(back.predictedOf(7)).contains(Set.of(RENT, TAX));
        assertThat(back.predictedOf(Long.MIN_VALUE)).contains(Set.of());
        assertThat(back.predictedOf(8)).isEmpty();
        assertThat(back.saw(9)).isTrue();
        for (int cut = 0; cut < bytes.length; cut++) {
            byte[] part = Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> HeldOut.read(part)).isInstanceOf(IllegalArgumentException.class);
        }
        Random random = new Random(3);
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < 5000; round++) {
            byte[] broken = bytes.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            try {
                HeldOut.read(broken);
                seen.add("read");
            } catch (IllegalArgumentException e) {
                seen.add("refused");
            }
        }
        assertThat(seen).as("nothing but one of the two").containsExactlyInAnyOrder("read", "refused");
    }
}
