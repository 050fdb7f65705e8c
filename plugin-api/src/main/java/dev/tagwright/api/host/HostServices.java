package dev.tagwright.api.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** All that a host offers to one plugin. Valid from {@code start} until {@code close} of the plugin. */
public interface HostServices {

    /** The documents to learn from and to decide on. */
    Corpus corpus();

    /** The labels. */
    LabelCatalogue labels();

    /** The only way to put labels on documents. */
    Assignments assignments();

    /** What a caller may see and do. */
    Permissions permissions();

    /** What people decide on the plugin's pages; empty for a host on which they cannot. */
    default Optional<Filing> filing() {
        return Optional.empty();
    }

    /** Returns similar documents by the host's own engine; empty when it has none that takes vectors. */
    default Optional<SimilarDocuments> similarDocuments() {
        return Optional.empty();
    }

    /**
     * A pool of connections to a database in which the plugin may keep tables of its own, whose names begin with the
     * prefix {@code tw_}. Closed by the host.
     */
    DataSource dataSource();

    /**
     * What the administrator set for this plugin: names without the plugin's own prefix, values as written. Unknown
     * names are kept, so that a plugin can tell about them.
     */
    Map<String, String> settings();

    /** A folder for the plugin alone. It exists, is kept by upgrades, and is not shared between hosts. */
    Path dataFolder();

    /**
     * At least 32 random bytes that stay the same for the life of the installation and on all its hosts, for signing
     * what the plugin stores. The caller owns the array. Never to be logged or stored.
     */
    byte[] secret();

    /** Product and version of the host, for the record, such as {@code tagwright-host 0.1}. */
    String product();
}
