package dev.tagwright.classifier.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prototypes and similarities in two dimensions, counted by hand. */
class RouteTableTest {

    private static final RouteSettings MEANING_ONLY = new RouteSettings(0.14, 0.05, 0.15, 4, 0, 0.05);
    private static final RouteSettings WORDS_ONLY = new RouteSettings(0.14, 0.05, 0.15, 4, 1, 0.05);
    private static final Tokens NO_WORDS = Tokenizer.tokenize("");
    private static final float[] EAST = {1, 0};
    private static final float[] NORTH = {0, 1};

    private static RouteTable eastAndNorth(RouteSettings settings, List<float[]> documentsOfEast) {
        return RouteTable.builder(settings, Centre.unknown(2), List.of())
                .add(List.of("invoice"), List.of(EAST), documentsOfEast)
                .add(List.of("contract"), List.of(NORTH), List.of())
                .build();
    }

    @Test
    void whatLabelsHaveInCommonIsTakenAway() {
        // common = (1 1) / (2 + 1), so east becomes (2/3 -1/3) and north (-1/3 2/3), of length 1 after
        float[] similarity = eastAndNorth(MEANING_ONLY, List.of()).similarities(EAST, NO_WORDS);
        assertThat(similarity[0]).isCloseTo((float) (2 / Math.sqrt(5)), within(1e-6f));
        assertThat(similarity[1]).isCloseTo((float) (-1 / Math.sqrt(5)), within(1e-6f));
    }

    @Test
    void aLabelThatStandsAloneKeepsItsDirection() {
        RouteTable one = RouteTable.builder(MEANING_ONLY, Centre.unknown(2), List.of())
                .add(List.of("invoice"), List.of(EAST), List.of())
                .build();
        assertThat(one.similarities(EAST, NO_WORDS)[0]).isCloseTo(1, within(1e-6f));
        Ranking ranking = one.rank(EAST, NO_WORDS);
        assertThat(ranking.margin()).isCloseTo(1, within(1e-6));
        assertThat(ranking.clearness()).isEqualTo(Clearness.CLEAR);
    }

    @Test
    void examplesMoveAPrototypeByTheirNumber() {
        RouteSettings patient = MEANING_ONLY;
        // four documents weigh as much as the descriptions: half of (2 -1)/sqrt(5) and half of (0 1), then of length 1
        RouteTable table = eastAndNorth(patient, List.of(NORTH, NORTH, NORTH, NORTH));
        double x = 2 / Math.sqrt(5);
        double y = 1 - 1 / Math.sqrt(5);
        assertThat(table.similarities(NORTH, NO_WORDS)[0]).isCloseTo((float) (y / Math.hypot(x, y)), within(1e-6f));
        assertThat(eastAndNorth(patient, List.of()).similarities(NORTH, NO_WORDS)[0])
                .isLessThan(eastAndNorth(patient, List.of(NORTH)).similarities(NORTH, NO_WORDS)[0]);
    }

    @Test
    void wordsCountTheMoreTheFewerLabelsHaveThem() {
        RouteTable table = RouteTable.builder(WORDS_ONLY, Centre.unknown(0), List.of())
                .add(List.of("bill with total"), List.of(), List.of())
                .add(List.of("deed with seal"), List.of(), List.of())
                .build();
        float[] similarity = table.similarities(new float[0], Tokenizer.tokenize("this deed has a total and a seal"));
        // deed, seal against total: each with pieces " deed", "deed ", " seal", "seal ", " tota", "total", "otal "
        double own = Math.log(3);
        double shared = Math.log(1.5);
        // bill: bill + 2 pieces, with + 2 pieces (shared), total (word and piece are one part, twice) + 2 pieces
        double twice = (1 + Math.log(2)) * own;
        double bill = Math.sqrt(3 * own * own + 3 * shared * shared + twice * twice + 2 * own * own);
        double deed = Math.sqrt(6 * own * own + 3 * shared * shared);
        double document = Math.sqrt(6 * own * own + twice * twice + 2 * own * own + 50);
        assertThat(similarity[0]).isCloseTo((float) ((twice * twice + 2 * own * own) / bill / document), within(1e-6f));
        assertThat(similarity[1]).isCloseTo((float) (6 * own * own / deed / document), within(1e-6f));
    }

