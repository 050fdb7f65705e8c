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
 * <p>Hosts that share a database count together. An IPv6 address stands for its network of 64 bits. Safe for any number of
 * threads.
 */
@Component
class SignInThrottle {

    static final int PER_NAME_AND_ADDRESS = 10;
    static final int PER_ADDRESS = 60;
    static final int PER_NAME = 100;
    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final Duration KNOWN_IS_KEPT_TO = Duration.ofDays(1);
    private static final int LONGEST_NAME = 150;

    private final SignInCounts counts;
    private final Clock clock;

    SignInThrottle(SignInCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /** Returns how long this address must wait before a password for this name is looked at; empty for not at all. */
    Optional<Duration> wait(String name, String address) {
        String key = key(name);
        String network = network(address);
        String pair = pair(key, network);
        Instant now = clock.instant();
        Instant end = later(
                end(SignInCounts.What.PAIR, pair, PER_NAME_AND_ADDRESS, now),
                end(SignInCounts.What.NETWORK, network, PER_ADDRESS, now));
        Instant ofName = end(SignInCounts.What.NAME, key, PER_NAME, now);
        if (ofName.isAfter(end) && counts.find(SignInCounts.What.KNOWN, pair).isEmpty()) {
            end = ofName;
        }
        return end.isAfter(now) ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }

    void wrong(String name, String address) {
        String key = key(name);
        String network = network(address);
        Instant now = clock.instant();
        counts.more(SignInCounts.What.PAIR, pair(key, network), now);
        counts.more(SignInCounts.What.NETWORK, network, now);
        counts.more(SignInCounts.What.NAME, key, now);
    }

    void right(String name, String address) {
        String pair = pair(key(name), network(address));
        if (counts.find(SignInCounts.What.PAIR, pair).isPresent()) {
            counts.forget(SignInCounts.What.PAIR, pair);
        }
        Instant now = clock.instant();
        if (counts.find(SignInCounts.What.KNOWN, pair)
                .filter(known -> known.since().plus(KNOWN_IS_KEPT_TO).isAfter(now))
                .isEmpty()) {
            counts.more(SignInCounts.What.KNOWN, pair, now);
        }
    }

    private Instant end(SignInCounts.What what, String subject, int most, Instant now) {
        return counts.find(what, subject)
                .filter(count -> count.wrong() >= most && count.counts(now))
                .map(count -> count.since().plus(WINDOW))
                .orElse(Instant.MIN);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String key(String name) {
        String key = People.key(name);
        return key.length() > LONGEST_NAME ? key.substring(0, LONGEST_NAME) : key;
    }

    private static String pair(String key, String network) {
        return network + '\n' + key;
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
