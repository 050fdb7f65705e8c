package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Embeddings beside words, where words alone say nothing: every document has words of its own, drawn from one bag. */
class EmbeddedTrainingTest {

    private static final EmbeddingModel MODEL = new EmbeddingModel("small", "d1", 4, "OnnxRuntime", "cpu");
    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 1, Map.of(), Map.of());

    private static Snapshot train(int without, @Nullable EmbeddingModel model) throws Exception {
        Training training = new Training(SETTINGS, Progress.SILENT, () -> false, model);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            boolean rent = i % 2 == 0;
            LabelledDocument document = new LabelledDocument(
                    "d" + i, text(random), Map.of(LabelKind.TAG, Set.of(rent ? "rent" : "tax")), Map.of());
            float[] vector = vector(rent, random);
            training.add(document, i < without ? null : vector);
        }
        return training.finish();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 20; word++) {
            text.append("noise").append(random.nextInt(50)).append(' ');
        }
        return text.toString();
    }

    private static float[] vector(boolean rent, Random random) {
        float[] vector = new float[4];
        vector[0] = 3;
        vector[rent ? 1 : 2] = 1;
        vector[3] = 0.3f * (float) random.nextGaussian();
        double length = Math.sqrt(10 + vector[3] * vector[3]);
        for (int i = 0; i < 4; i++) {
            vector[i] /= (float) length;
        }
        return vector;
    }

    private static double probability(List<ScoredLabel> scored, String key) {
        return scored.stream()
                .filter(label -> label.key().equals(key))
                .mapToDouble(ScoredLabel::probability)
                .findFirst()
                .orElse(0);
    }

    @Test
    void theEmbeddingDecidesWhereWordsSayNothing() throws Exception {
        Snapshot snapshot = train(0, MODEL);
        Random random = new Random(9);
        List<Double> right = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<ScoredLabel> scored = snapshot.classify(text(random), vector(i % 2 == 0, random));
            right.add(probability(scored, i % 2 == 0 ? "rent" : "tax"));
        }
        assertThat(right).allMatch(probability -> probability > 0.9);
        assertThat(snapshot.embedding().digest()).isEqualTo("d1");
    }

    @Test
    void whatWordsAndMeaningAddMakesUpTheMargin() throws Exception {
        Snapshot snapshot = train(0, MODEL);
        Random random = new Random(9);
        Explanation explanation = snapshot.explain(text(random), vector(true, random), LabelKind.TAG, "rent");
        double sum = explanation.bias() + explanation.meaning();
        for (Explanation.Part part : explanation.parts()) {
            sum += part.weight();
        }
        assertThat(sum).isCloseTo(explanation.margin(), within(1e-6));
        assertThat(explanation.meaning()).isGreaterThan(0.5);
        assertThat(snapshot.explain(text(random), LabelKind.TAG, "rent").meaning())
                .isZero();
    }

    @Test
    void wordsAloneAreLearnedFromWhereTooManyEmbeddingsAreMissing() throws Exception {
        assertThat(train(10, MODEL).embedding()).isNotNull();
        assertThat(train(11, MODEL).embedding()).isNull();
        assertThat(train(11, MODEL).digest()).isEqualTo(train(0, null).digest());
    }

    @Test
    void anotherModelGivesAnotherDigest() throws Exception {
        Snapshot one = train(0, MODEL);
        assertThat(train(0, MODEL).digest()).isEqualTo(one.digest());
        assertThat(train(0, new EmbeddingModel("small", "d2", 4, "OnnxRuntime", "cpu"))
                        .digest())
                .isNotEqualTo(one.digest());
    }

    @Test
    void aSnapshotWithEmbeddingsComesBackFromItsBytes() throws Exception {
        Snapshot snapshot = train(0, MODEL);
        SnapshotFormat format = new SnapshotFormat(new byte[32]);
        byte[] bytes = format.write(snapshot);
        Snapshot back = format.read(bytes);
        assertThat(back.digest()).isEqualTo(snapshot.digest());
        assertThat(back.embedding().model()).isEqualTo("small");
        assertThat(format.write(back)).isEqualTo(bytes);
        Random random = new Random(9);
        String text = text(random);
        float[] vector = vector(true, random);
        assertThat(back.classify(text, vector)).isEqualTo(snapshot.classify(text, vector));
    }

    @Test
    void theFixtureOfFormatVersionTwoIsReadForEver() throws Exception {
        byte[] fixture;
        try (var in = SnapshotFormat.class.getResourceAsStream("format-2.snapshot")) {
            fixture = in.readAllBytes();
        }
        Snapshot read = new SnapshotFormat(new byte[32]).read(fixture);
        assertThat(read.embedding().digest()).isEqualTo("d1");
        assertThat(read.provenance().documents()).isEqualTo(200);
        Random random = new Random(9);
        assertThat(probability(read.classify(text(random), vector(true, random)), "rent"))
                .isGreaterThan(0.9);
    }
}
