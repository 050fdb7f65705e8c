package dev.tagwright.classifier.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.classifier.features.SparseVector;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginTableTest {

    /** Features that count for no label, for few, for exactly half and for all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 37, 300})
    void givesBitForBitTheMarginsOfItsWeights(int labels) {
        Random random = new Random(labels);
        int features = 60;
        LinearModel[] models = new LinearModel[labels];
        for (int label = 0; label < labels; label++) {
            int own = label;
            int[] feature = IntStream.range(0, features)
                    .filter(f -> switch (f % 4) {
                        case 0 -> false;
                        case 1 -> own % 10 == f % 10;
                        case 2 -> own % 2 == 0;
                        default -> true;
                    })
                    .toArray();
            float[] weight = new float[feature.length];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = (float) random.nextGaussian();
            }
            models[label] = new LinearModel(feature, weight, (float) random.nextGaussian());
        }
        WeightTable weights = WeightTable.of(models, features);
        MarginTable table = new MarginTable(weights);
        float[] expected = new float[labels];
        float[] found = new float[labels];
        for (int document = 0; document < 20; document++) {
            int[] feature =
                    random.ints(0, features).limit(25).distinct().sorted().toArray();
            float[] value = new float[feature.length];
            for (int i = 0; i < value.length; i++) {
                value[i] = random.nextFloat();
            }
            SparseVector vector = new SparseVector(feature, value);
            weights.margins(vector, expected);
            table.margins(vector, found);
            assertThat(found).containsExactly(expected);
        }
        table.margins(SparseVector.EMPTY, found);
        assertThat(found).containsExactly(weights.bias());
    }
}
