package dev.tagwright.host.users;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses passwords. Wrong ones are counted for a quarter of an hour: per name and address, per
 * address, and per name over all addresses. The last count never holds up an address from which the name was signed in
 * to before, so strangers elsewhere cannot keep a person out. Sessions and tokens are not concerned.
 *
 * <p>Kept in memory, of each host apart, for at most {@value #MOST} names and addresses; those longest unused are
 * forgotten first. An IPv6 address stands for its network of 64 bits. Safe for any number of threads.
 */
@Component
class SignInThrottle {

    static final int PER_NAME_AND_ADDRESS = 10;
    static final int PER_ADDRESS = 60;
    static final int PER_NAME = 100;
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int MOST = 10_000;

    private static final int LONGEST_NAME = 150;

    private record Pair(String name, String network) {}

    /** Wrong passwords since a time. */
    private record Count(Instant since, int wrong) {}

    private final Clock clock;
    private final Recent<Pair, Count> pairs = new Recent<>(MOST);
    private final Recent<String, Count> networks = new Recent<>(MOST);
    private final Recent<String, Count> names = new Recent<>(MOST);
    private final Recent<Pair, Boolean> known = new Recent<>(MOST);

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Returns how long this address must wait before a password for this name is looked at; empty for not at all. */
    synchronized Optional<Duration> wait(String name, String address) {
        Pair pair = pair(name, address);
        Instant end = later(
                end(pairs.get(pair), PER_NAME_AND_ADDRESS),
                later(
                        end(networks.get(pair.network), PER_ADDRESS),
                        known.get(pair) == null ? end(names.get(pair.name), PER_NAME) : Instant.MIN));
        return end.isAfter(clock.instant()) ? Optional.of(Duration.between(clock.instant(), end)) : Optional.empty();
    }

    synchronized void wrong(String name, String address) {
        Pair pair = pair(name, address);
        pairs.put(pair, more(pairs.get(pair)));
        networks.put(pair.network, more(networks.get(pair.network)));
        names.put(pair.name, more(names.get(pair.name)));
    }

    synchronized void right(String name, String address) {
        Pair pair = pair(name, address);
        pairs.remove(pair);
        known.put(pair, true);
    }

    private Count more(@org.jspecify.annotations.Nullable Count count) {
        Instant now = clock.instant();
        return count == null || !count.since.plus(WINDOW).isAfter(now)
                ? new Count(now, 1)
                : new Count(count.since, count.wrong + 1);
    }

    private static Instant end(@org.jspecify.annotations.Nullable Count count, int most) {
        return count == null || count.wrong < most ? Instant.MIN : count.since.plus(WINDOW);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Pair pair(String name, String address) {
        String key = People.key(name);
        return new Pair(key.length() > LONGEST_NAME ? key.substring(0, LONGEST_NAME) : key, network(address));
    }

    /** Whoever has one IPv6 address has all of its network. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // digits and colons alone: no name is looked up
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
