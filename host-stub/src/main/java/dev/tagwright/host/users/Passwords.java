package dev.tagwright.host.users;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Holds names and passwords against those that are stored, wherever they are given: in the form, in a header, or for a
 * token. Takes as long for a name that does not exist.
 */
@Component
class Passwords extends DaoAuthenticationProvider {

    private final SignInThrottle throttle;
    private final SignInNotes notes;

    Passwords(UserDetailsService people, PasswordEncoder encoder, SignInThrottle throttle, SignInNotes notes) {
        super(people);
        setPasswordEncoder(encoder);
        this.throttle = throttle;
        this.notes = notes;
    }

    /** Tells a name and password that came in a header from those of the form. */
    static final class OfRequest extends WebAuthenticationDetails {

        private static final long serialVersionUID = 1L;

        OfRequest(HttpServletRequest request) {
            super(request);
        }
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String address = given.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        try {
            throttle.wait(given.getName(), address).ifPresent(wait -> {
                throw new TooManyAttempts(wait);
            });
            Authentication known = super.authenticate(given);
            throttle.right(given.getName(), address);
            if (given.getDetails() instanceof OfRequest) {
                notes.asked(given.getName(), address);
            }
            return known;
        } catch (BadCredentialsException e) {
            wrong(given.getName(), address);
            throw e;
        } catch (DisabledException e) {
            refused(given.getName(), address);
            throw e;
        } catch (DataAccessException e) {
            throw new InternalAuthenticationServiceException("The counts of wrong passwords cannot be read.", e);
        }
    }

    private void wrong(String name, String address) {
        try {
            throttle.wrong(name, address);
            notes.refused(name, address, "the name or password was wrong");
        } catch (DataAccessException e) {
            throw new InternalAuthenticationServiceException("A wrong password cannot be noted.", e);
        }
    }

    private void refused(String name, String address) {
        try {
            notes.refused(name, address, "the person is not active");
        } catch (DataAccessException e) {
            throw new InternalAuthenticationServiceException("A refusal cannot be noted.", e);
        }
    }
}
