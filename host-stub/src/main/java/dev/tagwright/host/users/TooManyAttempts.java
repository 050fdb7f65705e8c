package dev.tagwright.host.users;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A password that was not looked at, because too many wrong ones came before. */
public class TooManyAttempts extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyAttempts(Duration wait) {
        super("Too many wrong passwords. Try again in " + minutes(wait) + "; whoever is signed in stays so.");
        this.seconds = Math.max(1, wait.toSeconds());
    }

    /** Returns after how many seconds the next one is looked at, at least 1. */
    public long seconds() {
        return seconds;
    }

    private static String minutes(Duration wait) {
        long minutes = Math.max(1, (wait.toSeconds() + 59) / 60);
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }
}
