package dev.tagwright.classifier.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BuiltInModelTest {

    /** The engine's native libraries stay loaded from there, so it is not a folder of this test alone. */
    static final Path CACHE = Path.of("target/embedding-cache");

    private static Embedder embedder;

    @BeforeAll
    static void open() throws ModelRefusedException {
        embedder = Embedders.builtIn(CACHE);
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void vectorsHaveTheModelsDimensionAndLengthOne() {
        List<float[]> vectors = embedder.documents(List.of("An invoice.", "A contract of employment.", " "));
        assertThat(embedder.model().dimension()).isEqualTo(384);
        assertThat(vectors).hasSize(3).allSatisfy(vector -> assertThat(vector).hasSize(384));
        assertThat(cosine(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-6));
        assertThat(vectors.get(2)).containsOnly(0);
    }

    @Test
    void whatMeansTheSameIsNearer() {
        float[] invoice = embedder.documents(List.of("Please pay the amount due within 30 days."))
                .get(0);
        List<float[]> described =
                embedder.descriptions(List.of("an invoice that has to be paid", "a photograph of a cat"));
        assertThat(cosine(invoice, described.get(0))).isGreaterThan(cosine(invoice, described.get(1)) + 0.02);
    }

    static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
