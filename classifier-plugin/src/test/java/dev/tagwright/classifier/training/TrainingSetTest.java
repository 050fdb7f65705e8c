package dev.tagwright.classifier.training;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.DOCUMENT_TYPE;
import static dev.tagwright.api.LabelKind.TAG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static final DocumentId ID = new DocumentId(5);

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
    void whatWasUndoneCountsNeitherForNorAgainstUntilAPersonSaysSomething() {
        UndoneLabels undone = new UndoneLabels.Builder()
                .add(ID, TAG_1)
                .add(ID, SENDER)
                .add(new DocumentId(7), TAG_2)
                .build();
        TrainingSet after = afterUndo(Map.of(), undone);
        LabelledDocument byPeople =
                after.of(document("text", Map.of(TAG_2, Origin.PERSON), false)).orElseThrow();
        assertThat(byPeople.labels()).isEqualTo(Map.of(TAG, Set.of("2")));
        assertThat(byPeople.masked()).isEqualTo(Map.of(TAG, Set.of("1")));
        LabelledDocument putBack = after.of(
                        document("text", Map.of(TAG_1, Origin.PERSON, NOT_AUTO_SENDER, Origin.PERSON), false))
                .orElseThrow();
        assertThat(putBack.labels()).isEqualTo(Map.of(TAG, Set.of("1"), CORRESPONDENT, Set.of()));
        assertThat(putBack.masked()).isEmpty();
        assertThat(after.of(document("text", Map.of(), false)))
                .as("nobody but the plugin ever said anything of it")
                .isEmpty();
        TrainingSet refused = afterUndo(Map.of(ID, Map.of(TAG_1, false, SENDER, false)), undone);
        LabelledDocument judged = refused.of(document("text", Map.of(TAG_2, Origin.PERSON), false))
                .orElseThrow();
        assertThat(judged.masked()).isEmpty();
        assertThat(judged.labels()).isEqualTo(Map.of(TAG, Set.of("2")));
        assertThat(judged.judged()).isEqualTo(Map.of(CORRESPONDENT, Map.of("1", false)));
    }

    private static TrainingSet afterUndo(Map<DocumentId, Map<LabelId, Boolean>> judged, UndoneLabels undone) {
        return new TrainingSet(
                Map.of(TAG, List.of(1L, 2L), CORRESPONDENT, List.of(1L)), new Judgements(judged, undone));
    }

    @Test
    void undoneLabelsAreTakenInTheOrderOfTheDocuments() {
        UndoneLabels.Builder builder = new UndoneLabels.Builder().add(new DocumentId(7), TAG_2);
        assertThatThrownBy(() -> builder.add(ID, TAG_1))
                .hasMessage("document 5 comes after 7; expected: in the order of their numbers.");
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
        return new HostDocument(ID, 1, text, carried, never);
    }
}
