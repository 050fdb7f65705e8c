package dev.tagwright.host.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is nearest to a document or to a vector, whatever holds the index. */
abstract class SimilarSuite extends SearchWorld {

    @Test
    void theMostAlikeComesFirstAndNeverTheDocumentItself() throws Exception {
        String text = "boiler maintenance contract heating engineer annual inspection pressure valve ";
        long first = add("Contract", text, null);
        long near = add("Contract again", text + "renewed", null);
        long far = add("Other", "tomatoes basil mozzarella recipe", null);
        settled();
        assertThat(search.similar(first, documents.text(first), admin, 10))
                .startsWith(near)
                .doesNotContain(first, far);
    }

    /** A unit vector between the first two axes. */
    private static float[] at(double degrees) {
        float[] vector = new float[DocumentVectors.LENGTH];
        vector[0] = (float) Math.cos(Math.toRadians(degrees));
        vector[1] = (float) Math.sin(Math.toRadians(degrees));
        return vector;
    }

    @Test
    void theNearestVectorsOfTheSameModelComeFirst() throws Exception {
        long tag = labels.create(LabelDraft.auto(LabelKind.TAG, "Near " + mine)).getId();
        long east = add("East", "plain", null, tag);
        long northEast = add("North-east", "plain", null);
        long north = add("North", "plain", null, tag);
        long other = add("Other model", "plain", null, tag);
        vectors.keep(mine, Map.of(east, at(0), northEast, at(45), north, at(90), -1L, at(0)));
        vectors.keep("another", Map.of(other, at(0)));
        vectorsSettled();
        List<DocumentSearch.Near> near = search.nearest(mine, at(30), null, 10).orElseThrow();
        assertThat(near.stream().map(DocumentSearch.Near::document)).containsExactly(northEast, east, north);
        assertThat(near.get(0).similarity()).isCloseTo(Math.cos(Math.toRadians(15)), within(1e-5));
        assertThat(near.get(2).similarity()).isCloseTo(Math.cos(Math.toRadians(60)), within(1e-5));
        assertThat(search.nearest(mine, at(30), tag, 1).orElseThrow().stream().map(DocumentSearch.Near::document))
                .containsExactly(east);

        vectors.keep(mine, Map.of(north, at(31)));
        vectorsSettled();
        assertThat(search.nearest(mine, at(30), null, 1).orElseThrow())
                .extracting(DocumentSearch.Near::document)
                .containsExactly(north);
    }

    @Test
    void whatMeansTheSameIsSimilarAlthoughItSharesNoWord() throws Exception {
        Person other = person(Role.EDITOR);
        long car = add("Auto", "carburettor gearbox windscreen exhaust", null);
        long vehicle = add("Wagen", "vergaser getriebe scheibe auspuff", null);
        long secret = add("Geheim", "geheimer wagen", person(Role.EDITOR));
        add("Blume", "tulpe narzisse krokus hyazinthe", null);
        vectors.keep(mine, Map.of(car, at(0), vehicle, at(5), secret, at(1)));
        vectorsSettled();
        assertThat(search.similar(car, "carburettor gearbox windscreen exhaust", other, 5))
                .startsWith(vehicle)
                .doesNotContain(secret, car);
        assertThat(search.similar(car, "carburettor gearbox windscreen exhaust", admin, 5))
                .contains(vehicle, secret);
    }

    @Test
    void vectorsThatCannotBeComparedAreRefused() {
        assertThatThrownBy(() -> vectors.keep(mine, Map.of(1L, new float[] {1, 2})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a vector (2 numbers) must have 384");
        assertThatThrownBy(() -> vectors.keep(mine, Map.of(1L, new float[DocumentVectors.LENGTH])))
                .hasMessage("a vector must not be all zero");
        float[] broken = at(0);
        broken[7] = Float.NaN;
        assertThatThrownBy(() -> vectors.keep(mine, Map.of(1L, broken)))
                .hasMessage("a vector must have finite numbers only");
        assertThatThrownBy(() -> vectors.keep(" ", Map.of()))
                .hasMessage("the model's name (1 characters) must have 1 to 200");
    }

    private void vectorsSettled() throws InterruptedException {
        settled();
        until(() -> vectors.pending(1).isEmpty());
    }
}
