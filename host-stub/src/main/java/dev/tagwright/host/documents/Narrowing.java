package dev.tagwright.host.documents;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DocumentFilter} asks beside presence and who looks, as far as it is about labels, the inbox and days: what
 * an index of documents can check as well.
 *
 * @param labels of each of these sets one at least is carried
 * @param without none of them is carried
 * @param inbox whether documents wait for a person; either if null
 * @param from the first day they may be dated; any if null
 * @param to the last day; any if null
 * @param more whether the filter asks something else, too
 */
public record Narrowing(
        Set<Set<Long>> labels,
        Set<Long> without,
        @Nullable Boolean inbox,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean more) {

    /** Nothing is asked. */
    public static final Narrowing NONE = new Narrowing(Set.of(), Set.of(), null, null, null, false);

    public Narrowing {
        labels = Set.copyOf(labels);
        without = Set.copyOf(without);
    }

    Narrowing oneOf(Collection<Long> some) {
        Set<Set<Long>> all = new HashSet<>(labels);
        all.add(Set.copyOf(some));
        return new Narrowing(all, without, inbox, from, to, more);
    }

    Narrowing noneOf(Collection<Long> some) {
        Set<Long> all = new TreeSet<>(without);
        all.addAll(some);
        return new Narrowing(labels, all, inbox, from, to, more);
    }

    Narrowing waiting(boolean waits) {
        // a filter that wants both finds nothing, whatever the index says
        return inbox != null && inbox != waits ? further() : new Narrowing(labels, without, waits, from, to, more);
    }

    Narrowing notBefore(LocalDate day) {
        return new Narrowing(labels, without, inbox, from == null || day.isAfter(from) ? day : from, to, more);
    }

    Narrowing notAfter(LocalDate day) {
        return new Narrowing(labels, without, inbox, from, to == null || day.isBefore(to) ? day : to, more);
    }

    Narrowing further() {
        return new Narrowing(labels, without, inbox, from, to, true);
    }
}
