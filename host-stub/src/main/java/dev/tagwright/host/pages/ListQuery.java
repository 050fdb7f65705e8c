package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.DecidedState;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentOrder;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a person wants to see of the list of documents, as it stands in the address of the page. Values that make no
 * sense are as good as none.
 *
 * @param view which part of the archive
 * @param words to be found in title or text; may be empty
 * @param tags each of which must be there
 * @param single for a single-valued kind the label that must be there, or 0 for none at all; kinds without a wish are
 *     left out
 * @param page counts from 1
 */
record ListQuery(
        View view,
        String words,
        List<Long> tags,
        Map<LabelKind, Long> single,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Sort sort,
        int page) {

    /** The parts of an archive that people ask for most. */
    enum View {
        ALL,
        INBOX,
        UNDECIDED,
        CLASSIFIER,
        TRASH;

        public String value() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** How the list can be sorted. */
    enum Sort {
        BEST(),
        NEWEST(DocumentOrder.By.ADDED, true),
        OLDEST(DocumentOrder.By.ADDED, false),
        CREATED(DocumentOrder.By.CREATED, true),
        MODIFIED(DocumentOrder.By.MODIFIED, true),
        TITLE(DocumentOrder.By.TITLE, false),
        CORRESPONDENT(DocumentOrder.By.CORRESPONDENT, false),
        TYPE(DocumentOrder.By.DOCUMENT_TYPE, false);

        private final @Nullable DocumentOrder order;

        /** Those that fit best what is looked for; the latest where nothing is. */
        Sort() {
            this.order = null;
        }

        Sort(DocumentOrder.By by, boolean descending) {
            this.order = new DocumentOrder(by, descending);
        }

        public String value() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** So many characters of what is typed count. */
    static final int LONGEST = 200;

    static final List<LabelKind> SINGLE_KINDS =
            List.of(LabelKind.CORRESPONDENT, LabelKind.DOCUMENT_TYPE, LabelKind.STORAGE_PATH);

    static ListQuery of(Map<String, String[]> parameters) {
        Map<LabelKind, Long> single = new LinkedHashMap<>();
        for (LabelKind kind : SINGLE_KINDS) {
            first(parameters, name(kind)).flatMap(ListQuery::number).ifPresent(id -> single.put(kind, id));
        }
        List<Long> tags = Arrays.stream(parameters.getOrDefault("tag", new String[0]))
                .flatMap(value -> number(value).stream())
                .filter(id -> id > 0)
                .distinct()
                .limit(20)
                .toList();
        return new ListQuery(
                choice(View.values(), View.ALL, first(parameters, "view")),
                first(parameters, "q")
                        .map(q -> q.length() > LONGEST ? q.substring(0, LONGEST) : q)
                        .orElse(""),
                tags,
                single,
                first(parameters, "from").flatMap(ListQuery::day).orElse(null),
                first(parameters, "to").flatMap(ListQuery::day).orElse(null),
                choice(Sort.values(), Sort.BEST, first(parameters, "sort")),
                first(parameters, "page")
                        .flatMap(ListQuery::number)
                        .map(number -> (int) Math.max(1, Math.min(number, 1_000_000)))
                        .orElse(1));
    }

    /** The name of a single-valued kind in addresses. */
    static String name(LabelKind kind) {
        return switch (kind) {
            case TAG -> "tag";
            case CORRESPONDENT -> "correspondent";
            case DOCUMENT_TYPE -> "type";
            case STORAGE_PATH -> "path";
        };
    }

    /** All but the words. */
    DocumentFilter filter(Visitor visitor) {
        DocumentFilter filter = part(view).visibleTo(visitor.person());
        filter = filter.withAll(tags);
        for (Map.Entry<LabelKind, Long> wish : single.entrySet()) {
            filter = wish.getValue() == 0
                    ? filter.withKind(wish.getKey(), false)
                    : filter.withAll(List.of(wish.getValue()));
        }
        if (from != null) {
            filter = filter.createdFrom(from);
        }
        return to == null ? filter : filter.createdTo(to);
    }

    static DocumentFilter part(View view) {
        return switch (view) {
            case ALL -> DocumentFilter.present();
            case INBOX -> DocumentFilter.present().inInbox(true);
            case UNDECIDED -> DocumentFilter.present().decided(DecidedState.WAITING);
            case CLASSIFIER -> DocumentFilter.present().labelledBy(Origin.PLUGIN);
            case TRASH -> DocumentFilter.inTrash();
        };
    }

    /** Returns null for the best first. */
    @Nullable
    DocumentOrder order() {
        return sort.order;
    }

    /** Returns whether anything but the part of the archive narrows the list. */
    public boolean narrowed() {
        return !words.isEmpty() || !tags.isEmpty() || !single.isEmpty() || from != null || to != null;
    }

    public long wish(LabelKind kind) {
        return single.getOrDefault(kind, -1L);
    }

    public ListQuery at(int other) {
        return new ListQuery(view, words, tags, single, from, to, sort, other);
    }

    ListQuery in(View other) {
        return new ListQuery(other, "", List.of(), Map.of(), null, null, sort, 1);
    }

    ListQuery withTag(long tag) {
        List<Long> more = new ArrayList<>(tags);
        more.add(tag);
        return new ListQuery(view, words, more, single, from, to, sort, 1);
    }

    /** With a label of a single-valued kind, in place of another one. */
    ListQuery with(LabelKind kind, long label) {
        Map<LabelKind, Long> other = new LinkedHashMap<>(single);
        other.put(kind, label);
        return new ListQuery(view, words, tags, other, from, to, sort, 1);
    }

    public ListQuery withoutTag(long tag) {
        List<Long> fewer = new ArrayList<>(tags);
        fewer.remove(tag);
        return new ListQuery(view, words, fewer, single, from, to, sort, 1);
    }

    /** Returns the address of the list, with what differs from the usual alone. */
    public String address() {
        return address("/documents");
    }

    public String address(String path) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        if (view != View.ALL) {
            uri.queryParam("view", view.value());
        }
        if (!words.isEmpty()) {
            uri.queryParam("q", words);
        }
        tags.forEach(tag -> uri.queryParam("tag", tag));
        single.forEach((kind, id) -> uri.queryParam(name(kind), id));
        if (from != null) {
            uri.queryParam("from", from);
        }
        if (to != null) {
            uri.queryParam("to", to);
        }
        if (sort != Sort.BEST) {
            uri.queryParam("sort", sort.value());
        }
        if (page > 1) {
            uri.queryParam("page", page);
        }
        return uri.encode().build().toUriString();
    }

    private static Optional<String> first(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? Optional.empty() : Frame.text(values[0]);
    }

    private static Optional<Long> number(String value) {
        try {
            return Optional.of(Long.parseLong(value)).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> E choice(E[] all, E usual, Optional<String> value) {
        return value.flatMap(wish -> Arrays.stream(all)
                        .filter(one -> one.name().equalsIgnoreCase(wish))
                        .findFirst())
                .orElse(usual);
    }

    @Override
    public String toString() {
        return "ListQuery[view=" + view + ", page=" + page + "]";
    }
}
