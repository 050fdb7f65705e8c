package dev.tagwright.host.plugins;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.DocumentErased;
import dev.tagwright.host.documents.DocumentLookedThrough;
import dev.tagwright.host.documents.LabelsJudged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What people said about labels, and which documents are gone for good, on their way to the plugin. It is written down first, so that none is lost while the plugin
 * fails, is missing, or the process ends; an item may reach the plugin twice. Safe for any number of threads.
 */
public class FeedbackOutbox implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackOutbox.class);
    private static final int AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final JdbcTemplate jdbc;
    private final Plugins plugins;
    private final ReentrantLock delivering = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private @Nullable ScheduledExecutorService later;

    FeedbackOutbox(JdbcTemplate jdbc, Plugins plugins) {
        this.jdbc = jdbc;
        this.plugins = plugins;
    }

    /**
     * Keeps what was said and gives it to the plugin: at once if the caller is in no transaction, by whoever gives something
     * to it at that moment or else by this call; otherwise in the background after the commit. Takes part in the caller's
     * transaction. Never fails because of the plugin.
     */
    public void tell(List<Feedback> items) {
        for (Feedback item : items) {
            LabelId instead = item.instead();
            jdbc.update(
                    "insert into plugin_feedback (document_id, label_kind, label_id, verdict, instead_id, user_name,"
                            + " said_at) values (?, ?, ?, ?, ?, ?, ?)",
                    item.document().value(),
                    item.label().kind().name(),
                    item.label().value(),
                    item.verdict().name(),
                    instead == null ? null : instead.value(),
                    item.user(),
                    item.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        }
        if (items.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            deliver();
        } else {
            afterCommit();
        }
    }

    private void afterCommit() {
        if (TransactionSynchronizationManager.getResource(this) == null) {
            TransactionSynchronizationManager.bindResource(this, this);
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit());
        }
    }

    /** Keeps what a person said by changing a document, in the transaction of the change. */
    @EventListener
    void on(LabelsJudged judged) {
        tell(judged.items());
    }

    /** Keeps that somebody has looked a document through. */
    @EventListener
    void on(DocumentLookedThrough looked) {
        jdbc.update("delete from plugin_looked_through where document_id = ?", looked.document());
        jdbc.update(
                "insert into plugin_looked_through (document_id, user_name) values (?, ?)",
                looked.document(),
                looked.user());
        afterCommit();
    }

    /** Keeps that a document is gone for good, and nothing more of it, in the transaction that removes it. */
    @EventListener
    void on(DocumentErased erased) {
        jdbc.update("delete from plugin_feedback where document_id = ?", erased.document());
        jdbc.update("delete from plugin_looked_through where document_id = ?", erased.document());
        jdbc.update(
                "insert into plugin_erasure (document_id, text_digest) values (?, ?)",
                erased.document(),
                erased.textDigest());
        afterCommit();
    }

    /** Returns how many items no plugin has taken yet. */
    public long waiting() {
        Long count = jdbc.queryForObject("select count(*) from plugin_feedback", Long.class);
        return count == null ? 0 : count;
    }

    private record Item(long id, Feedback feedback) {}

    /**
     * Gives all that waits to the plugin, oldest first; what it does not take stays. Returns at once where that is being done
     * already: whoever does it looks once more.
     */
    private void deliver() {
        wanted.set(true);
        Optional<Classifier> plugin = plugins.classifier();
        while (plugin.isPresent() && wanted.get() && delivering.tryLock()) {
            try {
                wanted.set(false);
                giveAll(plugin.get());
            } catch (PluginFailure e) {
                LOG.warn("feedback waits until the plugin takes it: {}", e.getMessage());
                return;
            } finally {
                delivering.unlock();
            }
        }
    }

    private void giveAll(Classifier plugin) throws PluginFailure {
        erase(plugin);
        List<Item> next = oldest();
        while (!next.isEmpty()) {
            plugin.feedback(next.stream().map(Item::feedback).toList());
            next.forEach(item -> jdbc.update("delete from plugin_feedback where id = ?", item.id()));
            next = next.size() < AT_ONCE ? List.of() : oldest();
        }
        lookedThrough(plugin);
    }

    private void erase(Classifier plugin) throws PluginFailure {
        List<ErasedDocument> gone = jdbc.query(
                "select document_id, text_digest from plugin_erasure order by document_id fetch next " + AT_ONCE
                        + " rows only",
                (row, number) -> new ErasedDocument(new DocumentId(row.getLong(1)), row.getString(2)));
        if (!gone.isEmpty()) {
            plugin.forget(gone);
            gone.forEach(one -> jdbc.update(
                    "delete from plugin_erasure where document_id = ?", one.id().value()));
        }
    }

    /** After what was said: it is about what is left then. */
    private void lookedThrough(Classifier plugin) throws PluginFailure {
        List<DocumentLookedThrough> all = jdbc.query(
                "select document_id, user_name from plugin_looked_through order by document_id fetch next " + AT_ONCE
                        + " rows only",
                (row, number) -> new DocumentLookedThrough(row.getLong(1), row.getString(2)));
        for (DocumentLookedThrough one : all) {
            plugin.lookedThrough(new DocumentId(one.document()), one.user());
            jdbc.update("delete from plugin_looked_through where document_id = ?", one.document());
        }
    }

    private List<Item> oldest() {
        return jdbc.query(
                "select id, document_id, label_kind, label_id, verdict, instead_id, user_name, said_at"
                        + " from plugin_feedback order by id fetch next " + AT_ONCE + " rows only",
                FeedbackOutbox::item);
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        LabelKind kind = LabelKind.valueOf(row.getString("label_kind"));
        Long instead = row.getObject("instead_id", Long.class);
        return new Item(
                row.getLong("id"),
                new Feedback(
                        new DocumentId(row.getLong("document_id")),
                        new LabelId(kind, row.getLong("label_id")),
                        Feedback.Verdict.valueOf(row.getString("verdict")),
                        instead == null ? null : new LabelId(kind, instead),
                        row.getString("user_name"),
                        row.getTimestamp("said_at").toInstant()));
    }

    private void deliverQuietly() {
        try {
            deliver();
        } catch (RuntimeException e) {
            LOG.warn("feedback cannot be read; it is tried again", e);
        }
    }

    /** Delivers in the background as soon as what was said is committed, once for a transaction. */
    private final class AfterCommit implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(FeedbackOutbox.this);
            if (status == STATUS_COMMITTED) {
                deliverSoon();
            }
        }
    }

    @EventListener
    void on(PluginStarted started) {
        deliverSoon();
    }

    private void deliverSoon() {
        ScheduledExecutorService soon = later;
        if (soon != null) {
            soon.execute(this::deliverQuietly);
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "feedback");
            thread.setDaemon(true);
            return thread;
        });
        made.scheduleWithFixedDelay(this::deliverQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        later = made;
    }

    @Override
    public void stop() {
        ScheduledExecutorService ending = later;
        later = null;
        if (ending != null) {
            // not interrupted: it may be in the midst of the database's files
            ending.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return later != null;
    }
}
