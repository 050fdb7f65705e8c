package dev.tagwright.host.contract;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.host.documents.ConnectionPools;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes what the host offers to each plugin. */
@Component
public class HostContract {

    private static final int CONNECTIONS = 6;

    private final StoredCorpus corpus;
    private final StoredCatalogue catalogue;
    private final StoredAssignments assignments;
    private final StoredFiling filing;
    private final PeoplePermissions permissions;
    private final IndexedSimilarity similar;
    private final InstallationSecret secret;
    private final ConnectionPools pools;
    private final Environment environment;
    private final Path dataFolder;

    HostContract(
            StoredCorpus corpus,
            StoredCatalogue catalogue,
            StoredAssignments assignments,
            StoredFiling filing,
            PeoplePermissions permissions,
            IndexedSimilarity similar,
            InstallationSecret secret,
            ConnectionPools pools,
            Environment environment,
            @Value("${tagwright.data:data}") Path dataFolder) {
        this.corpus = corpus;
        this.catalogue = catalogue;
        this.assignments = assignments;
        this.filing = filing;
        this.permissions = permissions;
        this.similar = similar;
        this.secret = secret;
        this.pools = pools;
        this.environment = environment;
        this.dataFolder = dataFolder;
    }

    /** Returns the documents as plugins see them. */
    public Corpus corpus() {
        return corpus;
    }

    /**
     * Makes the services for one plugin: settings below {@code tagwright.plugin.<id>.}, a folder, and a pool of
     * connections of its own, so that a plugin that keeps its connections does not starve the host.
     *
     * @param id of the plugin: lower-case letters, digits and hyphens
     */
    public PluginHost open(String id) {
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("plugin id (" + id.length()
                    + " characters) must be 1 to 64 lower-case letters, digits and hyphens");
        }
        Map<String, String> settings = Binder.get(environment)
                .bind("tagwright.plugin." + id, Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of);
        return new PluginHost(
                corpus,
                catalogue,
                assignments.as(id),
                filing,
                permissions,
                similar,
                pools.open("plugin-" + id, CONNECTIONS),
                Map.copyOf(settings),
                dataFolder.toAbsolutePath().normalize().resolve("plugin-data").resolve(id),
                secret);
    }
}
