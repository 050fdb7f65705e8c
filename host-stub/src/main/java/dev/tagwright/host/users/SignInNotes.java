package dev.tagwright.host.users;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Notes who signed in and out and who was refused, and from which address. What was typed as a name is noted only where
 * there is such a person: people type passwords there. Safe for any number of threads.
 */
@Component
class SignInNotes {

    private static final String NOBODY = "unknown";

    /** Programs that give name and password with each request are noted no more often. */
    private static final Duration BETWEEN = Duration.ofHours(1);

    private static final int MOST = 10_000;

    private final Audit audit;
    private final PersonRepository people;
    private final Clock clock;
    private final Recent<String, Instant> noted = new Recent<>(MOST);

    SignInNotes(Audit audit, PersonRepository people, Clock clock) {
        this.audit = audit;
        this.people = people;
        this.clock = clock;
    }

    void signedIn(String name, String address) {
        note(Audit.What.SIGNED_IN, name, "by the form", address);
    }

    void signedOut(String name, String address) {
        note(Audit.What.SIGNED_OUT, name, "by the person", address);
    }

    void refused(String name, String address, String why) {
        note(Audit.What.SIGN_IN_REFUSED, name, why, address);
    }

    /** Notes a request that was let in by a name and a password, the first in an hour. */
    void asked(String name, String address) {
        Instant now = clock.instant();
        synchronized (noted) {
            Instant before = noted.get(name + " " + address);
            if (before != null && before.plus(BETWEEN).isAfter(now)) {
                return;
            }
            noted.put(name + " " + address, now);
        }
        note(Audit.What.SIGNED_IN, name, "by name and password of a request", address);
    }

    private void note(Audit.What what, String name, String how, String address) {
        Optional<Person> person = people.findByNameKey(People.key(name));
        audit.note(
                person.map(Person::getName).orElse(NOBODY),
                what,
                person.map(Person::getId).orElse(null),
                how + (address.isEmpty() ? "" : ", from " + address));
    }
}
