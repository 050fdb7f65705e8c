package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.TAG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a document that arrives. */
class DecidingTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    @TempDir
    Path folder;

    private Host host;
    private TagwrightPlugin plugin;
    private LabelId home;
    private LabelId rent;
    private LabelId landlord;
    private LabelId office;

    /** A host in which something happens between the decision and its writing. */
    private static final class Host extends TestHost {

        private Runnable beforeApply = () -> {};

        Host(Path folder) {
            super(folder);
        }

        @Override
        void asked(String what) {
            if (what.equals("apply")) {
                beforeApply.run();
            }
        }
    }

    @BeforeEach
    void start() {
        host = new Host(folder);
        home = host.autoTag("home");
        rent = host.label(TAG, "rent", MatchingAlgorithm.AUTO, home, false);
        landlord = host.auto(CORRESPONDENT, "landlord");
        office = host.auto(CORRESPONDENT, "office");
        for (int number = 1; number <= 40; number++) {
            host.document(RENT + " " + number + " " + WORDS[number % WORDS.length], rent, home, landlord);
            host.document(TAX + " " + number + " " + WORDS[number % WORDS.length], office);
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    /** As an administrator would: the same archive, other settings, and the next start learns anew. */
    @Test
    void labelsAreOnlySuggestedWhereTheSettingsSaySo() {
        plugin.close();
        host.settings.put(
                "training.labels",
                "tag:" + rent.value() + " only-suggest; correspondent:" + landlord.value() + " only-suggest");
        plugin = new TagwrightPlugin();
        plugin.start(host);
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
        DocumentId id = host.document(RENT + " for march");
        Map<LabelId, Decision> decided = plugin.decide(id).suggestions().stream()
                .collect(Collectors.toMap(Suggestion::label, Suggestion::decision));
        assertThat(decided.get(rent)).isEqualTo(Decision.SUGGEST);
        assertThat(decided.get(landlord)).isEqualTo(Decision.SUGGEST);
        assertThat(decided.get(home)).isEqualTo(Decision.APPLY);
        assertThat(host.look(id).labels()).containsOnlyKeys(home);
    }

    @Test
    void whatIsSureIsAppliedWithItsGroundsAndKeptForTheRecord() {
        DocumentId id = host.document(RENT + " for march");
        Suggestions decided = plugin.decide(id);
        assertThat(decided.silence()).isEmpty();
        assertThat(decided.suggestions())
                .filteredOn(suggestion -> suggestion.decision() == Decision.APPLY)
                .extracting(Suggestion::label)
                .contains(rent, landlord);
        assertThat(host.look(id).labels())
                .containsEntry(rent, Origin.PLUGIN)
                .containsEntry(home, Origin.PLUGIN)
                .containsEntry(landlord, Origin.PLUGIN);

        AssignmentDelta delta = host.applied.get(0);
        assertThat(delta.expectedVersion()).isEqualTo(1);
        assertThat(delta.snapshot()).isEqualTo(decided.snapshot()).isNotEmpty();
        assertThat(delta.run()).startsWith("arrivals-");
        AssignmentDelta.Grounds grounds = delta.add().get(landlord);
        assertThat(grounds.probability()).isGreaterThanOrEqualTo(grounds.threshold());
        assertThat(grounds.reason()).isEqualTo("Its words are like those of the 40 documents that carry the label.");

        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            List<AssignmentRecord> kept = store.assignments().ofDocument(id);
            assertThat(kept).extracting(AssignmentRecord::label).contains(rent, landlord, home);
            assertThat(kept).allMatch(record -> record.snapshot().equals(decided.snapshot()));
            assertThat(kept)
                    .filteredOn(record -> record.label().equals(landlord))
                    .first()
                    .satisfies(record -> assertThat(record.evidence()).contains("rent"));
        }
    }

    @Test
    void theThresholdToldIsTheOneFromWhichALabelIsAppliedAlsoWhenItIsOnlySuggested() {
        LabelId rare = host.autoTag("rare");
        host.document("zither lessons on tuesday, bring the zither and the strings " + WORDS[0], rare);
        host.document("zither lessons on friday, bring the zither and the strings " + WORDS[1], rare);
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);

        Suggestions told = plugin.suggest(
                host.document("zither lessons on monday, bring the zither and the strings"), new Caller("anna"));
        assertThat(told.suggestions())
                .filteredOn(suggestion -> suggestion.label().equals(rare))
                .singleElement()
                .satisfies(suggestion -> {
                    assertThat(suggestion.decision()).isEqualTo(Decision.SUGGEST);
                    assertThat(suggestion.threshold())
                            .as("never, with two examples")
                            .isGreaterThan(1);
                });
        assertThat(plugin.suggest(host.document(RENT), new Caller("anna")).suggestions())
                .isNotEmpty()
                .allMatch(suggestion -> (suggestion.decision() == Decision.APPLY)
                        == (suggestion.probability() >= suggestion.threshold()));
    }

    @Test
    void suggestingWritesNothingAndShowsWordsWithTheirPlaces() {
        DocumentId id = host.document(RENT);
        Suggestions suggestions = plugin.suggest(id, new Caller("anna"));
        assertThat(host.applied).isEmpty();
        assertThat(host.look(id).labels()).isEmpty();
        Suggestion suggestion = suggestions.suggestions().stream()
                .filter(each -> each.label().equals(rent))
                .findFirst()
                .orElseThrow();
        Evidence.Word word = suggestion.evidence().words().stream()
                .filter(each -> each.text().equals("landlord"))
                .findFirst()
                .orElseThrow();
        assertThat(word.positions()).containsExactly(RENT.indexOf("landlord"));
        assertThat(word.weight()).isPositive();
    }

    @Test
    void aFieldThatHasAValueIsNeverOverwritten() {
        DocumentId id = host.document(RENT, office);
        plugin.decide(id);
        assertThat(host.look(id).labels()).containsEntry(office, Origin.PERSON).doesNotContainKey(landlord);
        assertThat(host.look(id).labels()).containsEntry(rent, Origin.PLUGIN);
    }

    @Test
    void whenTheDocumentChangesMeanwhileTheDecisionIsMadeAgainOnWhatItIsNow() {
        DocumentId id = host.document(RENT);
        AtomicInteger times = new AtomicInteger();
        host.beforeApply = () -> {
            if (times.incrementAndGet() == 1) {
                host.relabel(id, Origin.PERSON, office);
            }
        };
        Suggestions decided = plugin.decide(id);
        assertThat(decided.documentVersion()).isEqualTo(2);
        assertThat(host.look(id).labels())
                .containsEntry(office, Origin.PERSON)
                .containsEntry(rent, Origin.PLUGIN)
                .doesNotContainKey(landlord);
    }

    @Test
    void aDocumentThatNeverComesToRestIsPutOffAfterThreeConflicts() {
        DocumentId id = host.document(RENT);
        AtomicInteger times = new AtomicInteger();
        host.beforeApply = () -> host.edit(id, RENT + " " + times.incrementAndGet());
        assertThatThrownBy(() -> plugin.decide(id))
                .hasMessage("document (" + id.value()
                        + ") changed 4 times while it was decided on. It is decided on later.");
        assertThat(times).hasValue(4);
        assertThat(host.applied).isEmpty();
    }

    @Test
    void aLabelThatIsNoLongerAutoOrNoLongerThereIsNotAssignedEvenByADecisionInFlight() {
        DocumentId id = host.document(RENT);
        host.beforeApply = () -> {
            host.matching(rent, MatchingAlgorithm.NONE);
            host.deleteLabel(landlord);
        };
        Suggestions decided = plugin.decide(id);
        assertThat(host.look(id).labels()).doesNotContainKeys(rent, landlord);
        assertThat(decided.suggestions()).extracting(Suggestion::label).doesNotContain(rent, landlord);
        assertThat(plugin.suggest(id, Caller.HOST).suggestions())
                .extracting(Suggestion::label)
                .doesNotContain(rent, landlord);
    }

    @Test
    void aDocumentThatIsDeletedMeanwhileIsLetGo() {
        DocumentId id = host.document(RENT);
        host.beforeApply = () -> host.delete(id);
        assertThat(plugin.decide(id).silence()).isEqualTo("There is no such document any more.");
        assertThat(plugin.decide(id).silence()).isEqualTo("There is no such document.");
    }

    @Test
    void whatAPersonTookOffIsNotPutBackNorNamed() {
        DocumentId id = host.document(RENT, rent);
        host.takeOff(id, rent);
        Suggestions decided = plugin.decide(id);
        assertThat(host.look(id).labels()).doesNotContainKey(rent);
        assertThat(decided.suggestions()).extracting(Suggestion::label).doesNotContain(rent);
    }

    @Test
    void aDocumentThatIsNotToBeClassifiedOrSaysNothingIsLeftAlone() {
        DocumentId never = host.document(RENT);
        host.neverClassify(never);
        assertThat(plugin.decide(never).silence()).isEqualTo("People asked that this document is not classified.");
        assertThat(plugin.decide(host.document(" \f ")).silence()).isEqualTo("The document has no text.");
        assertThat(plugin.decide(host.document("page 1")).silence())
                .isEqualTo("The text of the document is too short: it has fewer than 12 letters.");
        assertThat(host.applied).isEmpty();
    }

    @Test
    void whatThePluginPutOnIsNeverTakenForTheTruth() {
        for (int number = 1; number <= 10; number++) {
            DocumentId id = host.document("a photograph of a cat that sleeps on a chair, picture " + number);
            host.carry(id, Map.of(rent, Origin.PLUGIN, landlord, Origin.PLUGIN));
        }
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
        assertThat(plugin.trainingStatus().message()).startsWith("Learned 4 labels from 80 documents.");
        DocumentId cat = host.document("a photograph of a cat that sleeps on a chair");
        assertThat(plugin.decide(cat).silence())
                .isEqualTo("Hardly any word of the document is known: it is unlike all that was learned from.");
        assertThat(host.look(cat).labels()).isEmpty();
    }
}
