package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Feedback.Verdict;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.insight.DecisionLog.Counts;
import dev.tagwright.classifier.insight.Effect;
import dev.tagwright.classifier.insight.LabelReport;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.Policies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thresholds that an administrator sets, labels that are tried out, and what is told of labels. */
class ShadowTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    @TempDir
    Path folder;

    private TestHost host;
    private Wiring plugin;
    private LabelId rent;
    private LabelId landlord;

    @BeforeEach
    void start() {
        host = new TestHost(folder);
        rent = host.autoTag("rent");
        landlord = host.auto(CORRESPONDENT, "landlord");
        LabelId office = host.auto(CORRESPONDENT, "office");
        for (int number = 1; number <= 40; number++) {
            host.document(RENT + " " + number + " " + WORDS[number % WORDS.length], rent, landlord);
            host.document(TAX + " " + number + " " + WORDS[number % WORDS.length], office);
        }
        plugin = Wiring.of(host, Clock.systemUTC());
        train();
    }

    private void train() {
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.retrain().status().state() == State.PROMOTED);
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private HeldPolicies policies() {
        return plugin.policies();
    }

    private LabelReport report(LabelId label) {
        return plugin.insight().report().label(label).orElseThrow();
    }

    private Map<LabelId, Suggestion> decided(DocumentId id) {
        return plugin.decide(id).suggestions().stream()
                .collect(Collectors.toMap(Suggestion::label, Function.identity()));
    }

    @Test
    void aLabelInShadowIsSuggestedOnlyAndWhatItWouldHaveDoneIsCounted() {
        policies().set(rent, new Policies.Policy(0, 0, true), "admin");
        DocumentId march = host.document(RENT + " for march");
        Suggestion suggested = decided(march).get(rent);
        assertThat(suggested.decision()).isEqualTo(Decision.SUGGEST);
        assertThat(suggested.evidence().reason()).endsWith("It would have been applied, but is being tried out.");
        assertThat(host.look(march).labels()).containsOnlyKeys(landlord);
        DocumentId april = host.document(RENT + " for april");
        decided(april);
        decided(april);
        plugin.feedback(List.of(new Feedback(april, rent, Verdict.REJECTED, null, "anna", Instant.now())));
        assertThat(report(rent).lately()).isEqualTo(new Counts(0, 0, 2, 0, 1));
        assertThat(report(rent).marks()).contains(LabelReport.Mark.SHADOW);
        assertThat(report(landlord).lately()).isEqualTo(new Counts(2, 0, 0, 0, 0));

        policies().set(rent, new Policies.Policy(0, 0, false), "admin");
        DocumentId may = host.document(RENT + " for may");
        assertThat(decided(may).get(rent).decision()).isEqualTo(Decision.APPLY);
        assertThat(host.look(may).labels()).containsOnlyKeys(rent, landlord);
    }

    @Test
    void everythingCanBeTriedOutAtOnceAndThatOutlivesARestart() {
        policies().shadowAll(true, "admin");
        plugin.close();
        plugin = Wiring.of(host, Clock.systemUTC());
        DocumentId march = host.document(RENT + " for march");
        assertThat(decided(march).values()).allMatch(one -> one.decision() == Decision.SUGGEST);
        assertThat(host.look(march).labels()).isEmpty();
    }

    @Test
    void aThresholdThatIsSetCountsAtOnceAndAfterTheNextTrainingUntilItIsTakenBack() {
        String before = plugin.suggestionState();
        policies().set(rent, new Policies.Policy(0, Policies.NEVER, false), "admin");
        assertThat(plugin.suggestionState()).isNotEqualTo(before);
        DocumentId march = host.document(RENT + " for march");
        assertThat(decided(march).get(rent).decision()).isEqualTo(Decision.SUGGEST);
        train();
        DocumentId april = host.document(RENT + " for april");
        assertThat(decided(april).get(rent).decision()).isEqualTo(Decision.SUGGEST);
        assertThat(report(rent).effect().applied()).isZero();
        assertThat(report(rent).effect().recall()).isEqualTo(1);
        policies().set(rent, new Policies.Policy(0, 0, false), "admin");
        DocumentId may = host.document(RENT + " for may");
        assertThat(decided(may).get(rent).decision()).isEqualTo(Decision.APPLY);
        assertThat(report(rent).effect().applied()).isEqualTo(40);
    }

    @Test
    void whatAThresholdDoesIsToldOfTheDocumentsThatWereLearnedFrom() {
        LabelReport report = report(rent);
        assertThat(report.effect()).isEqualTo(new Effect(40, 40, 40, 40, 40));
        assertThat(report.needs()).hasValue(0);
        assertThat(report.trend()).extracting(LabelReport.Then::f1).containsExactly(1.0);
        assertThat(report.marks()).isEmpty();
        LabelId garage = host.autoTag("garage");
        assertThat(report(garage).marks()).containsExactly(LabelReport.Mark.NOT_LEARNED);
        assertThat(report(garage).needs().orElseThrow()).isPositive();
        LabelId rents = host.autoTag("Rents");
        assertThat(report(rents).alike()).containsExactly(rent);
        plugin.insight().different(rents, rent, "admin");
        assertThat(report(rents).alike()).isEmpty();
    }
}
