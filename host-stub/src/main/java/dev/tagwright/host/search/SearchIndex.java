package dev.tagwright.host.search;

import dev.tagwright.host.documents.DocumentOrder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.LowerCaseFilterFactory;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilterFactory;
import org.apache.lucene.analysis.standard.StandardTokenizerFactory;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.hibernate.search.backend.elasticsearch.ElasticsearchExtension;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurer;
import org.hibernate.search.backend.lucene.LuceneBackend;
import org.hibernate.search.backend.lucene.LuceneExtension;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;
import org.hibernate.search.engine.search.aggregation.AggregationKey;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.query.SearchResult;
import org.hibernate.search.engine.search.sort.SearchSort;
import org.hibernate.search.engine.search.sort.dsl.SortOrder;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.scope.SearchScope;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.jspecify.annotations.Nullable;

/** The index itself, in Lucene on the disk or in a search engine; both answer alike. Any thread. */
final class SearchIndex implements AutoCloseable {

    static final String NAME = "document";
    static final String WORDS = "words";

    /** Texts to sort by: accents and upper case do not count. */
    static final String LETTERS = "letters";

    static final String NUMBER = "number";
    static final String TITLE_ORDER = "titleOrder";

    /** Raised with every change of what is indexed and how. */
    static final int FORMAT = 6;

    private static final int PASSAGE = 160;
    private static final int MOST_COUNTS = 5000;
    private static final int SIMILAR_WORDS = 25;
    private static final int SHORTEST_WORD = 3;

    /** A word of more documents tells little of any, and looking at all of them would take longer the more there are. */
    private static final int COMMON = 10_000;

    private static final long LONGEST_SECONDS = 10;

    /** So many vectors at least are kept in view while the nearest are looked for. */
    private static final int IN_VIEW = 100;

    private final CloseableSearchMapping mapping;

    private SearchIndex(CloseableSearchMapping mapping) {
        this.mapping = mapping;
    }

    /** Opens the index and makes it if it is not there. Slow. */
    static SearchIndex open(Map<String, ?> backend) {
        LuceneAnalysisConfigurer lucene = context -> {
            context.analyzer(WORDS)
                    .custom()
                    .tokenizer(StandardTokenizerFactory.class)
                    .tokenFilter(LowerCaseFilterFactory.class)
                    .tokenFilter(ASCIIFoldingFilterFactory.class);
            context.normalizer(LETTERS)
                    .custom()
                    .tokenFilter(LowerCaseFilterFactory.class)
                    .tokenFilter(ASCIIFoldingFilterFactory.class);
        };
        ElasticsearchAnalysisConfigurer elasticsearch = context -> {
            context.analyzer(WORDS).custom().tokenizer("standard").tokenFilters("lowercase", "asciifolding");
            context.normalizer(LETTERS).custom().tokenFilters("lowercase", "asciifolding");
        };
        boolean onDisk = "lucene".equals(backend.get("hibernate.search.backend.type"));
        return new SearchIndex(SearchMapping.builder(AnnotatedTypeSource.fromClasses(IndexedDocument.class))
                .properties(backend)
                .property("hibernate.search.backend.analysis.configurer", onDisk ? lucene : elasticsearch)
                .property("hibernate.search.schema_management.strategy", "create-or-validate")
                .build());
    }

    /** Puts documents in and takes others out; returns when that is kept for good. */
    void write(Collection<IndexedDocument> put, Collection<Long> out) {
        try (SearchSession session = mapping.createSessionWithOptions()
                .indexingPlanSynchronizationStrategy(IndexingPlanSynchronizationStrategy.writeSync())
                .build()) {
            put.forEach(session.indexingPlan()::addOrUpdate);
            out.forEach(id -> session.indexingPlan().purge(IndexedDocument.class, id, null));
        }
    }

    /** Makes what was written before visible to whoever searches; a search engine does so by itself within a second. */
    void refresh() {
        scope().workspace().refresh();
    }

    /** Makes the index anew if it is gone. Slow. */
    void createMissing() {
        scope().schemaManager().createIfMissing();
    }

    /** Writes anew what holds documents that were taken out, so that none of their words is left in its files. Slow. */
    void squeeze() {
        scope().workspace().mergeSegments();
    }

