package dev.tagwright.classifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.feedback.Verdict;
import dev.tagwright.classifier.insight.DecisionLog.Counts;
import dev.tagwright.classifier.insight.DistinctLabels.Pair;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import dev.tagwright.classifier.suggestion.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables of policies, of shadow mode and of counts keep, on every database. */
abstract class PolicyTablesContract {

    private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
    private static final LabelId RENT = new LabelId(LabelKind.TAG, 5_000_000_000L);
    private static final LabelId TAX = new LabelId(LabelKind.TAG, 2);
    private static final String SNAPSHOT = "d".repeat(64);

    private Store store;

    abstract DataSource fresh();

    @BeforeEach
    void open() {
        store = new Store(fresh(), getClass().getClassLoader());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasSetLastCountsAndAnEmptyPolicyTakesItBack() {
        assertThat(store.policies().all()).isEqualTo(Policies.NONE);
        Policies.Policy first = new Policies.Policy(0.3, 0.8, false);
        Policies.Policy second = new Policies.Policy(0, Policies.NEVER, true);
        store.policies().set(RENT, first, "anna", NOW);
        store.policies().set(TAX, first, "a".repeat(300), NOW);
        store.policies().set(RENT, second, "anna", NOW);
        assertThat(store.policies().all()).isEqualTo(new Policies(false, Map.of(RENT, second, TAX, first)));
        store.policies().set(TAX, new Policies.Policy(0, 0, false), "anna", NOW);
        store.policies().set(TAX, new Policies.Policy(0, 0, false), "anna", NOW);
        store.policies().shadowAll(true, "anna", NOW);
        assertThat(store.policies().all()).isEqualTo(new Policies(true, Map.of(RENT, second)));
        store.policies().shadowAll(false, "anna", NOW);
        assertThat(store.policies().all().allInShadow()).isFalse();
    }

    private void say(long document, LabelId label, Verdict verdict, Instant at) {
        store.feedback()
                .append(List.of(new FeedbackEntry(
                        0, new DocumentId(document), label, verdict, null, "anna", at, at, SNAPSHOT, 0.9)));
    }

    private void applied(long document, LabelId label, Instant at) {
        store.assignments()
                .record(List.of(new AssignmentRecord(
                        new DocumentId(document), 3, label, SNAPSHOT, 0.97, 0.9, "It is sure.", "", "run", at)));
    }

    @Test
    void itIsCountedWhatPeopleChangedOfWhatWasApplied() {
        for (long document = 1; document <= 5; document++) {
            applied(document, RENT, NOW);
        }
        applied(1, RENT, NOW.plusSeconds(60));
        applied(6, TAX, NOW.minus(Duration.ofDays(31)));
        say(1, RENT, Verdict.REJECTED, NOW.plusSeconds(90));
        say(2, RENT, Verdict.ACCEPTED, NOW.plusSeconds(90));
        // refused before it was applied again by a rework: not a change of what was applied
        say(3, RENT, Verdict.REJECTED, NOW.minusSeconds(90));
        assertThat(store.decisions().since(NOW.minus(Duration.ofDays(30))))
                .isEqualTo(Map.of(RENT, new Counts(5, 1, 0, 0, 0)));
    }

    @Test
    void whatALabelInShadowWouldHaveDoneIsCountedOnceForADocument() {
        for (int time = 0; time < 2; time++) {
            for (long document = 1; document <= 4; document++) {
                store.shadow()
                        .record(
                                new DocumentId(document),
                                SNAPSHOT,
                                Map.of(RENT, 0.97, TAX, 0.95),
                                NOW.plusSeconds(time));
            }
        }
        applied(9, TAX, NOW);
        say(1, RENT, Verdict.ACCEPTED, NOW);
        say(2, RENT, Verdict.ACCEPTED, NOW);
        say(3, RENT, Verdict.REJECTED, NOW);
        assertThat(store.decisions().since(NOW.minusSeconds(1)))
                .isEqualTo(Map.of(RENT, new Counts(0, 0, 4, 2, 1), TAX, new Counts(1, 0, 4, 0, 0)));
        assertThat(store.decisions().since(NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void labelsThatWereSaidToBeDifferentAreRemembered() {
        Pair pair = Pair.of(RENT, TAX);
        store.distinctLabels().say(pair, "anna", NOW);
        store.distinctLabels().say(pair, "bert", NOW);
        assertThat(store.distinctLabels().different()).containsExactly(new Pair(LabelKind.TAG, 2, 5_000_000_000L));
    }
}
