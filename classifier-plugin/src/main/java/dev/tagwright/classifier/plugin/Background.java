package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Forgetting;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.retrain.RetrainSettings;
import dev.tagwright.classifier.retrain.Schedule;
import dev.tagwright.classifier.rework.Reworks;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on by itself: following other nodes, the check after the start, the schedule. One thread of low priority. */
final class Background implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /** Milliseconds after which a node that trains shows that it lives, and hears whether another one stopped it. */
    private static final long BEAT = 1000;

    /** Milliseconds after which it is seen whether the schedule lies too far ahead. */
    private static final long KEEP_TIME = 10_000;

    private final Retrain retrain;
    private final Keeper keeper;
    private final Reworks reworks;
    private final Learner learner;
    private final Jobs jobs;
    private final Backfill backfill;
    private final BooleanSupplier modelIsBack;
    private final Forgetting forgetting;
    private final RetrainSettings settings;
    private final Runnable late;
    private final Function<Runnable, Schedule> schedules;
    private final ScheduledThreadPoolExecutor thread;
    private @Nullable Schedule schedule;
    private @Nullable Thread embedding;
    private String mended = "";

    /**
     * @param modelIsBack begins to load an embedding model that was missing, and returns whether it did
     * @param late what else begins when the start is over
     * @param schedules starts the schedule that is set, with what it is to do
     * @param loader that sees the libraries of this plugin
     */
    Background(
            Retrain retrain,
            Keeper keeper,
            Reworks reworks,
            Learner learner,
            Jobs jobs,
            Backfill backfill,
            BooleanSupplier modelIsBack,
            Forgetting forgetting,
            RetrainSettings settings,
            Runnable late,
            Function<Runnable, Schedule> schedules,
            ClassLoader loader) {
        this.retrain = retrain;
        this.keeper = keeper;
        this.reworks = reworks;
        this.learner = learner;
        this.jobs = jobs;
        this.backfill = backfill;
        this.modelIsBack = modelIsBack;
        this.forgetting = forgetting;
        this.settings = settings;
        this.late = late;
        this.schedules = schedules;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "tagwright-background");
            worker.setDaemon(true);
            worker.setPriority(Thread.MIN_PRIORITY);
            worker.setContextClassLoader(loader);
            return worker;
        });
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        long follow = settings.follow().toMillis();
        thread.scheduleWithFixedDelay(this::follow, follow, follow, TimeUnit.MILLISECONDS);
        long pulse = settings.silence().toMillis() / 10;
        thread.scheduleWithFixedDelay(this::beat, BEAT, BEAT, TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(this::pulse, pulse, pulse, TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(this::keepTime, KEEP_TIME, KEEP_TIME, TimeUnit.MILLISECONDS);
        mend();
        learner.wake();
        long delay = settings.startDelay().toMillis();
        thread.schedule(this::begin, delay, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            retrain.beat();
        } catch (RuntimeException e) {
            LOG.debug("Other nodes could not be told that this one lives.", e);
        }
    }

    private synchronized void keepTime() {
        try {
            if (schedule != null && schedule.keepTime()) {
                LOG.info("The time of day was set back; the schedule of trainings goes by it from now on.");
            }
        } catch (RuntimeException e) {
            LOG.debug("It could not be seen when the next training is to be asked for.", e);
        }
    }

    private void pulse() {
        try {
            retrain.pulse();
            reworks.pulse();
            jobs.pulse(settings.silence());
        } catch (RuntimeException e) {
            LOG.debug("It could not be seen what other nodes do.", e);
        }
    }

    private void follow() {
        try {
            keeper.follow();
            forgetting.goOn();
            if (modelIsBack.getAsBoolean()) {
                embed();
            }
            mend();
            learner.wake();
        } catch (RuntimeException e) {
            // the database may be away for a while; the snapshot in memory serves on
            LOG.debug("It could not be seen which snapshot is to serve.", e);
        }
    }

    /** Asks for a training, once, when the snapshot that should serve cannot. */
    private synchronized void mend() {
        String trouble = keeper.trouble();
        if (!trouble.equals(mended)) {
            mended = trouble;
            if (!trouble.isEmpty()) {
                retrain.request("repair", false, false);
            }
        }
    }

    /** The scheduler is begun late, because it takes longer to load than a host at its start should wait. */
    private void begin() {
        embed();
        late.run();
        if (settings.afterStart()) {
            retrain.request(Retrain.BY_START, false, false);
        }
        if (!settings.schedule().isEmpty()) {
            synchronized (this) {
                if (!thread.isShutdown()) {
                    schedule = schedules.apply(() -> retrain.request(Retrain.BY_SCHEDULE, false, false));
                }
            }
        }
    }

    private synchronized void embed() {
        if (!thread.isShutdown()) {
            Thread worker = new Thread(backfill, "tagwright-embedding");
            worker.setDaemon(true);
            worker.setPriority(Thread.MIN_PRIORITY);
            worker.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            worker.start();
            embedding = worker;
        }
    }

    @Override
    public void close() {
        // without an interrupt, which some databases take for a broken file
        thread.shutdown();
        backfill.close();
        Thread worker;
        synchronized (this) {
            worker = embedding;
            if (schedule != null) {
                schedule.close();
                schedule = null;
            }
        }
        if (worker != null) {
            try {
                // one document at most; without an interrupt for the same reason
                worker.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
