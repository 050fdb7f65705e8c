package dev.tagwright.classifier.training;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.DOCUMENT_TYPE;
import static dev.tagwright.api.LabelKind.TAG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingSetTest {

    private static final LabelId TAG_1 = new LabelId(TAG, 1);
    private static final LabelId TAG_2 = new LabelId(TAG, 2);
    private static final LabelId NOT_AUTO_TAG = new LabelId(TAG, 9);
    private static final LabelId SENDER = new LabelId(CORRESPONDENT, 1);
    private static final LabelId NOT_AUTO_SENDER = new LabelId(CORRESPONDENT, 9);

    private final TrainingSet set = new TrainingSet(
            Map.of(TAG, List.of(1L, 2L), CORRESPONDENT, List.of(1L), DOCUMENT_TYPE, List.of()), Judgements.NONE);

    @Test
    void onlyAutoLabelsCountAndAKindWithoutAutoLabelsIsNotLearned() {
        LabelledDocument document =
                of(Map.of(TAG_1, Origin.PERSON, NOT_AUTO_TAG, Origin.PERSON, NOT_AUTO_SENDER, Origin.RULE));
        assertThat(document.labels()).isEqualTo(Map.of(TAG, Set.of("1"), CORRESPONDENT, Set.of()));
        assertThat(document.masked()).isEmpty();
        assertThat(document.id()).isEqualTo("5");
    }

    @Test
    void aTagThatThePluginPutOnCountsNeitherForNorAgainst() {
        LabelledDocument document = of(Map.of(TAG_1, Origin.PLUGIN, TAG_2, Origin.PERSON));
        assertThat(document.labels()).isEqualTo(Map.of(TAG, Set.of("2"), CORRESPONDENT, Set.of()));
        assertThat(document.masked()).isEqualTo(Map.of(TAG, Set.of("1")));
    }

    @Test
    void aSingleValuedKindThatThePluginFilledIsNotKnownForTheDocument() {
        LabelledDocument document = of(Map.of(SENDER, Origin.PLUGIN, TAG_2, Origin.PERSON));
        assertThat(document.labels()).isEqualTo(Map.of(TAG, Set.of("2")));
        LabelledDocument other = of(Map.of(NOT_AUTO_SENDER, Origin.PLUGIN, TAG_2, Origin.PERSON));
        assertThat(other.labels()).isEqualTo(Map.of(TAG, Set.of("2")));
    }

    @Test
    void aDocumentOnWhichOnlyThePluginPutLabelsIsLeftOutButOneWithoutAnyIsNot() {
        assertThat(set.of(document("text", Map.of(TAG_1, Origin.PLUGIN, SENDER, Origin.PLUGIN), false)))
                .isEmpty();
        assertThat(of(Map.of()).labels()).isEqualTo(Map.of(TAG, Set.of(), CORRESPONDENT, Set.of()));
    }

    @Test
    void aDocumentThatIsNeverClassifiedIsStillLearnedFrom() {
        assertThat(set.of(document("text", Map.of(TAG_1, Origin.PERSON), true))).isPresent();
    }

    @Test
    void aDocumentWithoutTextTeachesNothing() {
        assertThat(set.of(document(" \n\f", Map.of(TAG_1, Origin.PERSON), false)))
                .isEmpty();
    }

    private LabelledDocument of(Map<LabelId, Origin> carried) {
        return set.of(document("some text", carried, false)).orElseThrow();
    }

    private static HostDocument document(String text, Map<LabelId, Origin> carried, boolean never) {
        return new HostDocument(new DocumentId(5), 1, text, carried, never);
    }
}
