package dev.tagwright.host.users;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.util.unit.DataSize;

/**
 * Headers that keep browsers from doing with an answer what nobody meant. In front of everything else, so that no answer
 * goes without: neither those of plugins nor refusals of the container. What an answer says itself stays, such as a
 * stricter policy for an original file.
 */
@Configuration(proxyBeanMethods = false)
class SafeHeaders {

    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'self'";

    @Bean
    FilterRegistrationBean<HeaderWriterFilter> safeHeadersFilter() {
        HeaderWriterFilter filter = new HeaderWriterFilter(List.of(
                new XContentTypeOptionsHeaderWriter(),
                new ContentSecurityPolicyHeaderWriter(CONTENT),
                new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER),
                new CacheControlHeadersWriter(),
                new HstsHeaderWriter(),
                new StaticHeadersWriter("X-Frame-Options", "SAMEORIGIN"),
                new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"),
                new StaticHeadersWriter("Cross-Origin-Resource-Policy", "same-origin"),
                new StaticHeadersWriter(
                        "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), usb=()")));
        FilterRegistrationBean<HeaderWriterFilter> first = new FilterRegistrationBean<>(filter);
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return first;
    }

    @Bean
    FilterRegistrationBean<RequestLimits> requestLimits(@Value("${tagwright.largest-request:16MB}") DataSize largest) {
        FilterRegistrationBean<RequestLimits> second = new FilterRegistrationBean<>(new RequestLimits(largest));
        second.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return second;
    }

    /** What no database keeps and no page shows is refused wherever it is given. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterNames(name -> name.indexOf('\0') < 0);
        firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
        return firewall;
    }

    /** Answers what the firewall refuses: programs with a problem, browsers with the page of mistakes. */
    @Bean
    RequestRejectedHandler refusals() {
        return (request, response, refusal) -> {
            if (request.getRequestURI().contains("/api/")) {
                Problems.write(
                        response,
                        400,
                        "Bad Request",
                        "The request holds a method, characters or a path that are not allowed.");
            } else {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        };
    }
}
