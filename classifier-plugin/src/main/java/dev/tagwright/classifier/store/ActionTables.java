package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.ActionLog;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.ReviewLog.PassedOver;
import dev.tagwright.classifier.review.Step;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.support.TransactionOperations;

/** What people decided in tw_review_action and tw_review_step. */
final class ActionTables implements ActionLog {

    private static final String ACTION = "select a.id as action_id, a.verb, a.state as action_state, a.user_name,"
            + " a.asked_at, a.ended_at, a.filter, a.total, a.done, a.left_alone";
    private static final String STEP = "s.id, s.document_id, s.state, s.accepted, s.refused, s.snapshot, s.probability,"
            + " s.said_at, s.filing, s.passed_labels, s.passed_flags, s.passed_by, s.passed_at, s.why";
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;

    ActionTables(JdbcTemplate jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public Action add(Action.Verb verb, Action.State state, String user, Instant now, String filter, List<Step> steps) {
        int done = (int)
                steps.stream().filter(step -> step.state() == Step.State.DONE).count();
        return Objects.requireNonNull(transaction.execute(status -> {
            GeneratedKeyHolder key = new GeneratedKeyHolder();
            jdbc.update(
                    connection -> {
                        PreparedStatement insert = connection.prepareStatement(
                                "insert into tw_review_action (verb, state, user_name, asked_at, ended_at, filter, total,"
                                        + " done, left_alone) values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                                new String[] {"id"});
                        insert.setString(1, verb.name());
                        insert.setString(2, state.name());
                        insert.setString(3, Cut.to(200, user));
                        insert.setObject(4, ReviewTables.utc(now));
                        insert.setObject(5, state == Action.State.DONE ? ReviewTables.utc(now) : null);
                        insert.setString(6, Cut.to(1000, filter));
                        insert.setInt(7, steps.size());
                        insert.setInt(8, done);
                        return insert;
                    },
                    key);
            long id = Objects.requireNonNull(key.getKey()).longValue();
            for (int from = 0; from < steps.size(); from += BATCH) {
                List<Object[]> rows = steps.subList(from, Math.min(steps.size(), from + BATCH)).stream()
                        .map(step -> row(id, step))
                        .toList();
                jdbc.batchUpdate(
                        "insert into tw_review_step (action_id, document_id, state, accepted, refused, snapshot,"
                                + " probability, said_at, filing, passed_labels, passed_flags, passed_by, passed_at, why)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        rows);
            }
            return action(id).orElseThrow();
        }));
    }

    private static Object[] row(long action, Step step) {
        PassedOver before = step.passedBefore();
        @Nullable
        Object[] row = {
            action,
            step.document().value(),
            step.state().name(),
            Cut.to(4000, ReviewTables.written(step.accepted())),
            Cut.to(4000, ReviewTables.written(step.refused())),
            step.snapshot(),
            step.probability(),
            ReviewTables.utc(step.at()),
            step.filing(),
            before == null ? null : Cut.to(4000, ReviewTables.written(before.labels())),
            before == null ? null : Flag.bits(before.flags()),
            before == null ? null : before.user(),
            before == null ? null : ReviewTables.utc(before.at()),
            Cut.to(1000, step.why())
        };
        return row;
    }

    private static Action action(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Action(
                row.getLong("action_id"),
                Action.Verb.valueOf(row.getString("verb")),
                Action.State.valueOf(row.getString("action_state")),
                row.getString("user_name"),
                row.getTimestamp("asked_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("filter"),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("left_alone"));
    }

    private static Step step(ResultSet row) throws SQLException {
        long filing = row.getLong("filing");
        boolean filed = !row.wasNull();
        return new Step(
                row.getLong("id"),
                new DocumentId(row.getLong("document_id")),
                Step.State.valueOf(row.getString("state")),
                ReviewTables.labels(row.getString("accepted")),
                ReviewTables.labels(row.getString("refused")),
                row.getString("snapshot"),
                row.getDouble("probability"),
                row.getTimestamp("said_at").toInstant(),
                filed ? filing : null,
                row.getString("passed_labels") == null ? null : ReviewTables.passed(row),
                row.getString("why"));
    }

    private List<Action> actions(String rest, Object... values) {
        return jdbc.query(ACTION + " from tw_review_action a " + rest, (row, number) -> action(row), values);
    }

    @Override
    public List<Action> newest(String user, int atMost) {
        return actions(
                "where (? = '' or a.user_name = ?) order by a.id desc fetch first " + atMost + " rows only",
                user,
                user);
    }

    @Override
    public Optional<Action> action(long id) {
        return actions("where a.id = ?", id).stream().findFirst();
    }

    @Override
    public Optional<Action> lastDone(String user) {
        return actions("where a.user_name = ? and a.state = 'DONE' order by a.id desc fetch first 1 rows only", user)
                .stream()
                .findFirst();
    }

    @Override
    public List<Action> in(Action.State state) {
        return actions("where a.state = ? order by a.id", state.name());
    }

    @Override
    public List<Step> steps(long action, int from, int atMost) {
        return jdbc.query(
                "select " + STEP + " from tw_review_step s where s.action_id = ? order by s.id offset " + from
                        + " rows fetch next " + atMost + " rows only",
                (row, number) -> step(row),
                action);
    }

    @Override
    public List<Step> steps(long action, Step.State state, int atMost) {
        return jdbc.query(
                "select " + STEP
                        + " from tw_review_step s where s.action_id = ? and s.state = ? order by s.id fetch first "
                        + atMost + " rows only",
                (row, number) -> step(row),
                action,
                state.name());
    }

    @Override
    public List<OfDocument> ofDocument(DocumentId document, int atMost) {
        return jdbc.query(
                ACTION + ", " + STEP
                        + " from tw_review_step s join tw_review_action a on a.id = s.action_id where s.document_id = ?"
                        + " order by s.id desc fetch first " + atMost + " rows only",
                (row, number) -> new OfDocument(action(row), step(row)),
                document.value());
    }

    @Override
    public void settle(long action, Step step) {
        PassedOver before = step.passedBefore();
        transaction.executeWithoutResult(status -> {
            int moved = jdbc.update(
                    "update tw_review_step set state = ?, filing = ?, said_at = ?, passed_labels = ?, passed_flags = ?,"
                            + " passed_by = ?, passed_at = ?, why = ? where id = ? and state <> ?",
                    step.state().name(),
                    step.filing(),
                    ReviewTables.utc(step.at()),
                    before == null ? null : Cut.to(4000, ReviewTables.written(before.labels())),
                    before == null ? null : Flag.bits(before.flags()),
                    before == null ? null : before.user(),
                    before == null ? null : ReviewTables.utc(before.at()),
                    Cut.to(1000, step.why()),
                    step.id(),
                    step.state().name());
            if (moved == 1 && step.state() == Step.State.DONE) {
                jdbc.update("update tw_review_action set done = done + 1 where id = ?", action);
            } else if (moved == 1 && (step.state() == Step.State.LEFT || step.state() == Step.State.KEPT)) {
                jdbc.update("update tw_review_action set left_alone = left_alone + 1 where id = ?", action);
            }
        });
    }

    @Override
    public boolean move(long action, Set<Action.State> from, Action.State to, Instant now) {
        String states = from.stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", "));
        boolean ends = to == Action.State.DONE || to == Action.State.UNDONE || to == Action.State.DROPPED;
        return jdbc.update(
                        "update tw_review_action set state = ?, ended_at = ? where id = ? and state in (" + states
                                + ")",
                        to.name(),
                        ends ? ReviewTables.utc(now) : null,
                        action)
                == 1;
    }
}
