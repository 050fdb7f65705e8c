package dev.tagwright.classifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.ActionLog;
import dev.tagwright.classifier.review.Filter;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.OpenDocument;
import dev.tagwright.classifier.review.OpenDocument.OpenSuggestion;
import dev.tagwright.classifier.review.Order;
import dev.tagwright.classifier.review.ReviewLog;
import dev.tagwright.classifier.review.ReviewLog.PassedOver;
import dev.tagwright.classifier.review.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits for people and what they decided, whatever the database. */
abstract class ReviewTablesContract {

    private static final Instant NOW = Instant.parse("2026-04-01T10:00:00Z");
    private static final LabelId RENT = new LabelId(LabelKind.TAG, 3);
    private static final LabelId BANK = new LabelId(LabelKind.CORRESPONDENT, 7);

    private DataSource source;
    private Store store;
    private ReviewLog log;
    private ActionLog actions;

    abstract DataSource fresh();

    @BeforeEach
    void open() {
        source = fresh();
        store = new Store(source, getClass().getClassLoader());
        log = store.reviews();
        actions = store.actions();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static OpenDocument waiting(
            long id, double doubt, long correspondent, Set<Flag> flags, OpenSuggestion... suggestions) {
        return new OpenDocument(
                new DocumentId(id),
                2,
                NOW.plusSeconds(id),
                "abc",
                doubt,
                suggestions.length == 0 ? 0 : suggestions[0].probability(),
                correspondent,
                flags,
                List.of(suggestions));
    }

    private static OpenSuggestion of(LabelId label, double probability) {
        return new OpenSuggestion(label, probability, 0.9);
    }

    private void three() {
        log.put(waiting(1, 0.2, 0, Set.of(), of(RENT, 0.9)));
        log.put(waiting(2, 0.9, 7, Set.of(Flag.NEAR_TIE, Flag.RULE_CONFLICT), of(BANK, 0.55), of(RENT, 0.4)));
        log.put(waiting(3, 1, 0, Set.of(Flag.UNKNOWN)));
    }

    private List<Long> first(Filter filter, Order order, String user, boolean skipped) {
        return log.first(filter, order, user, NOW, skipped, 0, 10).stream()
                .map(DocumentId::value)
                .toList();
    }

    private List<Long> all(Order order, String user) {
        return log.all(order, user).stream().map(one -> one.document().value()).toList();
    }

    @Test
    void whatWaitsComesBackAsItWasKeptAndIsReplacedAsAWhole() {
        three();
        assertThat(log.find(new DocumentId(2)))
                .contains(waiting(2, 0.9, 7, Set.of(Flag.NEAR_TIE, Flag.RULE_CONFLICT), of(BANK, 0.55), of(RENT, 0.4)));
        OpenDocument other = waiting(2, 0.1, 0, Set.of(), of(RENT, 0.95));
        log.put(other);
        assertThat(log.find(new DocumentId(2))).contains(other);
        log.close(new DocumentId(2));
        assertThat(log.find(new DocumentId(2))).isEmpty();
        assertThat(log.count()).isEqualTo(2);
    }

    @Test
    void threeOrdersAndWhatAPersonSkippedLastForThatPersonOnly() {
        three();
        assertThat(all(Order.DOUBT, "anna")).containsExactly(3L, 2L, 1L);
        assertThat(all(Order.CERTAIN, "anna")).containsExactly(1L, 2L, 3L);
        assertThat(all(Order.NEWEST, "anna")).containsExactly(3L, 2L, 1L);
        log.skip(new DocumentId(3), "anna", NOW);
        log.skip(new DocumentId(3), "anna", NOW);
        assertThat(all(Order.DOUBT, "anna")).containsExactly(2L, 1L, 3L);
        assertThat(all(Order.DOUBT, "berta")).containsExactly(3L, 2L, 1L);
        assertThat(first(Filter.ALL, Order.DOUBT, "anna", false)).containsExactly(2L, 1L);
        assertThat(first(Filter.ALL, Order.DOUBT, "anna", true)).containsExactly(3L);
        log.unskip(new DocumentId(3), "anna");
        assertThat(first(Filter.ALL, Order.DOUBT, "anna", false)).containsExactly(3L, 2L, 1L);
    }

    @Test
    void aFilterMeansWhatItSaysAboutLabelsKindsCorrespondentsProbabilitiesAndFlags() {
        three();
        Map<Filter, List<Long>> expected = Map.of(
                Filter.ALL,
                List.of(3L, 2L, 1L),
                new Filter(RENT, null, -1, 0, 1, null),
                List.of(2L, 1L),
                new Filter(null, LabelKind.CORRESPONDENT, -1, 0, 1, null),
                List.of(2L),
                new Filter(null, null, 7, 0, 1, null),
                List.of(2L),
                new Filter(null, null, 0, 0, 1, null),
                List.of(3L, 1L),
                new Filter(null, null, -1, 0.5, 1, null),
                List.of(2L, 1L),
                new Filter(RENT, null, -1, 0.3, 0.5, null),
                List.of(2L),
                new Filter(null, null, -1, 0, 1, Flag.RULE_CONFLICT),
                List.of(2L),
                new Filter(null, null, -1, 0, 1, Flag.LOW_TEXT),
                List.of(),
                new Filter(RENT, LabelKind.CORRESPONDENT, -1, 0, 1, null),
                List.of());
        expected.forEach((filter, documents) -> assertThat(first(filter, Order.DOUBT, "anna", false))
                .as(filter.toString())
                .isEqualTo(documents));
    }

    @Test
    void theFirstThatAreMeantAreFreeAndNotSkippedHoweverManyAreBeforeThem() {
        Filter rent = new Filter(RENT, null, -1, 0, 1, null);
        int many = 230;
        for (int id = 1; id <= many; id++) {
            log.put(waiting(id, 1 - id / 1000.0, 0, Set.of(), of(RENT, 0.9)));
            if (id <= many - 4) {
                log.claim(new DocumentId(id), "berta", NOW.plusSeconds(60));
            }
        }
        log.skip(new DocumentId(many - 3), "anna", NOW);
        assertThat(first(rent, Order.DOUBT, "anna", false)).containsExactly(228L, 229L, 230L);
        assertThat(first(rent, Order.DOUBT, "anna", true)).containsExactly(227L);
        assertThat(log.first(rent, Order.DOUBT, "anna", NOW, false, 1, 1)).containsExactly(new DocumentId(229));
        assertThat(log.first(rent, Order.DOUBT, "anna", NOW, false, 3, 10)).isEmpty();
        assertThat(first(rent, Order.DOUBT, "berta", false)).startsWith(1L, 2L).hasSize(10);
        assertThat(log.first(rent, Order.DOUBT, "anna", NOW.plusSeconds(61), false, 0, 1))
                .containsExactly(new DocumentId(1));
    }

    @Test
    void whatComesGoesAndChangesTakesItsPlaceInEachOrderAsTheDatabaseSortsThem() {
        three();
        for (Order order : Order.values()) {
            assertThat(all(order, "anna")).hasSize(3);
        }
        Map<Order, String> columns = Map.of(Order.DOUBT, "doubt", Order.CERTAIN, "top", Order.NEWEST, "looked_at");
        JdbcTemplate jdbc = new JdbcTemplate(source);
        Random random = new Random(1);
        for (int step = 0; step < 200; step++) {
            long id = 1 + random.nextInt(12);
            if (random.nextInt(3) == 0) {
                log.close(new DocumentId(id));
            } else {
                log.put(waiting(id, random.nextInt(5) / 5.0, 0, Set.of(), of(RENT, random.nextInt(5) / 5.0)));
            }
            columns.forEach((order, column) -> assertThat(all(order, "anna"))
                    .isEqualTo(jdbc.queryForList(
                            "select document_id from tw_review order by " + column + " desc, document_id",
                            Long.class)));
        }
    }

    @Test
    void whatAnotherNodeChangedIsSeenAtOnce() throws SQLException {
        try (Store other = new Store(source, getClass().getClassLoader())) {
            three();
            assertThat(all(Order.DOUBT, "anna")).containsExactly(3L, 2L, 1L);
            OpenDocument changed = waiting(1, 0.95, 0, Set.of(Flag.LOW_TEXT), of(BANK, 0.3));
            other.reviews().put(changed);
            assertThat(log.all(Order.DOUBT, "anna").get(1)).isEqualTo(changed);
            other.reviews().close(new DocumentId(2));
            other.reviews().close(new DocumentId(2));
            assertThat(all(Order.DOUBT, "anna")).containsExactly(3L, 1L);
            // one goes and another comes between two looks
            other.reviews().close(new DocumentId(3));
            other.reviews().put(waiting(4, 0.5, 0, Set.of(), of(RENT, 0.7)));
            assertThat(all(Order.DOUBT, "anna")).containsExactly(1L, 4L);
            assertThat(other.reviews().all(Order.DOUBT, "anna")).isEqualTo(log.all(Order.DOUBT, "anna"));
        }
        // an erasure deletes the rows of a document in all tables alike
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from tw_review_suggestion where document_id = 4");
            statement.execute("delete from tw_review where document_id = 4");
        }
        assertThat(all(Order.DOUBT, "anna")).containsExactly(1L);
    }

