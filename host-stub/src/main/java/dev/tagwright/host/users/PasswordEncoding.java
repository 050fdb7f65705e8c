package dev.tagwright.host.users;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How passwords are stored: each hash names its method, so that the method can change; and where wrong ones are counted. */
@Configuration(proxyBeanMethods = false)
class PasswordEncoding {

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Hosts that share a database count wrong passwords together. */
    @Bean
    SignInCounts signInCounts(Environment environment, JdbcTemplate jdbc) {
        return OnPostgresql.is(environment) ? new SharedCounts(jdbc) : new CountsInMemory();
    }
}
