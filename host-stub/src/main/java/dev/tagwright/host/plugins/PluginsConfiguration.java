package dev.tagwright.host.plugins;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PluginSettings.class)
class PluginsConfiguration {

    @Bean
    Plugins plugins(
            PluginSettings settings,
            ObjectProvider<PluginServices> services,
            ApplicationEventPublisher events,
            ObjectProvider<Clock> clock) {
        return new Plugins(
                settings, id -> services.getObject().forPlugin(id), events, clock.getIfAvailable(Clock::systemUTC));
    }
}
