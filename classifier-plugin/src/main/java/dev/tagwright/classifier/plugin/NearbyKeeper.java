package dev.tagwright.classifier.plugin;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the labelled documents anew whenever another snapshot serves. One thread of low priority. */
final class NearbyKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NearbyKeeper.class);
    private static final long LOOK_SECONDS = 5;

    private final Routing routing;
    private final Larger larger;
    private final Corpus corpus;
    private final Serving serving;
    private final GiveWay giveWay;
    private final int most;
    private final Runnable drawing;
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean closed;
    private volatile String learned = "";
    private volatile String learnedByLarger = "";

    /**
     * @param drawing called after each look
     */
    NearbyKeeper(
            Routing routing,
            Larger larger,
            Corpus corpus,
            Serving serving,
            GiveWay giveWay,
            int most,
            Runnable drawing,
            ClassLoader loader) {
        this.drawing = drawing;
        this.routing = routing;
        this.larger = larger;
        this.corpus = corpus;
        this.serving = serving;
        this.giveWay = giveWay;
        this.most = most;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "tagwright-nearby");
            worker.setDaemon(true);
            worker.setPriority(Thread.MIN_PRIORITY);
            worker.setContextClassLoader(loader);
            return worker;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Snapshot snapshot = serving.current();
            String now = snapshot == null ? "" : snapshot.digest();
            if (most == 0 || now.isEmpty()) {
                return;
            }
            if (!now.equals(learned) && routing.model().isPresent()) {
                int taken = routing.learn(corpus, most, () -> closed, giveWay::rest);
                learned = now;
                drawing.run();
                LOG.info("{} labelled documents can be shown as near.", taken);
            }
            if (!now.equals(learnedByLarger) && larger.meaning().model().isPresent()) {
                int taken = larger.learn(corpus, most, () -> closed, giveWay::rest);
                learnedByLarger = now;
                LOG.info("{} labelled documents show the larger model where described labels lie.", taken);
            }
        } catch (RuntimeException e) {
            LOG.debug("The labelled documents could not be looked at; it is tried again.", e);
        }
    }

    /** Looks at all documents anew soon: some are gone. */
    void lookAgain() {
        learned = "";
        learnedByLarger = "";
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
    }
}
