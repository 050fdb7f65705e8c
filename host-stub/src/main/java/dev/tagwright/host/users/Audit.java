package dev.tagwright.host.users;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Notes who changed what beside the documents, which have a history of their own. Takes part in the caller's
 * transaction, so that nothing is noted that did not happen, and nothing happens that is not noted.
 */
@Component
public class Audit {

    /** What was done, and what the number of the subject is of. */
    public enum What {
        LABEL_CREATED("label"),
        LABEL_CHANGED("label"),
        LABEL_DELETED("label"),
        PERSON_ADDED("user"),
        PERSON_CHANGED("user"),
        PASSWORD_CHANGED("user"),
        TOKEN_MADE("user"),
        TOKEN_REVOKED("user"),
        SIGNED_IN("user"),
        SIGNED_OUT("user"),
        SIGN_IN_REFUSED("user"),
        DOCUMENT_ERASED("document"),
        PLUGIN_INSTALLED("plugin"),
        PLUGIN_REMOVED("plugin"),
        TRAINING_ASKED("plugin"),
        AUDIT_EXPORTED("audit"),
        BACKUP_SAVED("installation"),
        TRAINING_SET_EXPORTED("installation"),
        TRAINING_SET_IMPORTED("installation");

        private final String subject;

        What(String subject) {
            this.subject = subject;
        }

        public String subject() {
            return subject;
        }
    }

    private static final int LONGEST = 1000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Audit(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Notes something as done by whoever is signed in on this thread, or by the host where nobody is.
     *
     * @param subject its number; null where it has none
     * @param detail what there is to tell, without secrets and without anything of a document; may be empty
     */
    public void note(What what, @Nullable Long subject, String detail) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !caller.isAuthenticated()) {
            write("HOST", "host", what, subject, detail);
        } else {
            write("PERSON", caller.getName(), what, subject, detail);
        }
    }

    /** Notes something as done by a person who is not signed in on this thread. */
    public void note(String person, What what, @Nullable Long subject, String detail) {
        write("PERSON", person, what, subject, detail);
    }

    private void write(String origin, String actor, What what, @Nullable Long subject, String detail) {
        jdbc.update(
                "insert into audit_entry (at, origin, actor, what, subject_id, detail) values (?, ?, ?, ?, ?, ?)",
                clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                origin,
                actor,
                what.name(),
                subject,
                detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail);
    }
}
