package dev.tagwright.classifier.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FeatureBuilderTest {

    private static final List<String> TEXTS = List.of(
            "red fox", "red fox red", "blue fox", "red car zz", "blue sky", "one", "two", "three", "four", "six");

    @Test
    void weightsAreWhatAHandCountGives() {
        // every piece of these words ("_red_" and so on) is in two to four of ten documents; those in more than two
        // drop
        FeatureBuilder.Built built = build(TEXTS, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        FeatureSpace.Parts parts = built.space().parts();
        // in two documents or more: blue, fox, red, and the pair red fox; of pieces " blue", "blue " in two of ten
        assertThat(new String(parts.characters())).isEqualTo("bluefoxred");
        assertThat(parts.wordEnd()).containsExactly(4, 7, 10);
        assertThat(parts.pairStart()).containsExactly(0, 0, 0, 1);
        assertThat(parts.pairSecond()).containsExactly(1);
        assertThat(parts.piece()).hasSize(2);
        assertThat(parts.documentFrequency()).containsExactly(2, 3, 3, 2, 2, 2);

        double fox = 1 + Math.log(11.0 / 4);
        double redTwice = (1 + Math.log(2)) * fox;
        double pair = 1 + Math.log(11.0 / 3);
        double length = Math.sqrt(fox * fox + redTwice * redTwice + pair * pair);
        SparseVector second = built.space().vector(Tokenizer.tokenize("red fox red"));
        assertThat(second.feature()).containsExactly(1, 2, 3);
        assertThat((double) second.value()[0]).isCloseTo(fox / length, within(1e-6));
        assertThat((double) second.value()[1]).isCloseTo(redTwice / length, within(1e-6));
        assertThat((double) second.value()[2]).isCloseTo(pair / length, within(1e-6));

        // words and pieces weigh the same together: each side has half of the square
        SparseVector blue = built.space().vector(Tokenizer.tokenize("blue"));
        assertThat(blue.feature()).containsExactly(0, 4, 5);
        assertThat((double) blue.value()[0]).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat((double) blue.value()[1]).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aRowIsTheVectorOfItsDocument() {
        FeatureBuilder.Built built = build(TEXTS, 3, 1, 0, 2, 4, 5, 6, 7, 8, 9);
        CsrMatrix matrix = built.matrix();
        SparseVector vector = built.space().vector(Tokenizer.tokenize(TEXTS.get(1)));
        int from = matrix.rowStart()[1];
        int to = matrix.rowStart()[2];
        assertThat(Arrays.copyOfRange(matrix.column(), from, to)).isEqualTo(vector.feature());
        assertThat(Arrays.copyOfRange(matrix.value(), from, to)).isEqualTo(vector.value());
    }

    @Test
    void theOrderInWhichDocumentsComeDoesNotMatter() {
        FeatureBuilder.Built forward = build(TEXTS, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        List<String> turned = Arrays.asList(TEXTS.toArray(String[]::new));
        java.util.Collections.reverse(turned);
        FeatureBuilder.Built backward = build(turned, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        assertThat(backward.matrix().column()).isEqualTo(forward.matrix().column());
        assertThat(backward.matrix().value()).isEqualTo(forward.matrix().value());
        assertThat(backward.space().parts().documentFrequency())
                .isEqualTo(forward.space().parts().documentFrequency());
        assertThat(backward.space().parts().piece())
                .isEqualTo(forward.space().parts().piece());
    }

    @Test
    void documentsThatAreLeftOutOfTheOrderDoNotCount() {
        FeatureBuilder.Built built = build(TEXTS, 0, 1);
        assertThat(built.space().parts().documents()).isEqualTo(2);
        assertThat(new String(built.space().parts().characters())).isEqualTo("foxred");
        assertThat(built.matrix().rows()).isEqualTo(2);
    }

    @Test
    void textWithoutKnownFeaturesGivesAnEmptyVector() {
        FeatureSpace space = build(TEXTS, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9).space();
        assertThat(space.vector(Tokenizer.tokenize("unheard of")).size()).isZero();
        assertThat(space.vector(Tokenizer.tokenize("")).size()).isZero();
    }

    @Test
    void buildingStopsWhenItIsAskedTo() {
        FeatureBuilder builder = new FeatureBuilder(() -> true);
        builder.add(Tokenizer.tokenize("red fox"));
        assertThatThrownBy(() -> builder.build(new int[] {0})).isInstanceOf(CancellationException.class);
    }

    private static FeatureBuilder.Built build(List<String> texts, int... order) {
        FeatureBuilder builder = new FeatureBuilder(() -> false);
        for (String text : texts) {
            builder.add(Tokenizer.tokenize(text));
        }
        return builder.build(order);
    }
}
