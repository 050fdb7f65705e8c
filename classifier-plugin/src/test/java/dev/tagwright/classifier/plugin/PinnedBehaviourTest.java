package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.DOCUMENT_TYPE;
import static dev.tagwright.api.LabelKind.STORAGE_PATH;
import static dev.tagwright.api.LabelKind.TAG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users of Paperless-style systems are used to, by the numbers of the list of pinned behaviours. "Predicted" is
 * applied or suggested. Where the list has one document of a sort there are two here, alike but for a number and a word:
 * a word must occur in two documents to count, so nothing is learned from a single one.
 */
class PinnedBehaviourTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String PAPER = "a subscription invoice of the daily newspaper with delivery to your address";
    private static final String SCHOOL = "parents evening at the primary school with teachers of mathematics and music";

    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    /** Filed beside the one that is asked about. */
    private static final int OTHERS = 1;

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;

    @BeforeEach
    void start() {
        host = new TestHost(folder);
        plugin = new TagwrightPlugin();
        plugin.start(host);
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    @Test
    @DisplayName("1: no documents is an error that says so")
    void noDocuments() {
        host.autoTag("t1");
        assertThat(train().state()).isEqualTo(State.FAILED);
        assertThat(plugin.trainingStatus().message()).isEqualTo("No training data available.");
    }

    @Test
    @DisplayName("2: only inbox documents is the same error")
    void onlyInbox() {
        LabelId inbox = host.label(TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        host.document(RENT, inbox, host.autoTag("t1"));
        assertThat(train().message()).isEqualTo("No training data available.");
        assertThat(host.textsRead).hasValue(0);
    }

    @Test
    @DisplayName("3, 27: documents that carry no AUTO label train without an error and nothing is predicted")
    void noAutoLabelInUse() {
        host.autoTag("unused");
        DocumentId id = host.document(RENT, host.label(TAG, "any", MatchingAlgorithm.ANY));
        assertThat(train().state()).isEqualTo(State.SKIPPED);
        assertThat(plugin.trainingStatus().message())
                .isEqualTo("None of the documents (1) carries a label that is learned yet.");
        assertThat(predicted(id)).isEmpty();
    }

    @Test
    @DisplayName("4, 5, 6: only AUTO labels in use are learned; others and inbox tags never are")
    void onlyAutoLabels() {
        LabelId c1 = host.auto(CORRESPONDENT, "c1");
        LabelId c2 = host.label(CORRESPONDENT, "c2", MatchingAlgorithm.NONE);
        LabelId t1 = host.autoTag("t1");
        LabelId t2 = host.label(TAG, "t2", MatchingAlgorithm.ANY);
        LabelId t3 = host.autoTag("t3");
        LabelId inbox = host.label(TAG, "inbox", MatchingAlgorithm.AUTO, null, true);
        LabelId dt = host.auto(DOCUMENT_TYPE, "dt");
        host.autoTag("unused");
        DocumentId first = documents(RENT, c1, t1, dt);
        DocumentId second = documents(TAX, c2, t1, t2, t3);
        host.document(PAPER, inbox, t3);
        train();
        assertThat(plugin.trainingStatus().message()).startsWith("Learned 4 labels from 4 documents.");
        assertThat(predicted(first)).containsExactlyInAnyOrder(c1, t1, dt);
        assertThat(predicted(second)).containsExactlyInAnyOrder(t1, t3);
    }

    @Test
    @DisplayName("8, 12, 45: a second training without a change is skipped, also after a restart")
    void secondIsSkipped() {
        host.document(RENT, host.autoTag("t1"));
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        String digest = plugin.suggestionState();
        assertThat(train().state()).isEqualTo(State.SKIPPED);
        assertThat(plugin.trainingStatus().message()).isEqualTo("No updates since last training.");
        assertThat(plugin.suggestionState()).isEqualTo(digest);
        restart();
        assertThat(train().state()).isEqualTo(State.SKIPPED);
        assertThat(plugin.suggestionState()).isEqualTo(digest);
    }

    @Test
    @DisplayName("9: relabelling a document trains; so does editing (45), deleting and adding one")
    void changesTrain() {
        LabelId t1 = host.autoTag("t1");
        LabelId t2 = host.autoTag("t2");
        DocumentId id = documents(RENT, t1);
        DocumentId other = documents(TAX, t2);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        host.relabel(id, Origin.PERSON, t2);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        host.edit(id, RENT + " again");
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        host.delete(other);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        host.document(PAPER, t1);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(train().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    @DisplayName(
            "10: a label that becomes AUTO trains, though no document changed; so does a new one and a removed one")
    void labelsTrain() {
        LabelId any = host.label(TAG, "any", MatchingAlgorithm.ANY);
        host.document(RENT, host.autoTag("t1"), any);
        train();
        host.matching(any, MatchingAlgorithm.AUTO);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        host.autoTag("new and unused");
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        host.matching(any, MatchingAlgorithm.NONE);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(train().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    @DisplayName("13: after a restart the same is predicted")
    void predictsTheSameAfterARestart() {
        LabelId t1 = host.autoTag("t1");
        DocumentId id = documents(RENT, t1);
        documents(TAX);
        train();
        List<Suggestion> before = plugin.suggest(id, Caller.HOST).suggestions();
        restart();
        assertThat(plugin.suggest(id, Caller.HOST).suggestions())
                .isEqualTo(before)
                .isNotEmpty();
    }

    @Test
    @DisplayName("20: one correspondent on one document is predicted for it")
    void oneCorrespondent() {
        oneOfKind(CORRESPONDENT);
    }

    @Test
    @DisplayName("21: one correspondent and a document without is predicted for the first only")
    void oneCorrespondentAndNone() {
        oneOfKindAndNone(CORRESPONDENT, OTHERS);
    }

    @Test
    @DisplayName("22: one document type on one document is predicted for it")
    void oneType() {
        oneOfKind(DOCUMENT_TYPE);
    }

    @Test
    @DisplayName("23: one document type and a document without is predicted for the first only")
    void oneTypeAndNone() {
        oneOfKindAndNone(DOCUMENT_TYPE, OTHERS);
    }

    @Test
    @DisplayName("24: one storage path on one document is predicted for it")
    void onePath() {
        oneOfKind(STORAGE_PATH);
    }

    @Test
    @DisplayName("25: one storage path and a document without is predicted for the first only")
    void onePathAndNone() {
        oneOfKindAndNone(STORAGE_PATH, OTHERS);
    }

    @Test
    @DisplayName("26: one AUTO tag on one document is predicted for it")
    void oneTag() {
        oneOfKind(TAG);
    }

    @Test
    @DisplayName("28: two tags on the only document are both predicted")
    void twoTags() {
        LabelId t1 = host.autoTag("t1");
        LabelId t2 = host.autoTag("t2");
        DocumentId id = documents(RENT, t1, t2);
        train();
        assertThat(predicted(id)).containsExactlyInAnyOrder(t1, t2);
    }

    @Test
    @DisplayName("29: four documents with the tags {1}, {2}, {}, {1, 2} get exactly these")
    void fourDocuments() {
        LabelId t1 = host.autoTag("t1");
        LabelId t2 = host.autoTag("t2");
        DocumentId a = documents(RENT, t1);
        DocumentId b = documents(TAX, t2);
        DocumentId c = documents(PAPER);
        DocumentId d = documents(SCHOOL, t1, t2);
        train();
        assertThat(predicted(a)).containsExactly(t1);
        assertThat(predicted(b)).containsExactly(t2);
        assertThat(predicted(c)).isEmpty();
        assertThat(predicted(d)).containsExactlyInAnyOrder(t1, t2);
    }

    @Test
    @DisplayName("30: one tag on both documents is predicted for both")
    void oneTagOnBoth() {
        LabelId t1 = host.autoTag("t1");
        DocumentId a = documents(RENT, t1);
        DocumentId b = documents(TAX, t1);
        train();
        assertThat(predicted(a)).containsExactly(t1);
        assertThat(predicted(b)).containsExactly(t1);
    }

    @Test
    @DisplayName("31: one tag, one document with it and one without")
    void oneTagAndNone() {
        // whether a tag is on every document or only on these takes more than four to tell
        oneOfKindAndNone(TAG, 11);
    }

    @Test
    @DisplayName("41: without AUTO labels nothing is read and nothing is trained")
    void noAutoLabels() {
        host.document(RENT, host.label(TAG, "any", MatchingAlgorithm.ANY));
        assertThat(train().state()).isEqualTo(State.SKIPPED);
        assertThat(plugin.trainingStatus().message()).isEqualTo("No automatic matching items, not training.");
        assertThat(host.textsRead).hasValue(0);
    }

    @Test
    @DisplayName("42, 43, 44: an AUTO label of any kind but no documents is an error and nothing is kept")
    void labelsButNoDocuments() {
        for (LabelKind kind : List.of(TAG, DOCUMENT_TYPE, CORRESPONDENT)) {
            LabelId label = host.auto(kind, "x");
            assertThat(train().message()).isEqualTo("No training data available.");
            host.deleteLabel(label);
        }
        assertThat(plugin.suggestionState()).isNotEmpty();
        assertThat(plugin.health().parts().get(0).message())
                .isEqualTo("Nothing was learned yet, so nothing is suggested. File some documents and train.");
    }

    @Test
    @DisplayName("47, 48, 49: health tells a good training from none yet and from one that failed, with its message")
    void healthOfTraining() {
        host.autoTag("t1");
        assertThat(training()).isEqualTo(new Health.Part("training", Health.State.UP, "There was no training yet."));
        train();
        assertThat(training())
                .isEqualTo(new Health.Part("training", Health.State.DEGRADED, "No training data available."));
        documents(RENT, host.autoTag("t2"));
        train();
        assertThat(training().state()).isEqualTo(Health.State.UP);
        assertThat(training().message()).startsWith("Learned 1 label from 2 documents.");
    }

    @Test
    @DisplayName("52, 32: without a snapshot every list is empty")
    void emptyWithoutSnapshot() {
        assertThat(predicted(host.document(RENT))).isEmpty();
    }

    @Test
    @DisplayName("53: a document that is not there, or that the caller may not view, gets no suggestions")
    void unknownDocument() {
        DocumentId id = documents(RENT, host.autoTag("t1"));
        train();
        assertThat(plugin.suggest(new DocumentId(999), Caller.HOST).silence()).isEqualTo("There is no such document.");
        assertThat(plugin.suggest(id, new Caller("stranger")).silence()).isEqualTo("There is no such document.");
        assertThat(plugin.suggest(id, new Caller("anna")).suggestions()).isNotEmpty();
    }

    @Test
    @DisplayName("56: what a cached answer depends on changes with the snapshot and with the AUTO labels")
    void stateForCaches() {
        LabelId t1 = host.autoTag("t1");
        host.document(RENT, t1);
        String none = plugin.suggestionState();
        train();
        String trained = plugin.suggestionState();
        assertThat(trained).isNotEqualTo(none).isEqualTo(plugin.suggestionState());
        host.matching(t1, MatchingAlgorithm.NONE);
        assertThat(plugin.suggestionState()).isNotEqualTo(trained);
    }

    private void oneOfKind(LabelKind kind) {
        LabelId label = host.auto(kind, "only");
        DocumentId id = documents(RENT, label);
        train();
        assertThat(predicted(id)).containsExactly(label);
    }

    private void oneOfKindAndNone(LabelKind kind, int others) {
        LabelId label = host.auto(kind, "only");
        DocumentId with = documents(others, RENT, label);
        DocumentId without = documents(others, TAX);
        train();
        assertThat(predicted(with)).containsExactly(label);
        assertThat(predicted(without)).isEmpty();
    }

    private DocumentId documents(String text, LabelId... labels) {
        return documents(OTHERS, text, labels);
    }

    /** Files one document and others that are nearly the same; returns the one. */
    private DocumentId documents(int others, String text, LabelId... labels) {
        for (int number = 1; number <= others; number++) {
            host.document(text + " " + number + " " + WORDS[number % WORDS.length], labels);
        }
        return host.document(text, labels);
    }

    private Health.Part training() {
        return plugin.health().parts().stream()
                .filter(part -> part.name().equals("training"))
                .findFirst()
                .orElseThrow();
    }

    private void restart() {
        plugin.close();
        plugin = new TagwrightPlugin();
        plugin.start(host);
    }

    private TrainingStatus train() {
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        return plugin.trainingStatus();
    }

    private Set<LabelId> predicted(DocumentId id) {
        return plugin.suggest(id, Caller.HOST).suggestions().stream()
                .map(Suggestion::label)
                .collect(Collectors.toSet());
    }
}
