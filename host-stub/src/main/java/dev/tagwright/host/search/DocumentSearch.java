package dev.tagwright.host.search;

import dev.tagwright.host.documents.ChangeFeed;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.DocumentPage;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.Narrowing;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.sort.SearchSort;
import org.hibernate.search.util.common.SearchException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Finds documents by what is in them. While the index cannot be asked, texts are looked through one by one; nobody is
 * shown a document that they may not see. Any thread.
 */
@Component
public class DocumentSearch implements SmartLifecycle {

    /** Of so many documents that fit best a list is made; what people do not find among them they do not look for. */
    static final int MOST = 10_000;

    /** So many numbers go into one query: its text grows with them, and databases read it anew each time. */
    private static final int AT_ONCE = 1000;

    /** So many vectors are looked for at most: the search for them grows with their number. */
    private static final int MOST_NEAR = 1000;

    /** So many times as many of the newest documents are looked at when too few fit. */
    private static final int WIDER = 4;

    /** Of so many documents the words are looked at to complete one. */
    private static final int LOOKED_THROUGH = 100;

    private final SearchSettings settings;
    private final DocumentFinder finder;
    private final Labels labels;
    private final DocumentVectors vectors;
    private final OfferedWords offered;
    private final Clock clock;
    private final Path folder;
    private final Function<Mark, IndexFollower> followers;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private volatile @Nullable IndexFollower follower;

    DocumentSearch(
            SearchSettings settings,
            DocumentFinder finder,
            Documents documents,
            DocumentNotes notes,
            DocumentLabels documentLabels,
            ChangeFeed feed,
            Labels labels,
            DocumentVectors vectors,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${tagwright.data:data}") Path dataFolder) {
        this.settings = settings;
        this.finder = finder;
        this.labels = labels;
        this.vectors = vectors;
        this.offered = new OfferedWords(documents, notes);
        this.clock = clock;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.folder = dataFolder.toAbsolutePath().normalize().resolve("search").resolve(settings.fullName());
        this.followers = mark -> new IndexFollower(
                () -> SearchIndex.open(settings.backend(folder)),
                this::throwAway,
                mark,
                feed,
                documents,
                notes,
                documentLabels,
                vectors,
                settings.look());
    }

    /**
     * Returns one page of the documents that fit what a person typed, best first or in the given order.
     *
     * @param filter what else must hold, with what the person may see
     * @throws BadSearch when it cannot be understood
     */
    public DocumentPage find(
            String typed, Person person, DocumentFilter filter, @Nullable DocumentOrder order, int page, int size) {
        Wish wish = WishParser.parse(typed, LocalDate.now(clock));
        Narrowing list = filter.narrowing();
        return ask(index -> {
                    SearchPredicate wanted = among(index, wish, person, list);
                    boolean cut = !list.more() && (long) page * size <= MOST;
                    Optional<SearchSort> sort = cut ? index.order(order) : Optional.empty();
                    return sort.isPresent()
                            ? cut(index.find(wanted, sort.get(), (page - 1) * size, size), filter, page, size)
                            : page(index.best(wanted, settings.ranked()), filter, order, page, size);
                })
                .orElseGet(() ->
                        finder.find(filter.words(typed), order == null ? DocumentOrder.NEWEST : order, page, size));
    }

    /** The index alone knows what fits, so only the documents that are shown are read. */
    private DocumentPage cut(SearchIndex.Found found, DocumentFilter filter, int page, int size) {
        long total = Math.min(MOST, found.total());
        return new DocumentPage(read(found.ids(), filter), total, total < MOST, page, size);
    }

    /** Returns one page of the documents whose texts are most like that of a document, without that one. */
    public DocumentPage similar(
            long document,
            String text,
            Person person,
            DocumentFilter filter,
            @Nullable DocumentOrder order,
            int page,
            int size) {
        List<Long> ids = similar(document, text, person, MOST);
        return page(ids, filter, order, page, size);
    }

