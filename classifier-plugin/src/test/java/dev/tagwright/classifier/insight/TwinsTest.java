package dev.tagwright.classifier.insight;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.TAG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.classifier.training.HeldOutScores;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TwinsTest {

    private static Label label(LabelKind kind, long id, String name, @Nullable LabelId parent) {
        return new Label(new LabelId(kind, id), name, "", MatchingAlgorithm.AUTO, parent, false);
    }

    private static Label tag(long id, String name) {
        return label(TAG, id, name, null);
    }

    private static List<String> found(Label... labels) {
        return Twins.find(List.of(labels), List.of(), Set.of()).stream()
                .map(alike -> alike.pair().one() + " " + alike.pair().other() + " " + alike.why())
                .toList();
    }

    @Test
    void namesThatDifferInSpellingOnlyAreAlike() {
        assertThat(found(
                        tag(1, "Rechnung"),
                        tag(2, "rechnung "),
                        tag(3, "Steuer"),
                        tag(4, "Invoices"),
                        tag(5, "invoice")))
                .containsExactly("1 2 SPELLING", "4 5 SPELLING");
        assertThat(found(tag(1, "Café Müller"), tag(2, "cafe-muller"))).containsExactly("1 2 SPELLING");
    }

    @Test
    void namesThatDifferInALetterAreAlikeWhenTheyAreLongEnough() {
        assertThat(found(tag(1, "insurance"), tag(2, "insurence"), tag(3, "tax"), tag(4, "fax")))
                .containsExactly("1 2 LETTERS");
    }

    @Test
    void aYearIsNeverMisspelt() {
        assertThat(found(tag(1, "taxes 2024"), tag(2, "taxes 2025"))).isEmpty();
    }

    @Test
    void labelsOfTwoKindsAreNeverAlike() {
        assertThat(found(tag(1, "Stadtwerke"), label(CORRESPONDENT, 2, "Stadtwerke", null)))
                .isEmpty();
        assertThatThrownBy(() -> DistinctLabels.Pair.of(new LabelId(TAG, 1), new LabelId(CORRESPONDENT, 2)))
                .hasMessage("labels of two kinds (TAG, CORRESPONDENT) cannot be one and the same.");
    }

    private static HeldOutScores.OfLabel on(long tag, long... documents) {
        double[] probability = new double[documents.length];
        Arrays.fill(probability, 0.9);
        boolean[] right = new boolean[documents.length];
        Arrays.fill(right, true);
        return new HeldOutScores.OfLabel(
                TAG, Long.toString(tag), documents.length, 0.5, 0.9, probability, right, documents);
    }

    @Test
    void tagsOnTheSameDocumentsAreAlikeUnlessOneIsNestedInTheOther() {
        List<HeldOutScores.OfLabel> scores =
                List.of(on(1, 10, 11, 12, 13, 14), on(2, 10, 11, 12, 13, 14, 15), on(3, 10, 11, 20, 21, 22));
        List<Label> flat = List.of(tag(1, "rent"), tag(2, "flat"), tag(3, "tax"));
        assertThat(Twins.find(flat, scores, Set.of()))
                .containsExactly(new Twins.Alike(new DistinctLabels.Pair(TAG, 1, 2), Twins.Why.DOCUMENTS, 5));
        List<Label> nested = List.of(tag(1, "rent"), label(TAG, 2, "flat", new LabelId(TAG, 1)), tag(3, "tax"));
        assertThat(Twins.find(nested, scores, Set.of())).isEmpty();
    }

    @Test
    void whatAPersonSaidToBeDifferentIsNotShownAgain() {
        List<Label> labels = List.of(tag(1, "Rechnung"), tag(2, "rechnung"));
        assertThat(Twins.find(labels, List.of(), Set.of(new DistinctLabels.Pair(TAG, 1, 2))))
                .isEmpty();
    }
}
