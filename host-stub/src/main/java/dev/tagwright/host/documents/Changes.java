package dev.tagwright.host.documents;

import dev.tagwright.api.host.ChangeMark;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Numbers the changes of documents. One row of the database is locked from {@link #begin} to the end of the
 * transaction, so the numbers rise in the order of the commits, on any number of hosts: who reads a mark knows that no
 * change with a lower number will ever become visible later.
 */
@Component
public class Changes {

    private final JdbcTemplate jdbc;
    private final EntityManager entities;
    private final Clock clock;

    Changes(JdbcTemplate jdbc, EntityManager entities, Clock clock) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Waits for all changes before, and makes this transaction the next one. To be called before anything that the
     * change depends on is read; what this transaction has read before is forgotten and must be read again.
     *
     * @return the number of this transaction's changes; the same in each call in one transaction
     */
    public long begin() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a change of documents needs a transaction");
        }
        Long begun = (Long) TransactionSynchronizationManager.getResource(this);
        if (begun != null) {
            return begun;
        }
        entities.flush();
        entities.clear();
        OffsetDateTime now = now().atOffset(ZoneOffset.UTC);
        jdbc.update("update change_counter set seq = seq + 1, changed_at = ? where id = 1", now);
        Long sequence = sequence();
        TransactionSynchronizationManager.bindResource(this, sequence);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(Changes.this);
            }
        });
        return sequence;
    }

    /** Notes that this transaction changes something that training would notice. */
    void corpusChanged() {
        begin();
        jdbc.update("update change_counter set corpus_seq = seq, corpus_at = changed_at where id = 1");
    }

    /** Notes a change of one document, and whether training would notice it. */
    void touch(Document document, boolean wasInInbox) {
        document.touch(now(), begin());
        if (!wasInInbox || !document.isInInbox()) {
            corpusChanged();
        }
    }

    /**
     * Returns the latest committed change that training would notice: of a document that carries no inbox tag, or
     * carried none before it. Deletions count, also after the document was purged. One query of one row.
     */
    public ChangeMark latest() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select corpus_seq, corpus_at from change_counter where id = 1",
                (row, number) -> new ChangeMark(row.getLong(1), instant(row.getTimestamp(2)))));
    }

    /** Returns the number of the latest committed change of any document. One query of one row. */
    long sequence() {
        return Objects.requireNonNull(jdbc.queryForObject("select seq from change_counter where id = 1", Long.class));
    }

    /** Returns the time as the database keeps it, in microseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? Instant.EPOCH : timestamp.toInstant();
    }
}
