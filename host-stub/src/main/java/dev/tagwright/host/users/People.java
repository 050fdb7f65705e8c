package dev.tagwright.host.users;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everybody who can sign in. Names count the same in upper and lower case. */
@Component
public class People {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}@.+_-]{0,149}");
    private static final int SHORTEST_PASSWORD = 8;
    private static final int MOST_BYTES = 72;

    private final PersonRepository people;
    private final ApiTokenRepository tokens;
    private final PasswordEncoder encoder;
    private final Audit audit;
    private final Clock clock;

    People(PersonRepository people, ApiTokenRepository tokens, PasswordEncoder encoder, Audit audit, Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds a person.
     *
     * @throws PersonRefused when the name is taken or unfit, or the password too short
     */
    @Transactional
    public Person create(String name, String password, Role role) {
        if (!NAME.matcher(name).matches()) {
            throw new PersonRefused("A user name begins with a letter or digit and has at most 150 letters, digits and"
                    + " characters of @ . + - _.");
        }
        if (people.findByNameKey(key(name)).isPresent()) {
            throw new PersonRefused("There is already a user of this name.");
        }
        checkPassword(name, password);
        return save(name, password, role);
    }

    /**
     * Adds a person whose password is known to everybody, such as a demo's: no rule for passwords holds. To be called
     * only where the host can be reached from its own machine alone.
     */
    @Transactional
    public Person createOpenly(String name, String password, Role role) {
        return save(name, password, role);
    }

    private Person save(String name, String password, Role role) {
        Person added = people.save(new Person(name, key(name), hash(password), role, now()));
        audit.note(Audit.What.PERSON_ADDED, added.getId(), name + ", " + role);
        return added;
    }

    /** Returns the person of this name, whether active or not. */
    @Transactional(readOnly = true)
    public Optional<Person> find(String name) {
        return people.findByNameKey(key(name));
    }

    @Transactional(readOnly = true)
    public Optional<Person> find(long id) {
        return people.findById(id);
    }

    /** Returns everybody, by name. */
    @Transactional(readOnly = true)
    public List<Person> all() {
        return people.findAllByOrderByNameKey();
    }

    /** Sets a new password; all tokens and sessions of the person end. */
    @Transactional
    public void changePassword(long id, String password) {
        Person person = people.findById(id).orElseThrow(People::nobody);
        checkPassword(person.getName(), password);
        person.setPasswordHash(hash(password));
        person.setSessionsFrom(now());
        tokens.deleteByUserId(id);
        audit.note(Audit.What.PASSWORD_CHANGED, id, person.getName());
    }

    /**
     * Changes role and whether the person may sign in.
     *
     * @throws PersonRefused when no active administrator would be left
     */
    @Transactional
    public void change(long id, Role role, boolean active) {
        Person person = people.findById(id).orElseThrow(People::nobody);
        if (person.getRole() != role || person.isActive() != active) {
            audit.note(
                    Audit.What.PERSON_CHANGED,
                    id,
                    person.getName() + ", " + role + (active ? "" : ", may not sign in"));
        }
        person.setRole(role);
        person.setActive(active);
        if (people.findAll().stream().noneMatch(one -> one.isActive() && one.getRole() == Role.ADMINISTRATOR)) {
            throw new PersonRefused("At least one active administrator must remain.");
        }
        if (!active) {
            tokens.deleteByUserId(id);
        }
    }

    /** Returns how many there are. */
    @Transactional(readOnly = true)
    public long count() {
        return people.count();
    }

    private static void checkPassword(String name, String password) {
        // bcrypt looks at 72 bytes and refuses more
        if (password.length() < SHORTEST_PASSWORD || password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new PersonRefused("A password has at least " + SHORTEST_PASSWORD + " characters and at most "
                    + MOST_BYTES + " bytes.");
        }
        if (key(password).equals(key(name)) || password.chars().distinct().count() < 3) {
            throw new PersonRefused("A password is not the user's name and has at least three different characters.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private String hash(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("the password encoder gave no hash");
        }
        return hash;
    }

    private static PersonRefused nobody() {
        return new PersonRefused("There is no such user.");
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