    /** Returns whether nothing is in it; also shows whether it answers at all. */
    boolean isEmpty() {
        return best(predicates().matchAll().toPredicate(), 1).isEmpty();
    }

    /** What was found: numbers, best first, at most so many from a place on, and how many there are in all. */
    record Found(List<Long> ids, long total) {}

    /** Finds documents in an order of {@link #order}; how many there are is counted up to a bound alone, as for all of these. */
    Found find(SearchPredicate predicate, SearchSort order, int from, int most) {
        return find(predicate, order, from, most, DocumentSearch.MOST);
    }

    /** Finds the documents that fit best and counts nothing: what cannot be among them need not be looked at. */
    List<Long> best(SearchPredicate predicate, int most) {
        return find(predicate, byFit(), 0, most, most).ids();
    }

    /** As is usual: asked for by name, a sort by score looks at all that fit equally well, for others to come after it. */
    private SearchSort byFit() {
        return scope().sort().composite().toSort();
    }

    private Found find(SearchPredicate predicate, SearchSort order, int from, int most, int counted) {
        try (SearchSession session = mapping.createSession()) {
            SearchResult<Long> result = session.search(scope())
                    .select(f -> f.id(Long.class))
                    .where(predicate)
                    .sort(order)
                    .totalHitCountThreshold(counted)
                    .failAfter(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .fetch(from, most);
            return new Found(result.hits(), result.total().hitCountLowerBound());
        }
    }

    /**
     * Returns how to sort; nothing for values that the index does not know.
     *
     * @param order null for the best first
     */
    Optional<SearchSort> order(@Nullable DocumentOrder order) {
        if (order == null) {
            return Optional.of(byFit());
        }
        String field =
                switch (order.by()) {
                    case ID, ADDED -> NUMBER;
                    case TITLE -> TITLE_ORDER;
                    case CREATED -> "created";
                    case MODIFIED -> "modified";
                    case CORRESPONDENT, DOCUMENT_TYPE, STORAGE_PATH, PAGES, OWNER -> "";
                };
        SortOrder direction = order.descending() ? SortOrder.DESC : SortOrder.ASC;
        return field.isEmpty()
                ? Optional.empty()
                : Optional.of(scope().sort()
                        .field(field)
                        .order(direction)
                        .then()
                        .field(NUMBER)
                        .order(direction)
                        .toSort());
    }

    /** One document and the score of its vector. */
    record Near(long id, float score) {

        /** Both engines score a cosine as half of one more than it. */
        double similarity() {
            return Math.max(-1, Math.min(1, 2 * (double) score - 1));
        }
    }

    /**
     * Finds the nearest vectors. The search for them follows neighbours of neighbours and would miss some if it kept no more
     * in view than are wanted.
     *
     * @param filter what else must hold; only so many of those that pass it are looked for
     */
    List<Near> nearest(String model, float[] vector, SearchPredicate filter, int most) {
        try (SearchSession session = mapping.createSession()) {
            return session.search(scope())
                    .select(f -> f.composite().from(f.id(Long.class), f.score()).as(Near::new))
                    .where(f -> f.knn(Math.max(most, IN_VIEW))
                            .field("vector")
                            .matching(vector)
                            .filter(f.match().field("model").matching(model))
                            .filter(filter))
                    .failAfter(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .fetchHits(most);
        }
    }

    /** One document with the passages that were found, as {@link Passages} has them. */
    record Shown(long id, List<String> title, List<String> content) {}

    List<Shown> passages(SearchPredicate predicate, int most) {
        try (SearchSession session = mapping.createSession()) {
            return session.search(scope())
                    .select(f -> f.composite()
                            .from(
                                    f.id(Long.class),
                                    f.highlight("title"),
                                    f.composite()
                                            .from(f.highlight("content"), f.highlight("notes"))
                                            .as(SearchIndex::joined))
                            .as(Shown::new))
                    .where(predicate)
                    .highlighter(f -> f.plain()
                            .tag(Character.toString(Passages.FOUND), Character.toString(Passages.FOUND_END))
                            .numberOfFragments(2)
                            .fragmentSize(PASSAGE))
                    .failAfter(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .fetchHits(most);
        }
    }

    private static List<String> joined(List<String> content, List<String> notes) {
        return Stream.concat(content.stream(), notes.stream()).toList();
    }

    /** Returns how many documents fit; no more than so many are counted for sure. */
    long total(SearchPredicate predicate, int counted) {
        return find(predicate, byFit(), 0, 0, counted).total();
    }

    /** Only documents of higher numbers than this one. */
    SearchPredicate after(long number, SearchPredicate predicate) {
        return predicates()
                .bool()
                .filter(predicate)
                .filter(predicates().range().field(NUMBER).greaterThan(number))
                .toPredicate();
    }

    /** Returns for each label how many of the documents carry it. */
    Map<Long, Long> counts(SearchPredicate predicate) {
        AggregationKey<Map<Long, Long>> key = AggregationKey.of("labels");
        try (SearchSession session = mapping.createSession()) {
            return new LinkedHashMap<>(session.search(scope())
                    .where(predicate)
                    .aggregation(key, f -> f.terms()
                            .field("labels", Long.class)
                            .orderByCountDescending()
                            .maxTermCount(MOST_COUNTS))
                    .failAfter(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .fetch(0)
                    .aggregation(key));
        }
    }

    SearchPredicateFactory predicates() {
        return scope().predicate();
    }

    /**
     * Documents in whose title, text or notes a word begins so.
     *
     * @param beginning at most {@link Words#BEGINNING} letters, as {@link Writing#asIndexed} has them
     */
    SearchPredicate begun(String beginning) {
        return predicates().match().field("beginnings").matching(beginning).toPredicate();
    }

    /** Documents that share the words which tell most of a text. */
    SearchPredicate like(String text) {
        return predicates()
                .extension()
                .ifSupported(LuceneExtension.get(), f -> f.fromLuceneQuery(likeOnDisk(text)))
                .ifSupported(ElasticsearchExtension.get(), f -> f.fromJson(likeInEngine(text)))
                .orElseFail()
                .toPredicate();
    }

    /** Shorter words tell little, but where letters are words. */
    private static int shortest(String text) {
        return text.codePoints().anyMatch(Writing::isSpaceless) ? 1 : SHORTEST_WORD;
    }

    private Query likeOnDisk(String text) {
        Analyzer analyzer = mapping.backend()
                .unwrap(LuceneBackend.class)
                .analyzer(WORDS)
                .orElseThrow(() -> new IllegalStateException("the index has lost its analyzer"));
        try (IndexReader reader = scope().extension(LuceneExtension.get()).openIndexReader()) {
            MoreLikeThis like = new MoreLikeThis(reader);
            like.setAnalyzer(analyzer);
            like.setMinTermFreq(1);
            like.setMinDocFreq(2);
            like.setMaxDocFreq(COMMON);
            like.setMinWordLen(shortest(text));
            like.setMaxQueryTerms(SIMILAR_WORDS);
            BooleanQuery.Builder query = new BooleanQuery.Builder();
            int words = 0;
            for (BooleanClause word : (BooleanQuery) like.like("content", new StringReader(text))) {
                query.add(word);
                words++;
            }
            return query.setMinimumNumberShouldMatch(Math.max(1, words * 3 / 10))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static com.google.gson.JsonObject likeInEngine(String text) {
        com.google.gson.JsonArray fields = new com.google.gson.JsonArray();
        fields.add("content");
        com.google.gson.JsonObject like = new com.google.gson.JsonObject();
        like.add("fields", fields);
        like.addProperty("like", text);
        like.addProperty("min_term_freq", 1);
        like.addProperty("min_doc_freq", 2);
        like.addProperty("max_doc_freq", COMMON);
        like.addProperty("min_word_length", shortest(text));
        like.addProperty("max_query_terms", SIMILAR_WORDS);
        like.addProperty("minimum_should_match", "30%");
        com.google.gson.JsonObject query = new com.google.gson.JsonObject();
        query.add("more_like_this", like);
        return query;
    }

    private SearchScope<IndexedDocument> scope() {
        return mapping.scope(Set.of(IndexedDocument.class));
    }

    @Override
    public void close() {
        mapping.close();
    }
}