    @Test
    void whatSomebodyHasBeforeThemIsKeptFromOthersForAWhile() {
        three();
        log.claim(new DocumentId(3), "anna", NOW.plusSeconds(60));
        assertThat(first(Filter.ALL, Order.DOUBT, "anna", false)).containsExactly(3L, 2L, 1L);
        assertThat(first(Filter.ALL, Order.DOUBT, "berta", false)).containsExactly(2L, 1L);
        assertThat(log.first(Filter.ALL, Order.DOUBT, "berta", NOW.plusSeconds(61), false, 0, 1))
                .containsExactly(new DocumentId(3));
        assertThat(log.first(Filter.ALL, Order.DOUBT, "berta", NOW.plusSeconds(61), false, 1, 1))
                .containsExactly(new DocumentId(2));
    }

    @Test
    void whatWasLookedAtWithAnotherSnapshotIsFoundAndWhatWasPassedOverIsKept() {
        three();
        assertThat(log.older("abc", 0, 10)).isEmpty();
        assertThat(log.older("def", 1, 10)).containsExactly(new DocumentId(2), new DocumentId(3));
        PassedOver passed = new PassedOver(Set.of(RENT, BANK), Set.of(Flag.UNKNOWN), "anna", NOW);
        assertThat(log.passedOver(new DocumentId(1))).isEmpty();
        log.passOver(new DocumentId(1), passed);
        log.passOver(new DocumentId(1), passed);
        assertThat(log.passedOver(new DocumentId(1))).contains(passed);
        log.passOver(new DocumentId(1), null);
        assertThat(log.passedOver(new DocumentId(1))).isEmpty();
    }

