package dev.tagwright.host.contract;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.api.host.SimilarDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What one plugin may ask for, until it is closed. */
public final class PluginHost implements HostServices, AutoCloseable {

    private final Corpus corpus;
    private final LabelCatalogue labels;
    private final Assignments assignments;
    private final Filing filing;
    private final Permissions permissions;
    private final SimilarDocuments similar;
    private final HikariDataSource pool;
    private final DataSource shown;
    private final Map<String, String> settings;
    private final Path dataFolder;
    private final InstallationSecret secret;

    PluginHost(
            Corpus corpus,
            LabelCatalogue labels,
            Assignments assignments,
            Filing filing,
            Permissions permissions,
            SimilarDocuments similar,
            HikariDataSource pool,
            Map<String, String> settings,
            Path dataFolder,
            InstallationSecret secret) {
        this.corpus = corpus;
        this.labels = labels;
        this.assignments = assignments;
        this.filing = filing;
        this.permissions = permissions;
        this.similar = similar;
        this.pool = pool;
        // what the plugin sees has no close method
        this.shown = new DelegatingDataSource(pool);
        this.settings = settings;
        this.dataFolder = dataFolder;
        this.secret = secret;
    }

    @Override
    public Corpus corpus() {
        return corpus;
    }

    @Override
    public LabelCatalogue labels() {
        return labels;
    }

    @Override
    public Assignments assignments() {
        return assignments;
    }

    @Override
    public Optional<Filing> filing() {
        return Optional.of(filing);
    }

    @Override
    public Permissions permissions() {
        return permissions;
    }

    @Override
    public Optional<SimilarDocuments> similarDocuments() {
        return Optional.of(similar);
    }

    @Override
    public DataSource dataSource() {
        return shown;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Path dataFolder() {
        try {
            return Files.createDirectories(dataFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's data folder cannot be made", e);
        }
    }

    @Override
    public byte[] secret() {
        return secret.bytes();
    }

    @Override
    public String product() {
        return "tagwright-host 0.1";
    }

    /** Closes the plugin's connections. */
    @Override
    public void close() {
        pool.close();
    }
}
