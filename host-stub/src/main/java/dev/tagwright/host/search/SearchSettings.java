package dev.tagwright.host.search;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the search index is.
 *
 * @param engine an address of Elasticsearch or OpenSearch, such as {@code http://localhost:9200}; empty for an index on
 *     the disk, which is for one host alone
 * @param user for the engine; empty for none
 * @param password for the engine; empty for none
 * @param index what the index is called in the engine; several archives may share one engine
 * @param look how often changes are looked for
 * @param ranked so many documents that fit best are looked at where a list is narrowed or sorted by something that the index
 *     does not know; lower is quicker and may leave some out
 */
@ConfigurationProperties("tagwright.search")
record SearchSettings(
        @DefaultValue("") String engine,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("tagwright") String index,
        @DefaultValue("1s") Duration look,
        @DefaultValue("10000") int ranked) {

    SearchSettings {
        if (!engine.isEmpty()
                && !("http".equals(URI.create(engine).getScheme())
                        || "https".equals(URI.create(engine).getScheme()))) {
            throw new IllegalArgumentException("tagwright.search.engine (" + engine
                    + ") must be an address such as http://localhost:9200, or empty for an index on the disk.");
        }
        if (!index.matches("[a-z][a-z0-9_-]{0,60}")) {
            throw new IllegalArgumentException("tagwright.search.index (" + index
                    + ") must be at most 61 lower-case letters, digits, - and _, and begin with a letter.");
        }
        if (look.isNegative() || look.isZero()) {
            throw new IllegalArgumentException("tagwright.search.look (" + look + ") must be more than 0.");
        }
        if (ranked < 1 || ranked > DocumentSearch.MOST) {
            throw new IllegalArgumentException("tagwright.search.ranked (" + ranked + ") must be from 1 to "
                    + DocumentSearch.MOST + ": search engines rank no more.");
        }
    }

    boolean shared() {
        return !engine.isEmpty();
    }

    /** The name of the index with its format, so that a newer host builds its own beside that of an older one. */
    String fullName() {
        return index + "-" + SearchIndex.FORMAT;
    }

    /** What Hibernate Search is told; a folder is used when the index is on the disk. */
    Map<String, Object> backend(Path folder) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (shared()) {
            properties.put("hibernate.search.backend.type", "elasticsearch");
            properties.put("hibernate.search.backend.uris", engine);
            if (!user.isEmpty()) {
                properties.put("hibernate.search.backend.username", user);
                properties.put("hibernate.search.backend.password", password);
            }
            properties.put("hibernate.search.backend.layout.strategy", new EngineNames(fullName()));
        } else {
            properties.put("hibernate.search.backend.type", "lucene");
            properties.put("hibernate.search.backend.lucene_version", "9.12.3");
            properties.put("hibernate.search.backend.directory.root", folder.toString());
        }
        return properties;
    }
}
