package dev.tagwright.classifier.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The exact search against a plain sort. */
class NeighboursTest {

    private static final int DIMENSION = 7;

    private static float[] unit(Random random) {
        double[] vector = random.doubles(DIMENSION, -1, 1).toArray();
        return Vectors.unit(vector);
    }

    @Test
    void itFindsWhatAPlainSortFinds() {
        Random random = new Random(5);
        List<float[]> vectors = new ArrayList<>();
        Neighbours.Builder builder = new Neighbours.Builder(DIMENSION);
        for (int i = 0; i < 300; i++) {
            vectors.add(unit(random));
            builder.add(1000 + i, vectors.get(i));
        }
        Neighbours neighbours = builder.build();
        assertThat(neighbours.size()).isEqualTo(300);
        for (int question = 0; question < 20; question++) {
            float[] asked = unit(random);
            List<Long> sorted = LongStream.range(0, 300)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -cosine(asked, vectors.get(i.intValue()))))
                    .map(i -> 1000 + i)
                    .toList();
            List<Neighbours.Near> near = neighbours.nearest(asked, 9, document -> true);
            assertThat(near).extracting(Neighbours.Near::document).isEqualTo(sorted.subList(0, 9));
            assertThat(near.get(0).similarity())
                    .isCloseTo(cosine(asked, vectors.get((int) near.get(0).document() - 1000)), within(1e-6));
            // only every twentieth may be seen: the search goes on until it has nine of them
            assertThat(neighbours.nearest(asked, 9, document -> document % 20 == 0))
                    .extracting(Neighbours.Near::document)
                    .isEqualTo(sorted.stream()
                            .filter(document -> document % 20 == 0)
                            .limit(9)
                            .toList());
        }
    }

    @Test
    void ofEquallyNearDocumentsTheLowerNumberComesFirst() {
        Neighbours.Builder builder = new Neighbours.Builder(2);
        for (long document : new long[] {9, 3, 7, 1}) {
            builder.add(document, new float[] {1, 0});
        }
        assertThat(builder.build().nearest(new float[] {1, 0}, 2, document -> true))
                .extracting(Neighbours.Near::document)
                .containsExactly(1L, 3L);
    }

    @Test
    void nothingIsNearADocumentWithoutVectorOrAmongNoDocuments() {
        Neighbours.Builder builder = new Neighbours.Builder(2);
        assertThat(builder.build().nearest(new float[] {1, 0}, 3, document -> true))
                .isEmpty();
        builder.add(1, new float[] {1, 0});
        assertThat(builder.build().nearest(new float[2], 3, document -> true)).isEmpty();
        assertThat(builder.build().nearest(new float[] {0, 1}, 0, document -> true))
                .isEmpty();
        assertThat(builder.build().nearest(new float[] {0, 1}, 3, document -> false))
                .isEmpty();
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
