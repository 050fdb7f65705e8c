package dev.tagwright.host.users;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Sessions in the database where several hosts may share it, so that any of them may answer the next request of a
 * browser. With the embedded database there is one host, and sessions stay in its memory.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnPostgresql.class)
@EnableJdbcHttpSession(tableName = "host_session")
class SharedSessions {

    /** As the container names it, so that a browser keeps one cookie whatever the database. */
    private static final String COOKIE = "JSESSIONID";

    @Bean
    ConversionService springSessionConversionService() {
        return KeptSession.conversion();
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> valuesThatTwoHostsSetAtOnce() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> timeWithoutUse(
            @Value("${server.servlet.session.timeout}") Duration timeout) {
        return sessions -> sessions.setDefaultMaxInactiveInterval(timeout);
    }

    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionsFilter(SessionRepositoryFilter<?> filter) {
        FilterRegistrationBean<SessionRepositoryFilter<?>> early = new FilterRegistrationBean<>(filter);
        early.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        early.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return early;
    }
}
