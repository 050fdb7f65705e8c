package dev.tagwright.host.users;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** At most {@value #MOST} counts of each sort; those longest unused are forgotten first. */
final class CountsInMemory implements SignInCounts {

    static final int MOST = 10_000;

    private final Map<What, Recent<String, Count>> counts = new EnumMap<>(What.class);

    @Override
    public synchronized Optional<Count> find(What what, String subject) {
        return Optional.ofNullable(of(what).get(subject));
    }

    @Override
    public synchronized void more(What what, String subject, Instant now) {
        of(what).put(subject, Count.next(find(what, subject), now));
    }

    @Override
    public synchronized void forget(What what, String subject) {
        of(what).remove(subject);
    }

    private Recent<String, Count> of(What what) {
        return counts.computeIfAbsent(what, one -> new Recent<>(MOST));
    }
}
