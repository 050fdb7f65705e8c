package dev.tagwright.classifier.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DenseFeaturesTest {

    private static final float[][] EMBEDDINGS = {{0.6f, 0.8f}, {1, 0}, null};

    @Test
    void whatAllDocumentsHaveInCommonIsTakenOffAndTheRestHasTheScaleAsLength() {
        DenseFeatures dense = DenseFeatures.of(3, EMBEDDINGS, 2, 0.5f);
        assertThat(dense.centre()).containsExactly(0.8f, 0.4f);
        assertThat(dense.size()).isEqualTo(5);

        SparseVector joined = dense.join(new SparseVector(new int[] {1}, new float[] {1}), new float[] {0.6f, 0.8f});
        // (0.6, 0.8) - (0.8, 0.4) = (-0.2, 0.4), of length 0.2 * sqrt(5)
        assertThat(joined.feature()).containsExactly(1, 3, 4);
        assertThat(joined.value()[0]).isEqualTo(1);
        assertThat(joined.value()[1]).isCloseTo((float) (-0.5 / Math.sqrt(5)), within(1e-6f));
        assertThat(joined.value()[2]).isCloseTo((float) (0.5 * 2 / Math.sqrt(5)), within(1e-6f));
    }

    @Test
    void rowsAreJoinedLikeSingleDocumentsAndOneWithoutAnEmbeddingStaysAsItIs() {
        CsrMatrix words = new CsrMatrix(3, 3, new int[] {0, 1, 1, 3}, new int[] {1, 0, 2}, new float[] {1, 0.6f, 0.8f});
        DenseFeatures dense = DenseFeatures.of(3, EMBEDDINGS, 2, 0.5f);
        CsrMatrix joined = dense.join(words, EMBEDDINGS);
        assertThat(joined.columns()).isEqualTo(5);
        assertThat(joined.rowStart()).containsExactly(0, 3, 5, 7);
        assertThat(joined.column()).containsExactly(1, 3, 4, 3, 4, 0, 2);
        SparseVector first = dense.join(new SparseVector(new int[] {1}, new float[] {1}), EMBEDDINGS[0]);
        assertThat(joined.value()).startsWith(first.value()).endsWith(0.6f, 0.8f);
    }

    @Test
    void anEmbeddingThatIsJustAverageAddsNothing() {
        DenseFeatures dense = new DenseFeatures(1, new float[] {0.5f, 0.5f}, 1);
        assertThat(dense.join(SparseVector.EMPTY, new float[] {0.5f, 0.5f}).value())
                .containsExactly(0, 0);
    }

    @Test
    void anEmbeddingOfAnotherLengthIsRefused() {
        DenseFeatures dense = new DenseFeatures(1, new float[] {0.5f, 0.5f}, 1);
        assertThatThrownBy(() -> dense.join(SparseVector.EMPTY, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an embedding has 3 numbers, expected are 2.");
    }
}
