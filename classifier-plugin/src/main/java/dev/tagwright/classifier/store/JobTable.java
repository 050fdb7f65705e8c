package dev.tagwright.classifier.store;

import dev.tagwright.classifier.feedback.JobLog;
import dev.tagwright.classifier.feedback.StoredJob;
import dev.tagwright.classifier.feedback.StoredJob.State;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Long work in tw_job. Each move is a single statement, so that the database decides who was first. */
final class JobTable implements JobLog {

    private final EntityManager entities;
    private final TransactionOperations transaction;

    JobTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public StoredJob add(String kind, String argument, String by, Instant now) {
        JobRow row = new JobRow();
        row.kind = kind;
        row.argument = argument;
        row.state = State.QUEUED.name();
        row.requestedBy = Cut.to(200, by);
        row.createdAt = now;
        transaction.executeWithoutResult(status -> entities.persist(row));
        return job(row);
    }

    @Override
    public Optional<StoredJob> take(String node, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Long> queued = entities.createQuery(
                            "select j.id from JobRow j where j.state = 'QUEUED' order by j.id", Long.class)
                    .setMaxResults(10)
                    .getResultList();
            for (Long id : queued) {
                int taken = entities.createQuery(
                                "update JobRow j set j.state = 'RUNNING', j.node = :node,"
                                        + " j.seenAt = :now, j.attempts = j.attempts + 1 where j.id = :id and j.state = 'QUEUED'")
                        .setParameter("node", node)
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .executeUpdate();
                if (taken == 1) {
                    return Optional.of(job(entities.find(JobRow.class, id)));
                }
            }
            return Optional.<StoredJob>empty();
        }));
    }

    @Override
    public void progress(long id, long done, long total) {
        transaction.executeWithoutResult(status -> entities.createQuery(
                        "update JobRow j set j.done = :done, j.total = :total where j.id = :id and j.state = 'RUNNING'")
                .setParameter("done", done)
                .setParameter("total", total)
                .setParameter("id", id)
                .executeUpdate());
    }

    @Override
    public boolean move(long id, State from, State to, String message, String result, Instant now) {
        boolean ends = to != State.QUEUED && to != State.RUNNING;
        boolean again = to == State.QUEUED && from != State.RUNNING;
        Integer moved = transaction.execute(status -> entities.createQuery(
                        "update JobRow j set j.state = :to, j.message = :message, j.result = :result, j.endedAt = :at"
                                + (again ? ", j.attempts = 0" : "") + " where j.id = :id and j.state = :from")
                .setParameter("to", to.name())
                .setParameter("message", Cut.to(2000, message))
                .setParameter("result", result)
                .setParameter("at", ends ? now : null)
                .setParameter("id", id)
                .setParameter("from", from.name())
                .executeUpdate());
        return Objects.requireNonNull(moved) == 1;
    }

    @Override
    public boolean correct(long id, String before, String after) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            JobRow row = entities.find(JobRow.class, id, LockModeType.PESSIMISTIC_WRITE);
            if (row == null || !row.state.equals(State.DONE.name()) || !row.result.equals(before)) {
                return false;
            }
            row.result = after;
            return true;
        }));
    }

    @Override
    public void alive(String node, Instant now) {
        transaction.executeWithoutResult(status -> entities.createQuery(
                        "update JobRow j set j.seenAt = :now where j.state = 'RUNNING' and j.node = :node")
                .setParameter("now", now)
                .setParameter("node", node)
                .executeUpdate());
    }

    @Override
    public int relieve(Instant lastSeen, int mostAttempts, Instant now) {
        List<JobRow> left = Objects.requireNonNull(transaction.execute(status -> entities.createQuery(
                        "select j from JobRow j where j.state = 'RUNNING' and (j.seenAt is null or j.seenAt < :seen)",
                        JobRow.class)
                .setParameter("seen", lastSeen)
                .getResultList()));
        left.forEach(row -> takeUp(row, mostAttempts, now));
        return left.size();
    }

    @Override
    public void recover(String node, int mostAttempts, Instant now) {
        List<JobRow> cutOff = Objects.requireNonNull(transaction.execute(status -> entities.createQuery(
                        "select j from JobRow j where j.state = 'RUNNING' and j.node = :node", JobRow.class)
                .setParameter("node", node)
                .getResultList()));
        cutOff.forEach(row -> takeUp(row, mostAttempts, now));
    }

    private void takeUp(JobRow row, int mostAttempts, Instant now) {
        boolean park = row.attempts >= mostAttempts;
        move(
                Objects.requireNonNull(row.id),
                State.RUNNING,
                park ? State.PARKED : State.QUEUED,
                park ? "The process ended " + row.attempts + " times while it was under way." : "",
                "",
                now);
    }

    @Override
    public Optional<StoredJob> job(long id) {
        return Objects.requireNonNull(transaction.execute(
                status -> Optional.ofNullable(entities.find(JobRow.class, id)).map(JobTable::job)));
    }

    @Override
    public Optional<StoredJob> ofBatch(String kind, String batch) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery("select j from JobRow j where j.kind = :kind and j.argument like :batch", JobRow.class)
                .setParameter("kind", kind)
                .setParameter("batch", "%\"" + batch + "\"%")
                .getResultList()
                .stream()
                .map(JobTable::job)
                .findFirst()));
    }

    @Override
    public List<StoredJob> newest(int atMost) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery("select j from JobRow j order by j.id desc", JobRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .stream()
                .map(JobTable::job)
                .toList()));
    }

    private static StoredJob job(JobRow row) {
        return new StoredJob(
                Objects.requireNonNull(row.id),
                row.kind,
                row.argument,
                State.valueOf(row.state),
                row.requestedBy,
                row.attempts,
                row.done,
                row.total,
                row.createdAt,
                row.endedAt,
                row.message,
                row.result);
    }
}
