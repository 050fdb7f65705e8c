package dev.tagwright.host.documents;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagwright.host.files.DocumentStore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final int LOOK_MINUTES = 5;
    private static final String PICTURES = DocumentStore.CACHE + "/%";

    private final DocumentStore store;
    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "pictures-of-erased");
        thread.setDaemon(true);
        return thread;
    });

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
        if (store.cacheIsOwn()) {
            store.clearCache();
            others.scheduleWithFixedDelay(this::deletePictures, LOOK_MINUTES, LOOK_MINUTES, TimeUnit.MINUTES);
        }
        jdbc.queryForList("select id from document where moving_from is not null", Long.class)
                .forEach(this::move);
        deleteDoomed();
    }

    private void move(long id) {
        try {
            if (!store.movesInOneStep()) {
                copy(id);
                return;
            }
            transaction.executeWithoutResult(status -> {
                lock();
                List<Move> moves = rowOf(id);
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

    /**
     * Where a move is a copy and a deletion: copies without holding anybody up, then strikes the move off together with
     * writing down what is to be deleted. A process that dies leaves the file at the old place, at both, or at the new one
     * with the old one written down; each is gone on with.
     */
    private void copy(long id) {
        List<Move> moves = rowOf(id);
        String from = moves.isEmpty() ? null : moves.get(0).from;
        if (from == null) {
            return;
        }
        String to = moves.get(0).to;
        store.copy(from, to);
        transaction.executeWithoutResult(status -> {
            lock();
            List<Move> now = rowOf(id);
            Set<String> over = new TreeSet<>(List.of(from, to));
            if (now.equals(moves) && store.exists(to)) {
                jdbc.update("update document set moving_from = null where id = ?", id);
                over.remove(to);
            } else {
                // it was to be moved elsewhere meanwhile, which is done by whoever wrote that down
                now.forEach(move -> {
                    over.remove(move.to);
                    over.remove(String.valueOf(move.from));
                });
            }
            for (String path : over) {
                jdbc.update(
                        "insert into doomed_file (file_path, doomed_at) select ?, current_timestamp where not exists"
                                + " (select 1 from doomed_file where file_path = ?)",
                        path,
                        path);
            }
        });
        deleteDoomed();
    }

    private List<Move> rowOf(long id) {
        return jdbc.query(
                "select file_path, moving_from from document where id = ?",
                (row, number) -> new Move(row.getString(1), row.getString(2)),
                id);
    }

    /**
     * Where each host has pictures of its own, all of them take those of erased documents away: what is written down to be
     * deleted stays written down for a day, and a host that was away longer begins with an empty cache.
     */
    private void deletePictures() {
        try {
            jdbc.queryForList("select file_path from doomed_file where file_path like ?", String.class, PICTURES)
                    .forEach(store::delete);
            jdbc.update(
                    "delete from doomed_file where file_path like ? and doomed_at < current_timestamp - interval '1' day",
                    PICTURES);
        } catch (RuntimeException e) {
            LOG.warn("Pictures of erased documents stay on this host for now: {}", e.getMessage());
        }
    }

    private void deleteDoomed() {
        try {
            transaction.executeWithoutResult(status -> {
                lock();
                for (String path : jdbc.queryForList("select file_path from doomed_file", String.class)) {
                    store.delete(path);
                    if (!store.cacheIsOwn() || !path.startsWith(DocumentStore.CACHE + "/")) {
                        jdbc.update("delete from doomed_file where file_path = ?", path);
                    }
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
        others.shutdownNow();
        pool.close();
    }
}
