package dev.tagwright.host.users;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
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

    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'self'";

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
    SecurityFilterChain requests(HttpSecurity http, Tokens tokens, People people) throws Exception {
        RequestMatcher api = PathPatternRequestMatcher.withDefaults().matcher("/api/**");
        AuthenticationEntryPoint unauthorized = (request, response, refusal) -> {
            response.setHeader("WWW-Authenticate", "Token");
            problem(response, 401, "Unauthorized", "Sign in first: the name, password or token is missing or wrong.");
        };
        AccessDeniedHandler denied = (request, response, refusal) ->
                problem(response, 403, "Forbidden", "You do not have the permission to do this.");
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
                .formLogin(
                        form -> form.loginPage("/login").defaultSuccessUrl("/").permitAll())
                .logout(out -> out.logoutUrl("/logout").logoutSuccessUrl("/login?out"))
                .httpBasic(basic -> basic.authenticationEntryPoint(unauthorized))
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        TokenFilter::carriesToken,
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/token/"),
                        // nor does a browser know a name and password: it is never asked for them in this way
                        request -> carriesPassword(request.getHeader("Authorization"))))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .frameOptions(frame -> frame.sameOrigin())
                        .referrerPolicy(referrer -> {}))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(unauthorized, api)
                        .defaultAccessDeniedHandlerFor(denied, api)
                        // of several, the first would answer for all the rest
                        .defaultAccessDeniedHandlerFor(new AccessDeniedHandlerImpl(), AnyRequestMatcher.INSTANCE))
                .addFilterBefore(new TokenFilter(tokens, unauthorized), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(new FreshRoles(people), AuthorizationFilter.class)
                .build();
    }

    private static boolean carriesPassword(@org.jspecify.annotations.Nullable String header) {
        return header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
    }

    private static void problem(HttpServletResponse response, int status, String title, String detail)
            throws java.io.IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}");
    }
}
