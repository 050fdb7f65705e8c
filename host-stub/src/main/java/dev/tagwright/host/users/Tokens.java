package dev.tagwright.host.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tokens for programs. Only hashes are stored, so a token can be shown once: when it is made. */
@Component
public class Tokens {

    private static final int BYTES = 20;

    private final PersonRepository people;
    private final ApiTokenRepository tokens;
    private final PasswordEncoder encoder;
    private final SecureRandom random;
    private final Clock clock;

    Tokens(
            PersonRepository people,
            ApiTokenRepository tokens,
            PasswordEncoder encoder,
            SecureRandom random,
            Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.encoder = encoder;
        this.random = random;
        this.clock = clock;
    }

    /** Makes a token for the person of this name and password; empty when they do not fit. */
    @Transactional
    public Optional<String> issue(String name, String password) {
        return people.findByNameKey(People.key(name))
                .filter(Person::isActive)
                .filter(person -> encoder.matches(password, person.getPasswordHash()))
                .map(person -> issue(person.getId()));
    }

    /** Makes a token for a person that is already known. */
    @Transactional
    public String issue(long person) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        tokens.save(new ApiToken(person, hash(token), clock.instant().truncatedTo(ChronoUnit.MICROS)));
        return token;
    }

    /** Returns the active person whom a token belongs to. */
    @Transactional(readOnly = true)
    public Optional<Person> person(String token) {
        return tokens.findByTokenHash(hash(token))
                .flatMap(found -> people.findById(found.getUserId()))
                .filter(Person::isActive);
    }

    // A token has 160 random bits, so a plain hash is as good as a slow one.
    private static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