    /**
     * Returns the documents that are most like one in words and, where vectors tell, in meaning, best first; none while
     * the index cannot be asked.
     */
    public List<Long> similar(long except, String text, Person person, int most) {
        String some = Writing.plain(
                text.length() > IndexedDocument.LONGEST ? text.substring(0, IndexedDocument.LONGEST) : text);
        int enough = Math.min(MOST, most + 1);
        Optional<DocumentVectors.Kept> meant = vectors.of(except);
        return ask(index -> {
                    List<Long> inWords =
                            index.best(Wishes.visible(index.predicates(), index.like(some), person), enough);
                    List<Long> inMeaning = meant.map(kept -> nearest(index, kept, person, enough))
                            .orElse(List.of());
                    return Blend.of(List.of(inWords, inMeaning));
                })
                .map(found ->
                        found.stream().filter(id -> id != except).limit(most).toList())
                .orElse(List.of());
    }

    private static List<Long> nearest(SearchIndex index, DocumentVectors.Kept kept, Person person, int most) {
        SearchPredicate all = index.predicates().matchAll().toPredicate();
        return index
                .nearest(
                        kept.model(),
                        kept.vector(),
                        Wishes.visible(index.predicates(), all, person),
                        Math.min(MOST_NEAR, most))
                .stream()
                .map(SearchIndex.Near::id)
                .toList();
    }

    /** A document and the cosine of its vector and another, in [-1, 1]. */
    public record Near(long document, double similarity) {}

    /**
     * Returns the documents whose vectors are nearest, whoever may see them, nearest first; empty while the index cannot
     * be asked.
     *
     * @param label only those that carry it; any if null
     * @throws IllegalArgumentException when the vector does not hold up
     */
    public Optional<List<Near>> nearest(String model, float[] vector, @Nullable Long label, int most) {
        DocumentVectors.check(vector);
        return ask(index -> index
                .nearest(
                        model,
                        vector,
                        label == null
                                ? index.predicates().matchAll().toPredicate()
                                : index.predicates()
                                        .match()
                                        .field("labels")
                                        .matching(label)
                                        .toPredicate(),
                        Math.min(MOST_NEAR, most))
                .stream()
                .map(near -> new Near(near.id(), near.similarity()))
                .toList());
    }

    private DocumentPage page(
            List<Long> ranked, DocumentFilter filter, @Nullable DocumentOrder order, int page, int size) {
        if (order != null) {
            return finder.find(filter.ids(ranked), order, page, size);
        }
        Set<Long> passing = new HashSet<>();
        for (int from = 0; from < ranked.size(); from += AT_ONCE) {
            List<Long> some = ranked.subList(from, Math.min(ranked.size(), from + AT_ONCE));
            passing.addAll(finder.ids(filter.ids(some), AT_ONCE));
        }
        List<Long> left = ranked.stream().filter(passing::contains).toList();
        int from = Math.min(left.size(), Math.multiplyExact(page - 1, size));
        List<Long> shown = left.subList(from, Math.min(left.size(), from + size));
        return new DocumentPage(read(shown, filter), left.size(), ranked.size() < settings.ranked(), page, size);
    }

