package dev.tagwright.classifier.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    @Test
    void theTwoDirectionsInWhichVectorsDifferMostAreFound() {
        // along (1, 1, 0) from -3 to 3, along (1, -1, 0) from -1 to 1, along (0, 0, 1) hardly
        List<float[]> vectors = new ArrayList<>();
        float[][] places = {{3, 0.5f, 0.01f}, {-3, 0.5f, -0.01f}, {1, -1, 0.01f}, {-1, -1, -0.01f}, {0, 1, 0}};
        for (float[] place : places) {
            float half = (float) Math.sqrt(0.5);
            vectors.add(new float[] {half * (place[0] + place[1]), half * (place[0] - place[1]), place[2]});
        }
        double[][] found = Projection.of(vectors);
        double sign = Math.signum(found[0][0]);
        double other = Math.signum(found[4][1]);
        for (int i = 0; i < places.length; i++) {
            assertThat(found[i][0] * sign).isCloseTo(places[i][0], within(0.02));
            assertThat(found[i][1] * other).isCloseTo(places[i][1], within(0.02));
        }
    }

    @Test
    void vectorsThatDoNotDifferLieOnOneSpot() {
        assertThat(Projection.of(List.of(new float[] {1, 2}, new float[] {1, 2})))
                .isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
        assertThat(Projection.of(List.of())).isEmpty();
    }
}
