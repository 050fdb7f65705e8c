package dev.tagwright.host.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/** A session remembers what a person might do at sign-in; what counts is what the person may do now. */
final class FreshRoles extends OncePerRequestFilter {

    private final People people;
    private final Clock clock;

    FreshRoles(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn != null && signedIn.getPrincipal() instanceof UserDetails user) {
            refresh(request, signedIn, user);
        }
        chain.doFilter(request, response);
    }

    private void refresh(HttpServletRequest request, Authentication signedIn, UserDetails user) {
        Optional<Person> person = people.find(user.getUsername()).filter(Person::isActive);
        HttpSession session = request.getSession(false);
        // a request that brings name and password needs no session, but may bring one, too
        boolean bySession = session != null && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
        if (person.isEmpty() || bySession && Session.isOver(session, person.get(), clock.instant())) {
            SecurityContextHolder.clearContext();
            if (session != null) {
                session.invalidate();
            }
            return;
        }
        List<SimpleGrantedAuthority> now = Authorities.of(person.get());
        if (!new HashSet<>(now).equals(new HashSet<Object>(signedIn.getAuthorities()))) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, now));
            SecurityContextHolder.setContext(context);
        }
    }
}
