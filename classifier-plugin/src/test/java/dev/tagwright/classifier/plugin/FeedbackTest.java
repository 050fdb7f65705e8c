package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Feedback.Verdict;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say about labels, and what comes of it. */
class FeedbackTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String UNLIKE = " of the revenue office for the calendar year asks payment";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;
    private LabelId inbox;
    private LabelId rent;
    private LabelId landlord;
    private LabelId office;

    @BeforeEach
    void start() {
        host = new TestHost(folder);
        inbox = host.label(LabelKind.TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        rent = host.autoTag("rent");
        landlord = host.auto(CORRESPONDENT, "landlord");
        office = host.auto(CORRESPONDENT, "office");
        for (int number = 1; number <= 40; number++) {
            host.document(RENT + " " + number + " " + WORDS[number % WORDS.length], rent, landlord);
            host.document(TAX + " " + number + " " + WORDS[number % WORDS.length], office);
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
        train();
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private void train() {
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        assertThat(plugin.trainingStatus().state()).isEqualTo(State.PROMOTED);
    }

    private List<LabelId> suggested(DocumentId id) {
        return plugin.suggest(id, Caller.HOST).suggestions().stream()
                .map(Suggestion::label)
                .toList();
    }

    private static Feedback rejected(DocumentId id, LabelId label, Instant at) {
        return new Feedback(id, label, Verdict.REJECTED, null, "anna", at);
    }

    @Test
    void aRejectedLabelIsNeverSuggestedOrAppliedAgainOnThatDocumentAlsoAfterTheNextTraining() {
        DocumentId id = host.document(RENT + " for march", inbox);
        assertThat(suggested(id)).contains(rent, landlord);
        plugin.feedback(List.of(rejected(id, rent, NOW)));
        assertThat(suggested(id)).doesNotContain(rent).contains(landlord);
        plugin.decide(id);
        assertThat(host.look(id).labels()).doesNotContainKey(rent).containsKey(landlord);
        train();
        assertThat(suggested(id)).doesNotContain(rent);
    }

    @Test
    void aRejectionThatIsTakenBackCountsNoMore() {
        DocumentId id = host.document(RENT + " for march", inbox);
        plugin.feedback(List.of(rejected(id, rent, NOW)));
        assertThat(suggested(id)).doesNotContain(rent);
        plugin.feedback(List.of(new Feedback(id, rent, Verdict.REVOKED, null, "anna", NOW.plusSeconds(5))));
        assertThat(suggested(id)).contains(rent);
        train();
        assertThat(suggested(id)).contains(rent);
    }

    @Test
    void aRejectionThatComesLateDoesNotUndoWhatWasSaidAfterIt() {
        DocumentId id = host.document(RENT + " for march", inbox);
        Feedback rejected = rejected(id, rent, NOW);
        Feedback accepted = new Feedback(id, rent, Verdict.ACCEPTED, null, "bert", NOW.plusSeconds(5));
        plugin.feedback(List.of(accepted, rejected, accepted, rejected));
        assertThat(suggested(id)).contains(rent);
        plugin.feedback(List.of(rejected(id, rent, NOW.plusSeconds(6))));
        assertThat(suggested(id)).doesNotContain(rent);
        plugin.feedback(List.of(accepted, rejected));
        assertThat(suggested(id)).doesNotContain(rent);
    }

    private double probability(DocumentId id, LabelId label) {
        return plugin.suggest(id, Caller.HOST).suggestions().stream()
                .filter(suggestion -> suggestion.label().equals(label))
                .mapToDouble(Suggestion::probability)
                .findFirst()
                .orElse(0);
    }

    private static double odds(double probability) {
        return probability / (1 - probability);
    }

    private String snapshot(DocumentId id) {
        return plugin.suggest(id, Caller.HOST).snapshot();
    }

    @Test
    void oneRejectionChangesWhatIsThoughtOfANearCopyAtOnce() {
        DocumentId id = host.document(RENT + UNLIKE + " monday", inbox);
        DocumentId copy = host.document(RENT + UNLIKE + " blue", inbox);
        String before = snapshot(copy);
        double thought = probability(copy, rent);
        assertThat(thought).isGreaterThan(0.5);
        plugin.feedback(List.of(rejected(id, rent, NOW)));
        Wait.until("it is learned", () -> !snapshot(copy).equals(before));
        assertThat(odds(probability(copy, rent))).isLessThan(odds(thought) / 5);
    }

    @Test
    void theFirstFeedbackAfterAStartFindsTheDocumentsReadyAndReadsNoneOfThemAgain() {
        DocumentId id = host.document(RENT + UNLIKE + " monday", inbox);
        plugin.close();
        host.settings.put("feedback.ahead", "true");
        host.settings.put("training.start-delay", "PT0S");
        host.passes.set(0);
        host.textsRead.set(0);
        plugin = new TagwrightPlugin();
        plugin.start(host);
        Wait.until("the documents were read", () -> host.textsRead.get() >= 80);
        assertThat(host.passes).hasValue(1);
        String before = snapshot(id);
        host.textsRead.set(0);
        plugin.feedback(List.of(rejected(id, rent, NOW)));
        Wait.until("it is learned", () -> !snapshot(id).equals(before));
        assertThat(host.passes).hasValue(1);
        // the one that the feedback is about, by those who ask and the one who learns
        assertThat(host.textsRead.get()).isLessThan(80);
    }

    @Test
    void afterMuchFeedbackAWholeTrainingFollowsByItself() {
        String run = plugin.trainingStatus().run();
        List<Feedback> said = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            DocumentId id = host.document(RENT + UNLIKE + " " + number, inbox);
            said.add(rejected(id, rent, NOW));
        }
        plugin.feedback(said.subList(0, 49));
        plugin.feedback(said.subList(49, 50));
        Wait.until(
                "a training ends",
                () -> !plugin.trainingStatus().run().equals(run)
                        && plugin.trainingStatus().state() != State.RUNNING);
        assertThat(plugin.trainingStatus().message()).contains("130 documents");
    }

    @Test
    void aLabelThatIsNewSinceTheTrainingIsSuggestedAfterOneDocumentWasAccepted() {
        LabelId garage = host.autoTag("garage");
        DocumentId id = host.document("the garage key was handed over with a deposit and a garage contract", inbox);
        DocumentId like = host.document("another garage contract with a deposit for the garage key", inbox);
        assertThat(suggested(like)).doesNotContain(garage);
        host.carry(id, Map.of(inbox, Origin.PERSON, garage, Origin.PERSON));
        String before = snapshot(like);
        plugin.feedback(List.of(new Feedback(id, garage, Verdict.ACCEPTED, null, "anna", NOW)));
        Wait.until("it is learned", () -> !snapshot(like).equals(before));
        assertThat(suggested(like)).contains(garage);
    }

    @Test
    void whatWasLearnedAtOnceSurvivesARestartAndTheNextTrainingKnowsIt() {
        DocumentId id = host.document(RENT + UNLIKE + " monday", inbox);
        DocumentId copy = host.document(RENT + UNLIKE + " blue", inbox);
        String before = snapshot(copy);
        double first = probability(copy, rent);
        plugin.feedback(List.of(rejected(id, rent, NOW)));
        Wait.until("it is learned", () -> !snapshot(copy).equals(before));
        String learned = snapshot(copy);
        double thought = probability(copy, rent);
        plugin.close();
        plugin = new TagwrightPlugin();
        plugin.start(host);
        Wait.until("what was learned serves again", () -> snapshot(copy).equals(learned));
        assertThat(probability(copy, rent)).isEqualTo(thought);
        plugin.feedback(List.of(rejected(id, rent, NOW)));
        train();
        assertThat(odds(probability(copy, rent))).isLessThan(odds(first) / 5);
    }
}
