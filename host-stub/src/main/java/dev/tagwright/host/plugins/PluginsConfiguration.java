package dev.tagwright.host.plugins;

import dev.tagwright.host.contract.HostContract;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PluginSettings.class)
class PluginsConfiguration {

    @Bean
    Plugins plugins(
            PluginSettings settings,
            HostContract contract,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${tagwright.data:data}") Path data) {
        Path unpacked = settings.unpacked() == null ? data.resolve("plugins-unpacked") : settings.unpacked();
        return new Plugins(settings, unpacked, contract::open, events, clock);
    }

    @Bean
    FeedbackOutbox feedbackOutbox(JdbcTemplate jdbc, Plugins plugins) {
        return new FeedbackOutbox(jdbc, plugins);
    }
}
