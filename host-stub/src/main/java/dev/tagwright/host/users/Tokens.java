package dev.tagwright.host.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens for programs. Only hashes are stored, so a token can be shown once: when it is made. Each ends by itself, and
 * earlier when it is revoked or the person's password changes.
 */
@Component
public class Tokens {

    private static final int BYTES = 20;
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final Duration USE_IS_KEPT_TO = Duration.ofHours(1);

    private final PersonRepository people;
    private final ApiTokenRepository tokens;
    private final Passwords passwords;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;
    private final Duration lifetime;

    Tokens(
            PersonRepository people,
            ApiTokenRepository tokens,
            Passwords passwords,
            Audit audit,
            SecureRandom random,
            Clock clock,
            @Value("${tagwright.tokens.lifetime:365d}") Duration lifetime) {
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "tagwright.tokens.lifetime (" + lifetime + ") must be from a minute to ten years.");
        }
        this.people = people;
        this.tokens = tokens;
        this.passwords = passwords;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /**
     * What is known of a token.
     *
     * @param name that was given to it; may be empty
     * @param used when it was used last, right to the hour; null when it never was
     */
    public record About(
            long id,
            String name,
            Instant created,
            Instant expires,
            @Nullable Instant used) {}

    /** A token that was just made; its text is known to nobody else. */
    public record Fresh(String token, Instant expires) {

        @Override
        public String toString() {
            return "Fresh[expires=" + expires + "]";
        }
    }

    /**
     * Makes a token for the person of this name and password; empty when they do not fit.
     *
     * @param address from where they were given
     * @param about a name to know the token by; may be empty
     * @throws TooManyAttempts when too many wrong passwords came before
     * @throws PersonRefused when the person has too many tokens, or the name of the token is too long
     */
    @Transactional
    public Optional<Fresh> issue(String name, String password, String address, String about) {
        UsernamePasswordAuthenticationToken given = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        given.setDetails(new WebAuthenticationDetails(address, null));
        try {
            passwords.authenticate(given);
        } catch (TooManyAttempts e) {
            throw e;
        } catch (AuthenticationException e) {
            return Optional.empty();
        }
        return people.findByNameKey(People.key(name)).map(person -> issue(person.getId(), about));
    }

    /** Makes a token for a person that is already known. */
    @Transactional
    public String issue(long person) {
        return issue(person, "").token();
    }

    private Fresh issue(long person, String about) {
        if (about.length() > LONGEST_NAME || about.chars().anyMatch(Character::isISOControl)) {
            throw new PersonRefused("The name of a token has at most " + LONGEST_NAME
                    + " characters, none of them a control character.");
        }
        Instant now = now();
        tokens.deleteByExpiresAtBefore(now);
        if (tokens.findByUserIdOrderById(person).size() >= MOST) {
            throw new PersonRefused("A user has at most " + MOST + " tokens. Revoke one that is not used any more.");
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        tokens.save(new ApiToken(person, hash(token), about, now, now.plus(lifetime)));
        people.findById(person).ifPresent(holder -> audit.note(holder.getName(), Audit.What.TOKEN_MADE, person, about));
        return new Fresh(token, now.plus(lifetime));
    }

    /** Whose token it is. */
    record Holder(Person person, long token) {}

    /** Returns the active person whom a token belongs to, if it has not ended. */
    @Transactional
    public Optional<Person> person(String token) {
        return holder(token).map(Holder::person);
    }

    @Transactional
    Optional<Holder> holder(String token) {
        Instant now = now();
        Optional<ApiToken> found = tokens.findByTokenHash(hash(token))
                .filter(one -> one.getExpiresAt().isAfter(now));
        Optional<Person> person =
                found.flatMap(one -> people.findById(one.getUserId())).filter(Person::isActive);
        return person.map(holder -> {
            ApiToken used = found.get();
            Instant last = used.getUsedAt();
            if (last == null || last.plus(USE_IS_KEPT_TO).isBefore(now)) {
                used.setUsedAt(now);
            }
            return new Holder(holder, used.getId());
        });
    }

    /** Returns what is known of a person's tokens that have not ended, oldest first. */
    @Transactional(readOnly = true)
    public List<About> of(long person) {
        Instant now = now();
        return tokens.findByUserIdOrderById(person).stream()
                .filter(token -> token.getExpiresAt().isAfter(now))
                .map(token -> new About(
                        token.getId(), token.getName(), token.getCreatedAt(), token.getExpiresAt(), token.getUsedAt()))
                .toList();
    }

    /** Ends a token of a person at once; returns whether there was one. */
    @Transactional
    public boolean revoke(long person, long token) {
        Optional<ApiToken> found = tokens.findById(token).filter(one -> one.getUserId() == person);
        found.ifPresent(ending -> {
            tokens.delete(ending);
            audit.note(Audit.What.TOKEN_REVOKED, person, ending.getName());
        });
        return found.isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    // A token has 160 random bits, so a plain hash is as good as a slow one.
    static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