    @Test
    void anActionIsDoneStepByStepAndTakenBackStepByStep() {
        Step first = step(1, Set.of(RENT), Set.of());
        Step second = step(2, Set.of(), Set.of(BANK, RENT));
        Action planned =
                actions.add(Action.Verb.ACCEPT, Action.State.PLANNED, "anna", NOW, "Rent", List.of(first, second));
        assertThat(planned.total()).isEqualTo(2);
        assertThat(planned.done()).isZero();
        assertThat(actions.move(planned.id(), Set.of(Action.State.DONE), Action.State.UNDOING, NOW))
                .isFalse();
        assertThat(actions.move(planned.id(), Set.of(Action.State.PLANNED), Action.State.RUNNING, NOW))
                .isTrue();
        assertThat(actions.in(Action.State.RUNNING)).extracting(Action::id).containsExactly(planned.id());
        List<Step> steps = actions.steps(planned.id(), Step.State.PLANNED, 10);
        assertThat(steps).extracting(Step::document).containsExactly(new DocumentId(1), new DocumentId(2));
        assertThat(steps.get(1).refused()).containsExactlyInAnyOrder(BANK, RENT);
        PassedOver before = new PassedOver(Set.of(RENT), Set.of(), "berta", NOW);
        Step done = steps.get(0).done(99L, NOW.plusSeconds(1), before);
        actions.settle(planned.id(), done);
        actions.settle(planned.id(), done);
        actions.settle(planned.id(), steps.get(1).is(Step.State.LEFT, "There is no such document any more."));
        assertThat(actions.steps(planned.id(), Step.State.DONE, 10)).containsExactly(done);
        actions.move(planned.id(), Set.of(Action.State.RUNNING), Action.State.DONE, NOW.plusSeconds(2));
        Action after = actions.action(planned.id()).orElseThrow();
        assertThat(after.done()).isEqualTo(1);
        assertThat(after.leftAlone()).isEqualTo(1);
        assertThat(after.endedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(actions.lastDone("anna")).contains(after);
        assertThat(actions.lastDone("berta")).isEmpty();
        assertThat(actions.newest("", 5)).containsExactly(after);
        assertThat(actions.newest("berta", 5)).isEmpty();
        assertThat(actions.ofDocument(new DocumentId(2), 5))
                .singleElement()
                .satisfies(one -> assertThat(one.step().why()).isEqualTo("There is no such document any more."));
    }

    private static Step step(long document, Set<LabelId> accepted, Set<LabelId> refused) {
        return new Step(
                0, new DocumentId(document), Step.State.PLANNED, accepted, refused, "abc", 0.5, NOW, null, null, "");
    }
}
