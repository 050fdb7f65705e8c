package dev.tagwright.host.upkeep;

import dev.tagwright.host.documents.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
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
