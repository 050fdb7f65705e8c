package dev.tagwright.classifier.plugin;

import dev.tagwright.api.host.Filing;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.StoredJob;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.Appraisal;
import dev.tagwright.classifier.review.Bulk;
import dev.tagwright.classifier.review.Desk;
import dev.tagwright.classifier.review.Findings;
import dev.tagwright.classifier.review.Lookout;
import dev.tagwright.classifier.review.Queue;
import dev.tagwright.classifier.review.Refresh;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the review of documents together, and tells it what happens elsewhere. */
final class ReviewSetup {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewSetup.class);

    /** One decision on many documents, by the number of its action. */
    static final String BULK = "review-bulk";

    /** Looking again at what waits. */
    static final String REFRESH = "review-refresh";

    private static final Set<StoredJob.State> DROPPED = Set.of(StoredJob.State.STOPPED, StoredJob.State.PARKED);

    private ReviewSetup() {}

    /** Without a host that files for people there is no review. */
    static void register(Parts parts) {
        parts.host().filing().ifPresent(filing -> {
            parts.add(Review.class, () -> of(parts, filing));
            parts.add(Lookout.class, () -> new Lookout(parts.get(Review.class).appraisal(), parts.loader()));
        });
    }

    private static Review of(Parts parts, Filing filing) {
        WatchedHost host = parts.host();
        Store store = parts.store();
        Suggester suggester = parts.get(Suggester.class);
        Clock clock = parts.clock();
        Appraisal appraisal = new Appraisal(host, host, suggester, store.reviews(), clock);
        Queue queue = new Queue(store.reviews(), filing, clock);
        Desk desk = new Desk(
                host,
                host,
                filing,
                suggester,
                parts.get(FeedbackTaker.class),
                store.reviews(),
                store.actions(),
                appraisal,
                clock);
        Bulk bulk = new Bulk(
                queue, desk, host, filing, store.actions(), action -> later(parts.get(Jobs.class), action), clock);
        Refresh refresh = new Refresh(host, parts.get(Serving.class), appraisal, store.reviews());
        return new Review(
                queue,
                desk,
                bulk,
                appraisal,
                store.reviews(),
                store.actions(),
                refresh,
                new Findings(host, store.actions(), desk, parts.get(FeedbackTaker.class), clock),
                host,
                filing,
                suggester,
                clock);
    }

    private static void later(Jobs jobs, long action) {
        jobs.start(BULK, Long.toString(action), "review");
    }

    /** Has it looked at all that waits once for each snapshot. Never throws. */
    static void refresh(Jobs jobs, Serving serving) {
        Snapshot snapshot = serving.current();
        if (snapshot == null) {
            return;
        }
        try {
            String argument = "{\"snapshot\":\"" + snapshot.digest() + "\"}";
            boolean known = jobs.newest(50).stream()
                    .anyMatch(job -> job.kind().equals(REFRESH)
                            && job.argument().equals(argument)
                            && !DROPPED.contains(job.state()));
            if (!known) {
                jobs.start(REFRESH, argument, "snapshot");
            }
        } catch (RuntimeException e) {
            LOG.warn("What waits for people could not be looked at again.", e);
        }
    }

    /** Takes up again what was under way when the process ended. */
    static void resume(Review review, Jobs jobs) {
        for (Action.State state : List.of(Action.State.RUNNING, Action.State.UNDOING)) {
            review.actions().in(state).stream()
                    .filter(action -> action.total() <= Bulk.AT_ONCE)
                    .forEach(action -> later(jobs, action.id()));
        }
    }
}
