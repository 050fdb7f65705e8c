package dev.tagwright.host.users;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Adds an administrator when there is nobody yet: {@code demo} with the password {@code demo} where
 * {@code tagwright.demo} is true, else {@code admin} with a random password that is known to this run alone, to be told
 * to whoever started it.
 */
@Component
public class FirstAdministrator {

    /**
     * How to sign in for the first time.
     *
     * @param password as typed; to be shown on the console once and never logged
     */
    public record Credentials(String name, String password) {

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    // no characters that look alike
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 16;
    private static final String OPEN_DEMO = "tagwright.demo-open";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final People people;
    private final SecureRandom random;
    private final boolean demo;
    private volatile Optional<Credentials> credentials = Optional.empty();

    FirstAdministrator(People people, SecureRandom random, Environment environment) {
        this.people = people;
        this.random = random;
        this.demo = environment.getProperty("tagwright.demo", Boolean.class, false);
        String address = environment.getProperty("server.address", "");
        if (demo && !LOOPBACK.contains(address) && !environment.getProperty(OPEN_DEMO, Boolean.class, false)) {
            throw new IllegalStateException("server.address (" + address
                    + ") must be localhost in the demo, whose passwords everybody knows. Maybe leave it out, or set "
                    + OPEN_DEMO + "=true where nobody else gets at it.");
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(-100)
    void addIfNobody() {
        if (people.count() > 0) {
            return;
        }
        Credentials first = demo ? new Credentials("demo", "demo") : new Credentials("admin", password());
        people.createOpenly(first.name(), first.password(), Role.ADMINISTRATOR);
        credentials = Optional.of(first);
    }

    /** Returns how to sign in when this run has added the first administrator; empty otherwise. */
    public Optional<Credentials> credentials() {
        return credentials;
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