    @Test
    void aDocumentWithoutVectorIsRankedByItsWords() {
        RouteTable table = eastAndNorth(RouteSettings.defaults(false), List.of());
        Ranking ranking = table.rank(new float[2], Tokenizer.tokenize("a contract about contracts"));
        assertThat(ranking.all().get(0).route()).isEqualTo(1);
        assertThat(ranking.all().get(0).similarity()).isPositive();
        assertThat(ranking.all().get(1).similarity()).isZero();
    }

    @Test
    void theMarginToTheSecondSaysHowClearItIs() {
        RouteTable table = eastAndNorth(MEANING_ONLY, List.of());
        assertThat(table.rank(EAST, NO_WORDS).clearness()).isEqualTo(Clearness.CLEAR);
        float[] between = {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)};
        Ranking tie = table.rank(between, NO_WORDS);
        assertThat(tie.margin()).isCloseTo(0, within(1e-6));
        assertThat(tie.clearness()).isEqualTo(Clearness.NEAR_TIE);
        assertThat(tie.all()).extracting(Ranking.Scored::route).containsExactly(0, 1);
        double angle = Math.PI / 4 - 0.05;
        Ranking watched = table.rank(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}, NO_WORDS);
        assertThat(watched.margin()).isBetween(0.05, 0.15);
        assertThat(watched.clearness()).isEqualTo(Clearness.MODERATE);
    }

    @Test
    void belowTheThresholdNoneIsMoreProbableThanAnyLabel() {
        RouteTable table = eastAndNorth(MEANING_ONLY, List.of());
        Ranking far = table.rank(new float[] {-1, 0}, NO_WORDS);
        assertThat(far.all().get(0).similarity()).isCloseTo(1 / Math.sqrt(5), within(1e-6));
        RouteTable strict = eastAndNorth(MEANING_ONLY.withThreshold(0.5), List.of());
        Ranking unknown = strict.rank(new float[] {-1, 0}, NO_WORDS);
        assertThat(unknown.clearness()).isEqualTo(Clearness.UNKNOWN);
        assertThat(unknown.all().get(0).probability()).isLessThan(0.5);
        // one label at the threshold, the other far below: as probable as none
        assertThat(strict.alone(0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(strict.alone(0.55)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    }

    @Test
    void probabilitiesAreThoseOfAChoiceAmongTheLabelsAndNone() {
        RouteTable table = eastAndNorth(MEANING_ONLY, List.of());
        Ranking ranking = table.rank(EAST, NO_WORDS);
        double first = Math.exp(2 / Math.sqrt(5) / 0.05);
        double second = Math.exp(-1 / Math.sqrt(5) / 0.05);
        double none = Math.exp(0.14 / 0.05);
        assertThat(ranking.all().get(0).probability()).isCloseTo(first / (first + second + none), within(1e-6));
    }

    @Test
    void withoutLabelsNothingIsKnown() {
        Ranking nothing = RouteTable.builder(RouteSettings.defaults(false), Centre.unknown(2), List.of())
                .build()
                .rank(EAST, NO_WORDS);
        assertThat(nothing.all()).isEmpty();
        assertThat(nothing.clearness()).isEqualTo(Clearness.UNKNOWN);
    }

    @Test
    void theCentreIsTheMeanOfManyDocumentsAndNothingOfNone() {
        assertThat(Centre.of(List.of(), List.of(), 2).without(EAST)).containsExactly(1, 0);
        Centre centre = Centre.of(Collections.nCopies(20, EAST), List.of(), 2);
        // half of (1 0) is common: (0 1) without it is (-1/2 1)
        assertThat(centre.without(NORTH)[0]).isCloseTo((float) (-1 / Math.sqrt(5)), within(1e-6f));
        assertThat(centre.without(new float[2])).containsExactly(0, 0);
        // before there are documents, the commonplaces are what is in common
        assertThat(Centre.of(List.of(), List.of(EAST), 2).without(NORTH)[0])
                .isCloseTo((float) -Math.sqrt(0.5), within(1e-6f));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> eastAndNorth(MEANING_ONLY, List.of()).similarities(new float[3], NO_WORDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vector has 3 numbers, expected are 2.");
        assertThatThrownBy(() -> RouteTable.builder(MEANING_ONLY, Centre.unknown(2), List.of())
                        .add(List.of("a", "b"), List.of(EAST), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label has 2 sentences and 1 vectors, as many are expected.");
        assertThatThrownBy(() -> new RouteSettings(0.14, 0.2, 0.15, 4, 0, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clear margin of routes (0.15) must be from the near-tie margin to 2.");
    }
}
