package dev.tagwright.classifier.store;

import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.retrain.RunLog;
import dev.tagwright.classifier.retrain.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionOperations;

/** Runs in tw_run. */
final class RunTable implements RunLog {

    private final RunRows rows;
    private final TransactionOperations transaction;

    RunTable(RunRows rows, TransactionOperations transaction) {
        this.rows = rows;
        this.transaction = transaction;
    }

    @Override
    public long begin(String node, String requestedBy, Instant now) {
        RunRow row = new RunRow();
        row.node = node;
        row.state = State.RUNNING.name();
        row.requestedBy = Cut.to(200, requestedBy);
        row.startedAt = now;
        row.heardAt = now;
        transaction.executeWithoutResult(status -> rows.save(row));
        return Objects.requireNonNull(row.id);
    }

    @Override
    public boolean progress(long run, TrainingStatus status, Instant now) {
        return change(run, row -> {
            row.phase = Cut.to(200, status.phase());
            row.done = status.done();
            row.total = status.total();
            row.expectedEndAt = status.expectedEndAt();
            row.heardAt = now;
        });
    }

    @Override
    public void end(long run, State state, String message, @Nullable Long snapshot, Instant now) {
        change(run, row -> {
            row.state = state.name();
            row.phase = "";
            row.done = 0;
            row.total = 0;
            row.expectedEndAt = null;
            row.message = Cut.to(2000, message);
            row.snapshotId = snapshot;
            row.heardAt = now;
            row.endedAt = now;
        });
    }

    /** Returns whether the run was still running, and so was changed. */
    private boolean change(long run, Consumer<RunRow> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<RunRow> row = rows.findLockedById(run).filter(RunTable::runs);
            row.ifPresent(change);
            return row.isPresent();
        }));
    }

    private static boolean runs(RunRow row) {
        return row.state.equals(State.RUNNING.name());
    }

    @Override
    public int closeAbandoned(String node, Instant silentSince, Instant now) {
        Integer closed = transaction.execute(status -> {
            int count = 0;
            for (RunRow row : rows.findLockedByState(State.RUNNING.name())) {
                if (row.node.equals(node) || row.heardAt.isBefore(silentSince)) {
                    row.state = State.FAILED.name();
                    row.phase = "";
                    row.expectedEndAt = null;
                    row.message = "The process ended while it trained; the snapshot before serves on.";
                    row.endedAt = now;
                    count++;
                }
            }
            return count;
        });
        return Objects.requireNonNull(closed);
    }

    @Override
    public List<RunRecord> newest(int atMost) {
        return Objects.requireNonNull(transaction.execute(status -> rows.findByOrderByIdDesc(Limit.of(atMost)).stream()
                .map(RunTable::record)
                .toList()));
    }

    @Override
    public Optional<RunRecord> run(long id) {
        return Objects.requireNonNull(
                transaction.execute(status -> rows.findById(id).map(RunTable::record)));
    }

    private static RunRecord record(RunRow row) {
        long id = Objects.requireNonNull(row.id);
        return new RunRecord(
                id,
                row.node,
                new TrainingStatus(
                        Long.toString(id),
                        State.valueOf(row.state),
                        row.phase,
                        row.done,
                        row.total,
                        row.startedAt,
                        row.endedAt,
                        row.message,
                        row.expectedEndAt),
                row.requestedBy,
                row.snapshotId);
    }
}
