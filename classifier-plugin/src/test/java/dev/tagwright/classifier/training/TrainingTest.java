package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

    private static final LabelKind TAG = LabelKind.TAG;

    @Test
    void theDigestIsTheSameForAnyNumberOfThreadsAndAnyOrder() throws Exception {
        List<LabelledDocument> documents = Topics.documents(200, 1);
        List<LabelledDocument> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, new Random(5));
        Snapshot first = train(documents, settings(1, 1));
        assertThat(train(documents, settings(1, 1)).digest()).isEqualTo(first.digest());
        assertThat(train(documents, settings(1, 2)).digest()).isEqualTo(first.digest());
        assertThat(train(shuffled, settings(1, 2)).digest()).isEqualTo(first.digest());
        assertThat(train(documents, settings(2, 1)).digest()).isNotEqualTo(first.digest());
        assertThat(train(documents.subList(1, 200), settings(1, 1)).digest()).isNotEqualTo(first.digest());
    }

    @Test
    void whatWasLearnedIsFoundInOtherDocuments() throws Exception {
        Snapshot snapshot = train(Topics.documents(400, 1), settings(1, 2));
        int right = 0;
        int none = 0;
        List<LabelledDocument> others = Topics.documents(100, 2);
        for (LabelledDocument document : others) {
            List<ScoredLabel> decided = snapshot.classify(document.text()).stream()
                    .filter(label -> label.decision() != Decision.ABSTAIN)
                    .toList();
            Set<String> tags = new java.util.TreeSet<>();
            decided.stream().filter(label -> label.kind() == TAG).forEach(label -> tags.add(label.key()));
            right += tags.equals(document.labels().get(TAG)) ? 1 : 0;
            none += document.labels().get(TAG).isEmpty() && decided.isEmpty() ? 1 : 0;
            assertThat(decided.stream().filter(label -> label.kind() == LabelKind.CORRESPONDENT))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(snapshot.classify(document.text())).allMatch(l -> l.probability() >= 0 && l.probability() <= 1);
        }
        assertThat(right).isGreaterThanOrEqualTo(90);
        assertThat(none).isGreaterThanOrEqualTo(9);
    }

    @Test
    void partsOfAnExplanationAddUpToTheMarginAndStandInTheText() throws Exception {
        Snapshot snapshot = train(Topics.documents(200, 1), settings(1, 1));
        for (LabelledDocument document : Topics.documents(20, 3)) {
            for (SnapshotLabel label : snapshot.labels()) {
                Explanation explanation = snapshot.explain(document.text(), label.kind(), label.key());
                double sum = explanation.bias();
                for (Explanation.Part part : explanation.parts()) {
                    sum += part.weight();
                    assertThat(part.positions()).isNotEmpty();
                    for (Explanation.Position at : part.positions()) {
                        assertThat(document.text().substring(at.start(), at.end()))
                                .isEqualTo(part.text());
                    }
                }
                assertThat(sum).isCloseTo(explanation.margin(), within(1e-6));
            }
            for (ScoredLabel scored : snapshot.classify(document.text())) {
                Explanation explanation = snapshot.explain(document.text(), scored.kind(), scored.key());
                assertThat(explanation.threshold()).isEqualTo(scored.threshold());
                assertThat(explanation.probability()).isEqualTo(scored.probability());
            }
        }
    }

    @Test
    void aLabelThatIsNotKnownCannotBeExplained() throws Exception {
        Snapshot snapshot = train(Topics.documents(50, 1), settings(1, 1));
        assertThatThrownBy(() -> snapshot.explain("text", TAG, "unheard"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label (unheard) of kind (TAG) is not among those that were learned.");
    }

    @Test
    void theEvaluationCountsEveryDocumentOnce() throws Exception {
        Snapshot snapshot = train(Topics.documents(200, 1), settings(1, 1));
        assertThat(snapshot.evaluation().kinds())
                .extracting(Evaluation.OfKind::kind)
                .containsExactly(TAG, LabelKind.CORRESPONDENT);
        for (Evaluation.OfKind kind : snapshot.evaluation().kinds()) {
            assertThat(kind.documents()).isEqualTo(200);
            assertThat(kind.truePositives() + kind.falseNegatives()).isEqualTo(180);
            assertThat(kind.microF1()).isGreaterThan(0.9);
            assertThat(kind.appliedRightly()).isGreaterThanOrEqualTo((long) (0.95 * kind.applied()));
        }
        for (Evaluation.OfLabel label : snapshot.evaluation().labels()) {
            assertThat(label.f1()).isBetween(label.f1Low(), label.f1High());
            assertThat(label.truePositives() + label.falseNegatives()).isEqualTo(label.support());
        }
    }

    @Test
    void noDocumentIsNoTrainingData() {
        assertThatThrownBy(() -> train(List.of(), settings(1, 1)))
                .isInstanceOf(NoTrainingDataException.class)
                .hasMessage("No training data available.");
    }

    @Test
    void noLabelOnAnyDocumentIsNoTrainingData() {
        assertThatThrownBy(() -> train(List.of(tagged("1", "text"), tagged("2", "other")), settings(1, 1)))
                .isInstanceOf(NoTrainingDataException.class)
                .hasMessage("No training data available: none of the documents (2) carries a label.");
    }

    @Test
    void oneDocumentTrains() throws Exception {
        Snapshot snapshot = train(List.of(tagged("1", "some text", "a")), settings(1, 1));
        assertThat(snapshot.labels()).hasSize(1);
        assertThat(snapshot.classify("some text")).noneMatch(label -> label.decision() == Decision.APPLY);
    }

    @Test
    void documentsOfTheSameTextTrain() throws Exception {
        List<LabelledDocument> documents = IntStream.range(0, 40)
                .mapToObj(i -> tagged("d" + i, "the same text", i % 2 == 0 ? "a" : "b"))
                .toList();
        Snapshot snapshot = train(documents, settings(1, 2));
        // nothing can be told apart: nothing is sure
        assertThat(snapshot.classify("the same text")).noneMatch(label -> label.decision() == Decision.APPLY);
    }

    @Test
    void aLabelOnAllAndALabelOnOneTrainBesideAnotherOne() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            String topic = i % 2 == 0 ? "even" : "odd";
            documents.add(tagged(
                    "d" + i,
                    topic + "word noise" + random.nextInt(30) + " noise" + random.nextInt(30) + " " + topic + "term",
                    i == 7 ? new String[] {"all", topic, "single"} : new String[] {"all", topic}));
        }
        Snapshot snapshot = train(documents, settings(1, 2));
        assertThat(snapshot.labels()).extracting(SnapshotLabel::positives).containsExactly(60, 30, 30, 1);
        assertThat(decided(snapshot, "evenword evenword noise3 eventerm")).contains("all", "even");
        assertThat(applyThreshold(snapshot, "single")).isGreaterThan(1);
    }

    @Test
    void emptyTextsTrainAndNothingIsSaidOfThem() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>(Topics.documents(60, 1));
        for (int i = 0; i < 10; i++) {
            documents.add(tagged("empty" + i, i % 2 == 0 ? "" : "\u0000\u0001\ud800", "water"));
        }
        Snapshot snapshot = train(documents, settings(1, 1));
        assertThat(snapshot.classify("")).isEmpty();
        assertThat(snapshot.classify("\u0000 \ud800")).isEmpty();
    }

    @Test
    void mixedScriptsAndLoneSurrogatesTrain() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(tagged("j" + i, "請求書 第" + i + "号 東京電力 \udc00 ελληνικά", "電力"));
            documents.add(tagged("r" + i, "Счёт номер " + i + " за воду \u0000 تمت الفوترة", "вода"));
        }
        Snapshot snapshot = train(documents, settings(1, 2));
        assertThat(decided(snapshot, "東京電力 請求書")).containsExactly("電力");
        assertThat(decided(snapshot, "Счёт за воду")).containsExactly("вода");
    }

    @Test
    void fiftyMillionCharactersInOneDocumentTrain() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>(Topics.documents(40, 1));
        String text = "waterword1 ".repeat(5_000_000);
        documents.add(tagged("long", text, "water"));
        Snapshot snapshot = train(documents, settings(1, 1));
        assertThat(snapshot.provenance().documents()).isEqualTo(41);
        assertThat(snapshot.classify(text)).isNotNull();
    }

    @Test
    void theSameDocumentTwiceCountsOnceAndAnotherOneOfItsIdIsAnotherDocument() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>(Topics.documents(50, 1));
        String once = train(documents, settings(1, 1)).digest();
        documents.addAll(Topics.documents(50, 1));
        Snapshot twice = train(documents, settings(1, 1));
        assertThat(twice.digest()).isEqualTo(once);
        assertThat(twice.provenance().documents()).isEqualTo(50);
        documents.add(tagged("d0", "something else", "rent"));
        assertThat(train(documents, settings(1, 1)).provenance().documents()).isEqualTo(51);
    }

    @Test
    void aMaskedLabelCountsNeitherForNorAgainst() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            documents.add(tagged("w" + i, "waterword" + i % 3 + " waterterm", "water"));
            documents.add(tagged("p" + i, "powerword" + i % 3 + " powerterm", "power"));
            documents.add(new LabelledDocument(
                    "m" + i, "waterword" + i % 3 + " waterterm", Map.of(TAG, Set.of()), Map.of(TAG, Set.of("water"))));
        }
        assertThat(decided(train(documents, settings(1, 1)), "waterword1 waterterm"))
                .containsExactly("water");
        Evaluation.OfLabel water = train(documents, settings(1, 1)).evaluation().labels().stream()
                .filter(label -> label.key().equals("water"))
                .findFirst()
                .orElseThrow();
        assertThat(water.support()).isEqualTo(30);
        assertThat(water.falsePositives()).isZero();
    }

    @Test
    void aKindThatIsNotKnownOfADocumentIsLeftOutForIt() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>(Topics.documents(60, 1));
        documents.add(new LabelledDocument(
                "x", "waterword1 waterword2", Map.of(LabelKind.DOCUMENT_TYPE, Set.of("bill")), Map.of()));
        Snapshot snapshot = train(documents, settings(1, 1));
        assertThat(snapshot.evaluation().kinds())
                .extracting(Evaluation.OfKind::documents)
                .containsExactly(60, 60, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100, 400})
    void aTrainingStopsWhenItIsAskedTo(int after) {
        AtomicBoolean stop = new AtomicBoolean();
        int[] steps = {0};
        Progress stopLater = (phase, done, total) -> {
            if (++steps[0] > after) {
                stop.set(true);
            }
        };
        assertThatThrownBy(() -> {
                    Training training = new Training(settings(1, 2), stopLater, stop::get);
                    for (LabelledDocument document : Topics.documents(400, 1)) {
                        training.add(document);
                    }
                    training.finish();
                })
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessage("Training was stopped.");
    }

    @Test
    void twoLabelsOfASingleValuedKindAreRefused() {
        assertThatThrownBy(() ->
                        new LabelledDocument("7", "text", Map.of(LabelKind.CORRESPONDENT, Set.of("a", "b")), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels of kind (CORRESPONDENT) of document (7) are 2, at most one is expected");
    }

    @Test
    void settingsAreCheckedAndChangeTheirDigestButThreadsDoNot() {
        assertThatThrownBy(() -> settings(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads (0) must be from 1 to 1024.");
        assertThatThrownBy(() -> new TrainingSettings(1, 1, Map.of(TAG, 1.5), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("error budget of kind (TAG) is 1.5, it must lie between 0 and 1.");
        assertThat(settings(1, 1).digest()).isEqualTo(settings(1, 8).digest());
        assertThat(settings(2, 1).digest()).isNotEqualTo(settings(1, 1).digest());
        assertThat(new TrainingSettings(1, 1, Map.of(TAG, 0.01), Map.of()).digest())
                .isNotEqualTo(settings(1, 1).digest());
    }

    @Test
    void aSmallerBudgetAppliesLessAndAnOverrideOnlySuggests() throws Exception {
        List<LabelledDocument> documents = Topics.documents(400, 1);
        TrainingSettings never = new TrainingSettings(
                1, 1, Map.of(), Map.of(TAG, Map.of("water", new TrainingSettings.LabelPolicy(0, true))));
        assertThat(applyThreshold(train(documents, never), "water")).isGreaterThan(1);
        assertThat(applyThreshold(train(documents, never), "rent")).isLessThan(1);
        TrainingSettings strict = new TrainingSettings(1, 1, Map.of(TAG, 0.001), Map.of());
        assertThat(applyThreshold(train(documents, strict), "rent"))
                .isGreaterThan(applyThreshold(train(documents, settings(1, 1)), "rent"));
    }

    @Test
    void thresholdsThatAreSetTakeThePlaceOfThoseThatWereLearned() throws Exception {
        List<LabelledDocument> documents = Topics.documents(400, 1);
        TrainingSettings set = new TrainingSettings(
                1,
                1,
                Map.of(),
                Map.of(
                        TAG,
                        Map.of(
                                "water", new TrainingSettings.LabelPolicy(0, false, 0.9, 0.4),
                                "rent", new TrainingSettings.LabelPolicy(0, false, 0, 0.98))));
        assertThat(set.digest()).isNotEqualTo(settings(1, 1).digest());
        for (SnapshotLabel label : train(documents, set).labels()) {
            if (label.key().equals("water")) {
                assertThat(label.applyThreshold()).isEqualTo(0.9);
                assertThat(label.suggestThreshold()).isEqualTo(0.4);
            }
            if (label.key().equals("rent")) {
                assertThat(label.suggestThreshold()).isEqualTo(0.98);
                assertThat(label.applyThreshold()).isGreaterThanOrEqualTo(0.98);
            }
        }
    }

    private static double applyThreshold(Snapshot snapshot, String key) {
        return snapshot.labels().stream()
                .filter(label -> label.kind() == TAG && label.key().equals(key))
                .findFirst()
                .orElseThrow()
                .applyThreshold();
    }

    private static List<String> decided(Snapshot snapshot, String text) {
        return snapshot.classify(text).stream()
                .filter(label -> label.decision() != Decision.ABSTAIN)
                .map(ScoredLabel::key)
                .sorted()
                .toList();
    }

    private static LabelledDocument tagged(String id, String text, String... tags) {
        return new LabelledDocument(id, text, Map.of(TAG, Set.of(tags)), Map.of());
    }

    private static TrainingSettings settings(long seed, int threads) {
        return new TrainingSettings(seed, threads, Map.of(), Map.of());
    }

    private static Snapshot train(List<LabelledDocument> documents, TrainingSettings settings)
            throws NoTrainingDataException, TrainingStoppedException {
        Training training = new Training(settings, Progress.SILENT, () -> false);
        for (LabelledDocument document : documents) {
            training.add(document);
        }
        return training.finish();
    }
}
