package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.tagwright.classifier.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that come twice, in another order, in the midst of something or from two people at once have one effect. */
class EventsTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String UNLIKE = " of the revenue office for the calendar year asks payment";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    @TempDir
    Path folder;

    private final List<Archive> archives = new ArrayList<>();

    /** A host with its plugin, which has learned from eighty documents. */
    private static final class Archive extends TestHost {

        final TagwrightPlugin plugin = new TagwrightPlugin();
        final LabelId inbox = label(LabelKind.TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        final LabelId rent = autoTag("rent");
        final LabelId landlord = auto(CORRESPONDENT, "landlord");
        final LabelId office = auto(CORRESPONDENT, "office");
        Runnable beforeApply = () -> {};

        Archive(Path folder) {
            super(folder);
            for (int number = 1; number <= 40; number++) {
                document(RENT + " " + number + " " + WORDS[number % WORDS.length], rent, landlord);
                document(TAX + " " + number + " " + WORDS[number % WORDS.length], office);
            }
            plugin.start(this);
            train();
        }

        @Override
        void asked(String what) {
            if (what.equals("apply")) {
                beforeApply.run();
            }
        }

        void train() {
            plugin.train(new TrainingRequest(Caller.HOST, true, true));
            Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
        }

        String snapshot(DocumentId id) {
            return plugin.suggest(id, Caller.HOST).snapshot();
        }

        Map<LabelId, Double> probabilities(DocumentId id) {
            Map<LabelId, Double> found = new HashMap<>();
            for (Suggestion one : plugin.suggest(id, Caller.HOST).suggestions()) {
                found.put(one.label(), one.probability());
            }
            return found;
        }
    }

    private Archive archive(String name) throws Exception {
        Archive archive = new Archive(Files.createDirectory(folder.resolve(name)));
        archives.add(archive);
        return archive;
    }

    @AfterEach
    void close() {
        archives.forEach(archive -> archive.plugin.close());
    }

    @Test
    void repeatedAndReorderedFeedbackLeadsToTheSameDecisionsAsFeedbackInItsOrder() throws Exception {
        Map<LabelId, Double> expected = null;
        for (String order : List.of("in order", "turned round", "twice and mixed")) {
            Archive archive = archive(order);
            List<Feedback> said = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                DocumentId id = archive.document(RENT + UNLIKE + " " + WORDS[i], archive.inbox);
                said.add(new Feedback(id, archive.rent, Verdict.REJECTED, null, "anna", NOW.plusSeconds(i)));
                if (i % 2 == 0) {
                    said.add(new Feedback(
                            id, archive.landlord, Verdict.CORRECTED, archive.office, "bert", NOW.plusSeconds(10 + i)));
                }
            }
            DocumentId asked = archive.document(RENT + UNLIKE + " chair", archive.inbox);
            if (order.equals("turned round")) {
                Collections.reverse(said);
            } else if (order.equals("twice and mixed")) {
                said.addAll(List.copyOf(said));
                Collections.shuffle(said, new java.util.Random(3));
            }
            String before = archive.snapshot(asked);
            said.forEach(one -> archive.plugin.feedback(List.of(one)));
            // not until a change of the snapshot names it: what changes nothing is learned, too
            try (Served served = Served.of(archive.plugin, folder.resolve(order))) {
                served.learnt();
            }
            try (Store store = new Store(archive.dataSource(), getClass().getClassLoader())) {
                assertThat(store.feedback().latest()).isEqualTo(9);
            }
            assertThat(archive.snapshot(asked)).isNotEqualTo(before);
            Map<LabelId, Double> thought = archive.probabilities(asked);
            if (expected == null) {
                expected = thought;
            }
            assertThat(thought).as(order).isEqualTo(expected);
        }
    }

    @Test
    void theSameArrivalTwiceIsDecidedOnceAndRecordedOnce() throws Exception {
        Archive archive = archive("twice");
        DocumentId id = archive.document(RENT + " for march");
        archive.plugin.decide(id);
        long version = archive.look(id).version();
        archive.plugin.decide(id);
        assertThat(archive.look(id).version()).isEqualTo(version);
        assertThat(archive.applied).hasSize(1);
        assertThat(records(archive, id)).isEqualTo(archive.look(id).labels().size());
    }

    private int records(Archive archive, DocumentId id) {
        try (Store store = new Store(archive.dataSource(), getClass().getClassLoader())) {
            return store.assignments().ofDocument(id).size();
        }
    }

    @Test
    void aCrashBetweenTheDecisionAndItsWritingLeavesNothingHalfAndTheNextTimeItIsWrittenOnce() throws Exception {
        Archive archive = archive("crash");
        DocumentId id = archive.document(RENT + " for march");
        archive.beforeApply = () -> {
            throw new IllegalStateException("the process ended here");
        };
        assertThatThrownBy(() -> archive.plugin.decide(id)).isInstanceOf(RuntimeException.class);
        assertThat(archive.look(id).labels()).isEmpty();
        archive.beforeApply = () -> {};
        archive.plugin.decide(id);
        assertThat(archive.applied).hasSize(1);
        assertThat(archive.look(id).labels())
                .containsOnly(Map.entry(archive.rent, Origin.PLUGIN), Map.entry(archive.landlord, Origin.PLUGIN));
    }

    @Test
    void twoEditorsAtOnceWhileADecisionIsUnderWayBothWinAgainstIt() throws Exception {
        Archive archive = archive("editors");
        DocumentId id = archive.document(RENT + " for march");
        AtomicInteger times = new AtomicInteger();
        archive.beforeApply = () -> {
            int time = times.incrementAndGet();
            if (time == 1) {
                archive.carry(id, Map.of(archive.office, Origin.PERSON));
            } else if (time == 2) {
                archive.plugin.feedback(
                        List.of(new Feedback(id, archive.rent, Verdict.REJECTED, null, "bert", NOW.plusSeconds(1))));
                archive.carry(id, archive.look(id).labels());
            }
        };
        archive.plugin.decide(id);
        assertThat(times).hasValue(2);
        assertThat(archive.look(id).labels()).containsOnly(Map.entry(archive.office, Origin.PERSON));
    }

    @Test
    void ofTwoEditorsWhoSayTheOppositeTheLaterWordCountsInWhicheverOrderItArrives() throws Exception {
        Archive archive = archive("opposite");
        Feedback earlier = new Feedback(
                archive.document(RENT + " for march", archive.inbox),
                archive.rent,
                Verdict.REJECTED,
                null,
                "anna",
                NOW);
        Feedback later =
                new Feedback(earlier.document(), archive.rent, Verdict.ACCEPTED, null, "bert", NOW.plusMillis(1));
        for (List<Feedback> order : List.of(List.of(earlier, later), List.of(later, earlier))) {
            archive.plugin.feedback(order);
            assertThat(archive.probabilities(earlier.document())).containsKey(archive.rent);
        }
    }
}
