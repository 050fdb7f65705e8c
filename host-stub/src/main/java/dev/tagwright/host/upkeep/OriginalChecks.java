package dev.tagwright.host.upkeep;

import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.HeldOriginal;
import dev.tagwright.host.files.OriginalMissing;
import dev.tagwright.host.upkeep.CheckTables.Original;
import dev.tagwright.host.upkeep.CheckView.What;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compares every original with the SHA-256 that it came with, in the background, by the schedule or when somebody asks.
 * One host at a time; how far it is stands in the database, so what a host leaves unfinished is gone on with.
 */
public class OriginalChecks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OriginalChecks.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final int PAGE = 50;
    private static final String BY_SCHEDULE = "schedule";

    private final CheckTables tables;
    private final DocumentStore store;
    private final Duration every;
    private final Clock clock;
    private @Nullable ScheduledExecutorService thread;
    private volatile boolean running;

    OriginalChecks(CheckTables tables, DocumentStore store, Duration every, Clock clock) {
        this.tables = tables;
        this.store = store;
        this.every = every;
        this.clock = clock;
    }

    /** Has all originals checked; returns whether no check was under way. */
    public boolean ask(String user) {
        boolean begun = tables.begin(user);
        ScheduledExecutorService now = thread;
        if (begun && now != null) {
            now.execute(this::look);
        }
        return begun;
    }

    /** Ends the check that is under way; returns whether there was one. */
    public boolean stopCheck() {
        return tables.stop();
    }

    /** Returns how far it is or what it found. Three queries. */
    public CheckView view() {
        return tables.view();
    }

    /** Begins what is due, and works on what nobody works on. */
    void look() {
        try {
            if (isDue(tables.view())) {
                tables.begin(BY_SCHEDULE);
            }
            Optional<CheckTables.Run> run = tables.take(SILENCE);
            if (run.isPresent()) {
                work(run.get());
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("The originals cannot be checked for now; it is tried again.", e);
        }
    }

    private boolean isDue(CheckView last) {
        Instant now = clock.instant();
        Instant before = last.startedAt();
        return !every.isZero()
                && last.state() != CheckView.State.RUNNING
                && (before == null
                        || before.plus(every).isBefore(now)
                        // begun when the time of day was ahead
                        || before.isAfter(now.plus(every)));
    }

    private void work(CheckTables.Run run) {
        long last = run.lastDocument();
        while (running) {
            List<Original> page = tables.next(last, PAGE);
            if (page.isEmpty()) {
                tables.done(run.id());
                return;
            }
            for (Original original : page) {
                judge(original);
                last = original.id();
            }
            if (!tables.at(run.id(), last, page.size())) {
                return;
            }
        }
    }

    private void judge(Original original) {
        What fault = fault(original);
        if (fault == What.MISSING) {
            // it may have been moved or deleted since its row was read
            Optional<Original> now = tables.original(original.id());
            fault = now.isEmpty() ? null : fault(now.get());
        }
        if (fault == null) {
            tables.whole(original.id());
        } else {
            LOG.warn("The original of document {} is not as it was: {}.", original.id(), fault);
            tables.faulty(original.id(), fault);
        }
    }

    private @Nullable What fault(Original original) {
        try (HeldOriginal held = store.hold(original.id(), original.path(), original.movingFrom())) {
            MessageDigest digest = BackupWriter.sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(held.file()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest()).equals(original.sha256()) ? null : What.CHANGED;
        } catch (OriginalMissing e) {
            return What.MISSING;
        } catch (IOException e) {
            return What.UNREADABLE;
        }
    }

    @Override
    public void start() {
        running = true;
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "original-checks");
            worker.setDaemon(true);
            worker.setPriority(Thread.MIN_PRIORITY);
            return worker;
        });
        made.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        thread = made;
    }

    /** Nothing is interrupted: a thread may be in the midst of the database's files. */
    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService now = thread;
        thread = null;
        if (now != null) {
            now.shutdown();
            try {
                if (!now.awaitTermination(5, TimeUnit.SECONDS)) {
                    LOG.warn("The check of an original did not end in time.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
