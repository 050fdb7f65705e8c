package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that throw, give null, hang, or lose their database: the plugin says so and goes on. */
class HostileHostTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";

    @TempDir
    Path folder;

    private Host host;
    private FlakyDatabase database;
    private TagwrightPlugin plugin;
    private LabelId tag;
    private DocumentId arrived;

    /** What a host may do wrong. */
    private enum Fault {
        NOTHING,
        THROWS,
        GIVES_NULL
    }

    /** A host that does something wrong from some moment on. */
    private static final class Host extends TestHost {

        private volatile Fault fault = Fault.NOTHING;
        private volatile CountDownLatch hang = new CountDownLatch(0);

        Host(Path folder) {
            super(folder);
        }

        private boolean givesNull() {
            if (fault == Fault.THROWS) {
                throw new IllegalStateException("a host's own trouble with secret words");
            }
            return fault == Fault.GIVES_NULL;
        }

        @Override
        void asked(String what) {
            if (what.equals("visit")) {
                try {
                    if (!hang.await(60, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody let the host go on");
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public ChangeMark latestChange() {
            return givesNull() ? null : super.latestChange();
        }

        @Override
        public Map<LabelKind, List<Long>> autoLabels() {
            return givesNull() ? null : super.autoLabels();
        }

        @Override
        public Optional<HostDocument> document(DocumentId id) {
            return givesNull() ? null : super.document(id);
        }

        @Override
        public void forEachTrainingDocument(Predicate<HostDocument> visitor) {
            if (givesNull()) {
                visitor.test(null);
            }
            super.forEachTrainingDocument(visitor);
        }

        @Override
        public boolean mayAdminister(Caller caller) {
            givesNull();
            return super.mayAdminister(caller);
        }

        @Override
        public AssignmentOutcome apply(AssignmentDelta delta) {
            return givesNull() ? null : super.apply(delta);
        }
    }

    @BeforeEach
    void start() {
        host = new Host(folder);
        database = new FlakyDatabase(host.dataSource());
        host.database(database);
        tag = host.autoTag("rent");
        for (int number = 1; number <= 40; number++) {
            host.document(RENT + " " + number, tag);
            host.document(TAX + " " + number);
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        arrived = host.document(RENT);
    }

    @AfterEach
    void close() {
        host.hang.countDown();
        plugin.close();
    }

    @Test
    void aHostThatThrowsIsAnsweredWithSilenceAndShownInHealthUntilItAnswersAgain() {
        host.fault = Fault.THROWS;
        assertThat(plugin.suggest(arrived, Caller.HOST).silence())
                .isEqualTo(
                        "The host failed when it was asked for document (" + arrived.value() + "). Try again later.");
        assertThat(plugin.suggest(arrived, new Caller("anna")).suggestions()).isEmpty();
        assertThat(hostPart().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(hostPart().message())
                .startsWith("The host failed when it was asked for ")
                .doesNotContain("secret");
        host.fault = Fault.NOTHING;
        assertThat(plugin.suggest(arrived, Caller.HOST).suggestions()).isNotEmpty();
        assertThat(hostPart()).isEqualTo(new Health.Part("host", Health.State.UP, "The host answers."));
    }

    @Test
    void aHostThatGivesNullIsTheSame() {
        host.fault = Fault.GIVES_NULL;
        assertThat(plugin.suggest(arrived, Caller.HOST).silence())
                .isEqualTo("The host gave no answer when it was asked for document (" + arrived.value()
                        + "). Try again later.");
        host.fault = Fault.NOTHING;
        assertThat(plugin.suggest(arrived, Caller.HOST).suggestions()).isNotEmpty();
    }

    /** By the contract a throw means "not decided", so that the host asks again; silence would mean "nothing to say". */
    @Test
    void aDecisionThatTheHostMadeImpossibleIsThrownSoThatItIsAskedForAgain() {
        for (Fault fault : List.of(Fault.THROWS, Fault.GIVES_NULL)) {
            host.fault = fault;
            assertThatThrownBy(() -> plugin.decide(arrived))
                    .isInstanceOf(HostFailedException.class)
                    .hasMessageContaining("document (" + arrived.value() + ")");
        }
        host.fault = Fault.NOTHING;
        plugin.decide(arrived);
        assertThat(host.look(arrived).labels()).containsEntry(tag, Origin.PLUGIN);
    }

    @Test
    void aTrainingThatTheHostMadeImpossibleFailsAndTheNextOneWorks() {
        String before = plugin.suggestionState();
        for (Fault fault : List.of(Fault.THROWS, Fault.GIVES_NULL)) {
            host.fault = fault;
            TrainingStatus failed = train();
            assertThat(failed.state()).isEqualTo(State.FAILED);
            assertThat(failed.message())
                    .startsWith("Training failed: The host ")
                    .endsWith(" The snapshot before serves on.")
                    .doesNotContain("secret");
        }
        host.fault = Fault.NOTHING;
        assertThat(plugin.suggestionState()).isEqualTo(before);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
    }

    @Test
    void whatDependsOnTheHostHasAStateEvenWhileItFails() {
        String before = plugin.suggestionState();
        host.fault = Fault.THROWS;
        assertThat(plugin.suggestionState()).isNotEmpty().isNotEqualTo(before);
        assertThat(plugin.trainingStatus().state()).isEqualTo(State.PROMOTED);
        assertThatThrownBy(() -> plugin.train(new TrainingRequest(new Caller("anna"), false, false)))
                .isInstanceOf(HostFailedException.class)
                .hasMessage("The host failed when it was asked for whether somebody may administer.");
        host.fault = Fault.NOTHING;
        assertThat(plugin.suggestionState()).isEqualTo(before);
    }

    @Test
    void aHostThatHangsInThePassHoldsUpNeitherStopNorSuggestions() {
        host.hang = new CountDownLatch(1);
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the pass has begun", () -> host.passes.get() == 2);
        assertThat(plugin.suggest(arrived, Caller.HOST).suggestions()).isNotEmpty();
        assertThat(plugin.stopTraining().state()).isEqualTo(State.STOPPED);
        assertThat(plugin.trainingStatus().state()).isEqualTo(State.STOPPED);
    }

    @Test
    @DisplayName("pinned 36: while the database is away the snapshot serves on, and training fails with a reason")
    void whileTheDatabaseIsAwayTheSnapshotServesOnAndTrainingFailsWithAReason() {
        database.away = true;
        assertThat(plugin.suggest(arrived, Caller.HOST).suggestions()).isNotEmpty();
        plugin.decide(arrived);
        assertThat(host.look(arrived).labels()).containsEntry(tag, Origin.PLUGIN);
        assertThat(train().state()).isEqualTo(State.FAILED);
        assertThat(plugin.health().state()).isEqualTo(Health.State.DEGRADED);
        database.away = false;
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(plugin.health().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void aHostWithoutADatabaseOrWithoutServicesIsRefusedAtTheStartWithAReason() {
        plugin.close();
        database.away = true;
        assertThatThrownBy(() -> plugin.start(host))
                .hasRootCauseMessage("the database is away")
                .rootCause()
                .isInstanceOf(java.sql.SQLException.class);
        database.away = false;
        TestHost without = new TestHost(folder) {
            @Override
            public Corpus corpus() {
                return null;
            }
        };
        assertThatThrownBy(() -> plugin.start(without))
                .isInstanceOf(HostFailedException.class)
                .hasMessage("The host gave no answer when it was asked for its documents.");
        plugin.start(host);
        assertThat(plugin.trainingStatus().state()).isEqualTo(State.PROMOTED);
    }

    private Health.Part hostPart() {
        return plugin.health().parts().stream()
                .filter(part -> part.name().equals("host"))
                .findFirst()
                .orElseThrow();
    }

    private TrainingStatus train() {
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        return plugin.trainingStatus();
    }
}
