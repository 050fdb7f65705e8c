package dev.tagwright.host.users;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask for what. Pages are signed in to by a form and a session, the REST API by a session, a token, or name and
 * password. Writes of a session carry a CSRF token; a request with a token of its own needs none, because no browser
 * adds that by itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SignIn {

    @Bean
    UserDetailsService userDetails(People people) {
        return name -> people.find(name)
                .map(person -> User.withUsername(person.getName())
                        .password(person.getPasswordHash())
                        .authorities(Authorities.of(person))
                        .disabled(!person.isActive())
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException("There is no such user."));
    }

    @Bean
    SecurityFilterChain requests(
            HttpSecurity http, Tokens tokens, TokenRate rate, People people, SignInNotes notes, Clock clock)
            throws Exception {
        RequestMatcher api = PathPatternRequestMatcher.withDefaults().matcher("/api/**");
        AuthenticationEntryPoint unauthorized = (request, response, refusal) -> {
            if (refusal instanceof TooManyAttempts tooMany) {
                Problems.tooMany(response, tooMany.seconds(), String.valueOf(tooMany.getMessage()));
                return;
            }
            if (refusal instanceof InternalAuthenticationServiceException) {
                Problems.write(
                        response,
                        503,
                        "Service Unavailable",
                        "The host cannot look up who you are, because its database does not answer. Try again later.");
                return;
            }
            response.setHeader("WWW-Authenticate", "Token");
            Problems.write(
                    response, 401, "Unauthorized", "Sign in first: the name, password or token is missing or wrong.");
        };
        AccessDeniedHandler denied = (request, response, refusal) ->
                Problems.write(response, 403, "Forbidden", "You do not have the permission to do this.");
        HttpSessionRequestCache pages = new HttpSessionRequestCache();
        pages.setRequestMatcher(SignIn::asksForPage);
        return http.authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/login", "/error", "/webjars/**", "/assets/**", "/favicon.ico")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/token/")
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole(Role.ADMINISTRATOR.name())
                        .anyRequest()
                        .hasRole(Role.VIEWER.name()))
                .requestCache(cache -> cache.requestCache(pages))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(new Session.Begin(clock, notes))
                        .failureHandler(SignIn::failed)
                        .permitAll())
                .logout(out -> out.logoutUrl("/logout")
                        .logoutSuccessUrl("/login?out")
                        .addLogoutHandler((request, response, known) -> {
                            if (known != null) {
                                notes.signedOut(known.getName(), request.getRemoteAddr());
                            }
                        }))
                .httpBasic(basic -> basic.authenticationEntryPoint(unauthorized)
                        .authenticationDetailsSource(Passwords.OfRequest::new))
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        TokenFilter::carriesToken,
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/token/"),
                        // nor does a browser know a name and password: it is never asked for them in this way
                        request -> carriesPassword(request.getHeader("Authorization"))))
                // see SafeHeaders
                .headers(headers -> headers.disable())
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(unauthorized, api)
                        .defaultAccessDeniedHandlerFor(denied, api)
                        // of several, the first would answer for all the rest
                        .defaultAccessDeniedHandlerFor(new AccessDeniedHandlerImpl(), AnyRequestMatcher.INSTANCE))
                .addFilterBefore(
                        new TokenFilter(tokens, rate, unauthorized), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(new FreshRoles(people, clock), AuthorizationFilter.class)
                .build();
    }

    private static void failed(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof TooManyAttempts tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.seconds()));
            response.sendRedirect(request.getContextPath() + "/login?wait=" + (tooMany.seconds() + 59) / 60);
        } else {
            response.sendRedirect(request.getContextPath() + "/login?error");
        }
    }

    /** Whoever signs in goes on to the page that was wanted, not to a picture that a page before it asked for meanwhile. */
    private static boolean asksForPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET") && (accept == null || accept.contains("text/html"));
    }

    private static boolean carriesPassword(@org.jspecify.annotations.Nullable String header) {
        return header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
    }
}
