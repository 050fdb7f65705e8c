package dev.tagwright.host.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs a request in by its header {@code Authorization: Token <token>}, for that request alone. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Token ";

    private final Tokens tokens;
    private final TokenRate rate;
    private final AuthenticationEntryPoint refusal;

    TokenFilter(Tokens tokens, TokenRate rate, AuthenticationEntryPoint refusal) {
        this.tokens = tokens;
        this.rate = rate;
        this.refusal = refusal;
    }

    static boolean carriesToken(HttpServletRequest request) {
        return token(request) != null;
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return header.substring(SCHEME.length()).strip();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = token(request);
        if (token == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Tokens.Holder> holder;
        try {
            holder = tokens.holder(token);
        } catch (DataAccessException | TransactionException e) {
            refusal.commence(
                    request, response, new InternalAuthenticationServiceException("The token was not looked up.", e));
            return;
        }
        if (holder.isEmpty()) {
            refusal.commence(request, response, new BadCredentialsException("The token is not valid."));
            return;
        }
        Optional<Duration> wait = rate.use(holder.get().token());
        if (wait.isPresent()) {
            Problems.tooMany(
                    response,
                    wait.get().toSeconds() + 1,
                    "This token was used too often in one minute. Try again in a minute.");
            return;
        }
        Person person = holder.get().person();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(person.getName(), null, Authorities.of(person)));
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
