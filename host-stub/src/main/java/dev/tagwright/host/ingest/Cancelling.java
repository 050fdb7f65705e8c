package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.Documents;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls off the reading of documents, whichever host is at it. Safe for any number of threads. */
final class Cancelling {

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String host;
    private final Documents documents;
    private final TransactionTemplate transaction;

    Cancelling(JdbcTemplate jdbc, Clock clock, String host, Documents documents, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.host = host;
        this.documents = documents;
        this.transaction = transaction;
    }

    /** Returns whether a job was still to be read, and is cancelled now. */
    boolean cancel(Job job) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            // the document before the job, as those do who record what was read
            Long document = job.document();
            if (document != null && documents.find(document).isPresent()) {
                documents.readingCancelled(document);
            }
            boolean cancelled = jdbc.update(
                            "update ingest_job set state = 'CANCELLED', attempts = 0, next_at = null, message = ?,"
                                    + " updated_at = ? where id = ? and stage in ('STORE', 'READ')"
                                    + " and state in ('QUEUED', 'RUNNING', 'WAITING')",
                            "A person cancelled the reading.",
                            Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)),
                            job.id())
                    == 1;
            if (!cancelled) {
                status.setRollbackOnly();
            }
            return cancelled;
        }));
    }

    /** Returns those of these jobs that this host has no longer to do. */
    Set<Long> lost(Collection<Long> jobs) {
        if (jobs.isEmpty()) {
            return Set.of();
        }
        Set<Long> lost = new HashSet<>(jobs);
        List<Object> values = new ArrayList<>(jobs);
        values.add(host);
        jdbc.queryForList(
                        "select id from ingest_job where id in ("
                                + String.join(", ", Collections.nCopies(jobs.size(), "?"))
                                + ") and host = ? and state = 'RUNNING'",
                        Long.class,
                        values.toArray())
                .forEach(lost::remove);
        return lost;
    }
}
