package dev.tagwright.host.users;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.BadCredentialsException;
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

    Passwords(UserDetailsService people, PasswordEncoder encoder, SignInThrottle throttle) {
        super(people);
        setPasswordEncoder(encoder);
        this.throttle = throttle;
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
            return known;
        } catch (BadCredentialsException e) {
            throttle.wrong(given.getName(), address);
            throw e;
        } catch (DataAccessException e) {
            throw new InternalAuthenticationServiceException("The counts of wrong passwords cannot be read.", e);
        }
    }
}
