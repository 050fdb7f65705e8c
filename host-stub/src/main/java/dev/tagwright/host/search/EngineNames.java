package dev.tagwright.host.search;

import org.hibernate.search.backend.elasticsearch.index.layout.IndexLayoutStrategy;

/** Names of the index in a search engine: an index with a number, and an alias each for reading and for writing. */
record EngineNames(String name) implements IndexLayoutStrategy {

    @Override
    public String createInitialElasticsearchIndexName(String ignored) {
        return name + "-000001";
    }

    @Override
    public String createWriteAlias(String ignored) {
        return name + "-write";
    }

    @Override
    public String createReadAlias(String ignored) {
        return name + "-read";
    }
}
