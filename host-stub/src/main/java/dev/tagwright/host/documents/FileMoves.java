package dev.tagwright.host.documents;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does the moves and deletions of files that were written down with a change, after its commit, and strikes them off. A
 * process that dies in between leaves a file that is found and work that is finished at the next start.
 *
 * <p>Uses connections of its own: after a commit the thread still holds the one that it committed on, and if all threads
 * waited for a second one of the same pool, none would ever get it.
 */
@Component
class FileMoves implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(FileMoves.class);
    private static final int CONNECTIONS = 2;

    private final DocumentStore store;
    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** Where the file of a document is to lie and where it may still lie. */
    private record Move(String to, @Nullable String from) {}

    FileMoves(DocumentStore store, ConnectionPools pools) {
        this.store = store;
        this.pool = pools.open("file-moves", CONNECTIONS);
        this.jdbc = new JdbcTemplate(pool);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    void moveAfterCommit(long document) {
        afterCommit(() -> move(document));
    }

    void deleteAfterCommit() {
        afterCommit(this::deleteDoomed);
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /** Finishes what a process that ended too early has left. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    void repair() {
        jdbc.queryForList("select id from document where moving_from is not null", Long.class)
                .forEach(this::move);
        deleteDoomed();
    }

    private void move(long id) {
        try {
            transaction.executeWithoutResult(status -> {
                lock();
                List<Move> moves = jdbc.query(
                        "select file_path, moving_from from document where id = ?",
                        (row, number) -> new Move(row.getString(1), row.getString(2)),
                        id);
                if (!moves.isEmpty()) {
                    move(id, moves.get(0));
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("The original of document {} stays where it is for now: {}", id, e.getMessage());
        }
    }

    private void move(long id, Move move) {
        if (move.from == null) {
            return;
        }
        if (!store.exists(move.to)) {
            store.move(move.from, move.to);
        } else if (store.exists(move.from)) {
            throw new IllegalStateException("both places hold a file");
        }
        jdbc.update("update document set moving_from = null where id = ?", id);
    }

    private void deleteDoomed() {
        try {
            transaction.executeWithoutResult(status -> {
                lock();
                for (String path : jdbc.queryForList("select file_path from doomed_file", String.class)) {
                    store.delete(path);
                    jdbc.update("delete from doomed_file where file_path = ?", path);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("Files of purged documents stay on the disk until the next start: {}", e.getMessage());
        }
    }

    /** The lock of {@link Changes}, so that no move is written down while one is done. */
    private void lock() {
        jdbc.queryForObject("select seq from change_counter where id = 1 for update", Long.class);
    }

    @Override
    public void destroy() {
        pool.close();
    }
}