    private List<Document> read(List<Long> ids, DocumentFilter filter) {
        Map<Long, Document> byId = new HashMap<>();
        if (!ids.isEmpty()) {
            finder.find(filter.ids(ids), DocumentOrder.NEWEST, 1, ids.size())
                    .documents()
                    .forEach(document -> byId.put(document.getId(), document));
        }
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /** Returns for some documents the passages in which something typed was found; none while the index cannot be asked. */
    public Map<Long, Passages> passages(String typed, Person person, Collection<Long> documents) {
        if (documents.isEmpty()) {
            return Map.of();
        }
        Wish wish = WishParser.parse(typed, LocalDate.now(clock));
        Map<Long, Passages> passages = new HashMap<>();
        ask(index -> index.passages(
                        index.predicates()
                                .bool()
                                .must(visible(index, wish, person))
                                .filter(index.predicates().id().matchingAny(documents))
                                .toPredicate(),
                        documents.size()))
                .ifPresent(found ->
                        found.forEach(one -> passages.put(one.id(), new Passages(one.title(), one.content()))));
        return passages;
    }

    /**
     * Returns for each label how many of the documents that fit carry it, most first; empty while the index cannot be asked.
     * Where many more than {@value #MOST} fit, of so many or some more of the newest of them.
     */
    public Map<Long, Long> counts(String typed, Person person) {
        return counts(typed, person, Narrowing.NONE);
    }

    /** As {@link #counts(String, Person)}, of the documents of a list. */
    public Map<Long, Long> counts(String typed, Person person, Narrowing list) {
        return counts(typed, person, list, MOST);
    }

    Map<Long, Long> counts(String typed, Person person, Narrowing list, int most) {
        Wish wish = WishParser.parse(typed, LocalDate.now(clock));
        return ask(index -> index.counts(newest(index, among(index, wish, person, list), most)))
                .orElse(new LinkedHashMap<>());
    }

    /** Leaves the newest that fit where too many do: ever more of the newest documents are looked at until enough fit. */
    private SearchPredicate newest(SearchIndex index, SearchPredicate wanted, int enough) {
        if (index.total(wanted, enough + 1) <= enough) {
            return wanted;
        }
        long last =
                Objects.requireNonNull(jdbc.queryForObject("select coalesce(max(id), 0) from document", Long.class));
        for (long looked = enough; looked < last; looked *= WIDER) {
            SearchPredicate some = index.after(last - looked, wanted);
            if (index.total(some, enough) >= enough) {
                return some;
            }
        }
        return wanted;
    }

    /** Returns words that begin as something typed does, the commonest first; none while the index cannot be asked. */
    public List<String> complete(String typed, Person person, int most) {
        String beginning = Writing.asIndexed(Writing.plain(typed.strip()));
        if (beginning.isEmpty() || !beginning.chars().allMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        List<Long> begun = ask(index -> index.best(
                        beginning.length() <= Words.BEGINNING
                                ? Wishes.visible(index.predicates(), index.begun(beginning), person)
                                : visible(index, new Wish.Pattern(null, beginning + "*"), person),
                        LOOKED_THROUGH))
                .orElse(List.of());
        return offered.of(beginning, read(begun, DocumentFilter.present().visibleTo(person)), most);
    }

    /** Returns how the search is. */
    public SearchState state() {
        IndexFollower open = follower;
        return open == null ? new SearchState(SearchState.State.AWAY, 0, "The search is not running.") : open.state();
    }

    /** Puts every document into the index anew, in the background, while it goes on answering. */
    public void refill() {
        IndexFollower open = follower;
        if (open != null) {
            open.refill();
        }
    }

    private void throwAway() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SearchPredicate visible(SearchIndex index, Wish wish, Person person) {
        List<StoredLabel> known = labels.all();
        return Wishes.visible(index.predicates(), new Wishes(index.predicates(), known).predicate(wish), person);
    }

    private SearchPredicate among(SearchIndex index, Wish wish, Person person, Narrowing list) {
        return Wishes.among(index.predicates(), visible(index, wish, person), list);
    }

    private <T> Optional<T> ask(Function<SearchIndex, T> question) {
        IndexFollower open = follower;
        SearchIndex index = open == null ? null : open.ready();
        if (open == null || index == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(index));
        } catch (SearchException e) {
            open.failed(e);
            return Optional.empty();
        }
    }

    @Override
    public void start() {
        IndexFollower made = followers.apply(
                settings.shared()
                        ? new SharedMark(jdbc, transactions, settings.fullName())
                        : new FileMark(folder.resolve("mark")));
        follower = made;
        made.start();
    }

    @Override
    public void stop() {
        IndexFollower open = follower;
        follower = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isRunning() {
        return follower != null;
    }
}
