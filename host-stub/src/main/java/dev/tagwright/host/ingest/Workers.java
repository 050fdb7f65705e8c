package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that take up queued jobs, and one that looks whether what jobs wait for has come. */
final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    /** How long a worker rests when nothing is due; news wakes it. */
    private static final Duration REST = Duration.ofSeconds(2);
    /** How often the plugin is asked whether it has learned something. */
    private static final Duration SNAPSHOT_LOOK = Duration.ofSeconds(5);

    private static final Duration SOON = Duration.ofSeconds(1);
    /** So many signs of life fit into the silence after which a host counts as dead. */
    private static final int SIGNS = 6;

    private static final Duration LONG_GONE = Duration.ofDays(1);
    /** How often finished jobs are looked through for those that nobody needs any more. */
    private static final Duration TIDY = Duration.ofMinutes(10);

    private static final int TIDIED_AT_ONCE = 1000;

    private final IngestSettings settings;
    private final Jobs jobs;
    private final JobAges ages;
    private final HostSigns signs;
    private final Stages stages;
    private final Plugins plugins;
    private final Cancelling cancelling;
    private final Clock clock;
    private final IngestTally tally;
    private final Wakeup work = new Wakeup();
    private final Wakeup ended = new Wakeup();
    private final Wakeup rest = new Wakeup();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Workers(
            IngestSettings settings,
            Jobs jobs,
            JobAges ages,
            HostSigns signs,
            Stages stages,
            Plugins plugins,
            Cancelling cancelling,
            IngestTally tally,
            Clock clock) {
        this.settings = settings;
        this.jobs = jobs;
        this.ages = ages;
        this.signs = signs;
        this.stages = stages;
        this.plugins = plugins;
        this.cancelling = cancelling;
        this.tally = tally;
        this.clock = clock;
    }

    /** Heard whenever there may be something to do. */
    Wakeup work() {
        return work;
    }

    /** Heard whenever a job changed its state. */
    Wakeup ended() {
        return ended;
    }

    void start() {
        running = true;
        for (int i = 1; i <= settings.workers(); i++) {
            launch("ingest-" + i, this::workOn);
        }
        launch("ingest-snapshots", this::watchSnapshots);
        launch("ingest-signs", this::watchHosts);
    }

    private void launch(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /**
     * Waits for what is under way as long as given; what is not done then is taken up at the next start. Nothing is
     * interrupted: a thread may be in the midst of the database's files.
     */
    void stop(Duration patience) {
        running = false;
        work.wake();
        rest.wake();
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    private void workOn() {
        while (running) {
            try {
                long seen = work.count();
                Optional<Jobs.Work> next = jobs.claim();
                if (next.isPresent()) {
                    doOne(next.get());
                    ended.wake();
                } else {
                    work.await(seen, REST);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("the queue of jobs cannot be read; it is tried again", e);
                if (rest()) {
                    return;
                }
            }
        }
    }

    private void doOne(Jobs.Work one) {
        Stages.Outcome outcome;
        try {
            outcome = stages.run(one);
        } catch (NoSuchDocument e) {
            outcome = new Stages.Outcome.Done("The document was deleted meanwhile.");
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            LOG.error("job {} on document {} failed at {}", one.id(), one.document(), one.stage(), e);
            outcome = new Stages.Outcome.Failed(
                    "The host itself failed (" + e.getClass().getSimpleName() + "). Maybe its log tells more.", true);
        }
        settleSurely(one, outcome);
    }

    /** A job that cannot be noted as ended would count as running until the next start, so it is tried again. */
    private void settleSurely(Jobs.Work one, Stages.Outcome outcome) {
        while (true) {
            try {
                settle(one, outcome);
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("what came of job {} cannot be noted; it is tried again", one.id(), e);
                if (!running || rest()) {
                    return;
                }
            }
        }
    }

    private void settle(Jobs.Work one, Stages.Outcome outcome) {
        tally.count(
                outcome instanceof Stages.Outcome.Done
                        ? IngestTally.What.DONE
                        : outcome instanceof Stages.Outcome.Waits ? IngestTally.What.WAITED : IngestTally.What.RETRIED);
        if (outcome instanceof Stages.Outcome.Done done) {
            jobs.done(one.id(), done.message());
        } else if (outcome instanceof Stages.Outcome.Waits waits) {
            jobs.waits(one.id(), waits.waitsFor(), waits.pluginState(), waits.message());
            // What it waits for may have come between the look and the note.
            if (waits.waitsFor().equals("PLUGIN") && plugins.classifier().isPresent()) {
                wakeForPlugin();
            }
        } else if (outcome instanceof Stages.Outcome.Soon soon) {
            jobs.again(one.id(), one.attempts(), clock.instant().plus(SOON), soon.message());
        } else if (outcome instanceof Stages.Outcome.OnceMore more) {
            jobs.again(one.id(), one.attempts() + 1, clock.instant().plus(settings.pause(1)), more.message());
        } else if (outcome instanceof Stages.Outcome.Later later) {
            int tries = one.attempts() + 1;
            jobs.again(one.id(), tries, clock.instant().plus(settings.pause(tries)), later.message());
        } else if (outcome instanceof Stages.Outcome.Failed failed) {
            fail(one, failed);
        }
    }

    private void fail(Jobs.Work one, Stages.Outcome.Failed failed) {
        int attempts = one.attempts() + (failed.counts() ? 1 : 0);
        if (attempts >= settings.attempts()) {
            jobs.parked(one.id(), attempts, failed.message());
            tally.count(IngestTally.What.PARKED);
            LOG.warn("job {} on document {} is parked after {} tries", one.id(), one.document(), attempts);
        } else {
            jobs.again(
                    one.id(), attempts, clock.instant().plus(settings.pause(Math.max(1, attempts))), failed.message());
        }
    }

    void wakeForPlugin() {
        if (jobs.wakeForPlugin() > 0) {
            work.wake();
        }
    }

    /** Takes finished jobs off the list once they are old. Returns whether there may be more. */
    private boolean tidy() {
        return !settings.keepFinished().isZero()
                && ages.forgetEndedBefore(clock.instant().minus(settings.keepFinished()), TIDIED_AT_ONCE)
                        == TIDIED_AT_ONCE;
    }

    private void watchSnapshots() {
        long tidied = System.nanoTime();
        TimeOfDay time = new TimeOfDay(clock, System::nanoTime);
        while (running) {
            try {
                rest.await(0, SNAPSHOT_LOOK);
                if (time.wasSetBack() && ages.hasten() > 0) {
                    work.wake();
                }
                if (System.nanoTime() - tidied > TIDY.toNanos() && !tidy()) {
                    tidied = System.nanoTime();
                }
                Optional<Classifier> plugin = plugins.classifier();
                if (plugin.isPresent()
                        && jobs.anyWaitsForSnapshot()
                        && jobs.wakeForSnapshot(plugin.get().suggestionState()) > 0) {
                    work.wake();
                }
            } catch (InterruptedException e) {
                return;
            } catch (PluginFailure e) {
                LOG.debug("a plugin did not tell its state: {}", e.getMessage());
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("jobs that wait for a snapshot cannot be looked at; it is tried again", e);
            }
        }
    }

    /**
     * Gives signs of life, takes over what hosts had under way that give none any more, and ends what was taken from this
     * one.
     */
    private void watchHosts() {
        while (running) {
            try {
                signs.sign();
                int taken = signs.recoverSilent(settings.silence());
                if (taken > 0) {
                    LOG.info("{} jobs taken over from a host that gives no sign of life any more", taken);
                    work.wake();
                }
                signs.forgetSilent(LONG_GONE);
                cancelling.lost(stages.beingRead()).forEach(stages::callOff);
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn(
                        "this host cannot give a sign of life: {}", e.getClass().getSimpleName());
            }
            try {
                rest.await(0, settings.silence().dividedBy(SIGNS));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns whether the thread is to end. */
    private boolean rest() {
        try {
            rest.await(0, REST);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
