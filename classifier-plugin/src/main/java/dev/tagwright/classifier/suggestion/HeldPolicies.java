package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.LabelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies in memory. What is set through it counts here at once, and on other nodes when they look again, after two
 * seconds at most. While the book cannot be read, what was read last counts. Safe for any number of threads.
 */
public final class HeldPolicies {

    private static final Logger LOG = LoggerFactory.getLogger(HeldPolicies.class);
    private static final Duration HELD = Duration.ofSeconds(2);

    private final PolicyBook book;
    private final Clock clock;
    private volatile Held held = new Held(Policies.NONE, Instant.MIN);

    private record Held(Policies policies, Instant readAt) {}

    public HeldPolicies(PolicyBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** Returns what counts now. */
    public Policies current() {
        Held now = held;
        Instant time = clock.instant();
        if (time.isBefore(now.readAt)
                || now.readAt.equals(Instant.MIN)
                || now.readAt.plus(HELD).isBefore(time)) {
            now = read(now, time);
        }
        return now.policies;
    }

    private Held read(Held before, Instant time) {
        Held now = before;
        try {
            now = new Held(book.all(), time);
        } catch (RuntimeException e) {
            LOG.warn("What was set for labels cannot be read; what was set before counts on.", e);
            now = new Held(before.policies, time);
        }
        held = now;
        return now;
    }

    /** Sets what counts for a label; an empty policy takes back what was set. */
    public void set(LabelId label, Policies.Policy policy, String by) {
        book.set(label, policy, by, clock.instant());
        held = new Held(book.all(), clock.instant());
    }

    /** Puts every label into shadow, or lets each be what was set for it. */
    public void shadowAll(boolean on, String by) {
        book.shadowAll(on, by, clock.instant());
        held = new Held(book.all(), clock.instant());
    }
}
