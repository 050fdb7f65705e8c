package dev.tagwright.host.users;

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
    private static final int SHORTEST_PASSWORD = 4;

    private final PersonRepository people;
    private final ApiTokenRepository tokens;
    private final PasswordEncoder encoder;
    private final Clock clock;

    People(PersonRepository people, ApiTokenRepository tokens, PasswordEncoder encoder, Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.encoder = encoder;
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
        checkPassword(password);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return people.save(new Person(name, key(name), hash(password), role, now));
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

    /** Sets a new password; all tokens of the person end. */
    @Transactional
    public void changePassword(long id, String password) {
        checkPassword(password);
        people.findById(id).orElseThrow(People::nobody).setPasswordHash(hash(password));
        tokens.deleteByUserId(id);
    }

    /**
     * Changes role and whether the person may sign in.
     *
     * @throws PersonRefused when no active administrator would be left
     */
    @Transactional
    public void change(long id, Role role, boolean active) {
        Person person = people.findById(id).orElseThrow(People::nobody);
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

    private static void checkPassword(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > 200) {
            throw new PersonRefused("A password has from " + SHORTEST_PASSWORD + " to 200 characters.");
        }
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
