package dev.tagwright.host.upkeep;

import dev.tagwright.host.contract.HostContract;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.search.DocumentSearch;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpkeepSettings.class)
class UpkeepConfiguration {

    @Bean
    Backup backup(
            DataSource source,
            DocumentStore store,
            Clock clock,
            @Value("${tagwright.data:data}") Path data,
            @Value("${tagwright.secret-file:}") String secretFile) {
        return new Backup(source, store, Installation.of(data, secretFile), clock);
    }

    @Bean
    CheckTables checkTables(JdbcTemplate jdbc, Clock clock) {
        return new CheckTables(jdbc, clock);
    }

    @Bean
    OriginalChecks originalChecks(CheckTables tables, DocumentStore store, UpkeepSettings settings, Clock clock) {
        return new OriginalChecks(tables, store, settings.checkOriginals(), clock);
    }

    @Bean
    TrainingSetExport trainingSetExport(HostContract contract, Labels labels) {
        return new TrainingSetExport(contract.corpus(), labels);
    }

    @Bean
    TrainingSetImport trainingSetImport(Labels labels, Ingest ingest) {
        return new TrainingSetImport(labels, ingest);
    }

    @Bean
    Figures figures(
            ObjectProvider<PrometheusRegistry> registry,
            Ingest ingest,
            DocumentSearch search,
            Plugins plugins,
            CheckTables checks,
            @Value("${tagwright.data:data}") Path data,
            Clock clock) {
        Figures figures = new Figures(ingest, search, plugins, checks, data, clock);
        // there is none when an administrator switched the export off
        registry.ifAvailable(present -> present.register(figures));
        return figures;
    }

    @Bean
    HealthIndicator queueHealthIndicator(Ingest ingest, UpkeepSettings settings, Clock clock) {
        return HealthParts.queue(ingest, settings.queueAge(), clock);
    }

    @Bean
    HealthIndicator searchHealthIndicator(DocumentSearch search) {
        return HealthParts.search(search);
    }

    @Bean
    HealthIndicator originalsHealthIndicator(OriginalChecks checks) {
        return HealthParts.originals(checks);
    }

    @Bean
    HealthIndicator diskHealthIndicator(UpkeepSettings settings, @Value("${tagwright.data:data}") Path data) {
        return HealthParts.disk(data, settings.leastFree().toBytes());
    }

    @Bean
    HealthIndicator classifierHealthIndicator(Plugins plugins) {
        return HealthParts.classifier(plugins);
    }

    /** Returns the newest migration of the host's tables that comes with this version. */
    static String newestSchema() {
        try {
            Resource[] migrations =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:db/host/V*__*.sql");
            return Stream.of(migrations)
                    .map(file -> Objects.requireNonNull(file.getFilename()))
                    .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                    .max(Comparator.naturalOrder())
                    .map(MigrationVersion::toString)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
