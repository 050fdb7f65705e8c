package dev.tagwright.host.demo;

import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.pages.Announcement;
import dev.tagwright.host.pages.Announcer;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the demo together, where {@code tagwright.demo} is true. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tagwright.demo")
@EnableConfigurationProperties(DemoSettings.class)
class DemoConfiguration {

    @Bean
    DemoRun demoRun(
            DemoSettings settings,
            JdbcTemplate jdbc,
            Clock clock,
            People people,
            DocumentFinder finder,
            DocumentLabels documentLabels,
            Labels labels,
            Ingest ingest,
            Plugins plugins,
            Environment environment) {
        DemoConsole console = new DemoConsole(
                System.out, () -> "http://localhost:" + environment.getProperty("local.server.port", "8000") + "/");
        return new DemoRun(
                settings,
                new DemoRecord(jdbc, clock),
                new DemoHousehold(people, finder),
                new DemoLabels(labels),
                new Examiner(documentLabels, labels, plugins),
                ingest,
                plugins,
                console,
                clock);
    }

    @Bean
    Announcer demoAnnouncer(DemoRun run) {
        return () -> {
            DemoProgress now = run.progress();
            String sentence = now.sentence();
            if (sentence.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (now.phase()) {
                        case FILING -> new Announcement(sentence, now.filed(), now.toFile());
                        case ARRIVING -> new Announcement(sentence, now.arrived(), now.toArrive());
                        default -> Announcement.of(sentence);
                    });
        };
    }

    @Bean
    DemoResource demoResource(DemoRun run) {
        return new DemoResource(run);
    }

    @Bean
    Starter demoStarter(DemoRun run) {
        return new Starter(run);
    }

    /** Begins when the host serves, ends when it ends. */
    static final class Starter {

        private final DemoRun run;

        Starter(DemoRun run) {
            this.run = run;
        }

        @EventListener(ApplicationReadyEvent.class)
        void begin() {
            Thread thread = new Thread(run, "demo");
            thread.setDaemon(true);
            thread.start();
        }

        @EventListener(ContextClosedEvent.class)
        void end() {
            run.stop();
        }
    }
}
