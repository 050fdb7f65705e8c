package dev.tagwright.host.users;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** How long a session lasts: from the sign-in, whatever the session was before. */
final class Session {

    /** However much it is used. */
    static final Duration LONGEST = Duration.ofDays(30);

    private static final String SIGNED_IN = "dev.tagwright.signed-in-at";

    private Session() {}

    /** Returns whether a session has ended by its age or because the person's sessions were ended. */
    static boolean isOver(HttpSession session, Person person, Instant now) {
        Instant at = session.getAttribute(SIGNED_IN) instanceof String known ? Instant.parse(known) : Instant.EPOCH;
        @Nullable Instant from = person.getSessionsFrom();
        return at.plus(LONGEST).isBefore(now) || from != null && !at.isAfter(from);
    }

    /** Notes the time of the sign-in, and leads to where the person wanted to go. */
    static final class Begin extends SavedRequestAwareAuthenticationSuccessHandler {

        private final Clock clock;
        private final SignInNotes notes;

        Begin(Clock clock, SignInNotes notes) {
            this.clock = clock;
            this.notes = notes;
            setDefaultTargetUrl("/");
        }

        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication known)
                throws ServletException, IOException {
            request.getSession().setAttribute(SIGNED_IN, clock.instant().toString());
            notes.signedIn(known.getName(), request.getRemoteAddr());
            super.onAuthenticationSuccess(request, response, known);
        }
    }
}
