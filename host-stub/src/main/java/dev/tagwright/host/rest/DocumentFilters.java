package dev.tagwright.host.rest;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** The filters and orders of lists of documents, by the names that users of paperless-ngx know. */
final class DocumentFilters {

    private static final int MOST_IDS = 200;
    private static final Map<String, BiFunction<DocumentFilter, String, DocumentFilter>> FILTERS = filters();
    private static final List<String> NO_FILTERS = List.of(
            "page",
            "page_size",
            "ordering",
            "fields",
            "truncate_content",
            "format",
            "full_perms",
            "query",
            "search",
            "more_like_id");

    private DocumentFilters() {}

    private static Map<String, BiFunction<DocumentFilter, String, DocumentFilter>> filters() {
        Map<String, BiFunction<DocumentFilter, String, DocumentFilter>> all = new LinkedHashMap<>();
        all.put("id__in", (f, v) -> f.ids(ids("id__in", v)));
        all.put("title__icontains", DocumentFilter::titleContains);
        all.put("content__icontains", DocumentFilter::textContains);
        all.put("checksum__iexact", DocumentFilter::sha256);
        all.put("mime_type", DocumentFilter::mediaType);
        all.put("owner__id", (f, v) -> f.owner(id("owner__id", v)));
        all.put("is_in_inbox", (f, v) -> f.inInbox(flag("is_in_inbox", v)));
        all.put("is_tagged", (f, v) -> f.withKind(LabelKind.TAG, flag("is_tagged", v)));
        all.put("tags__id", (f, v) -> f.withAll(List.of(id("tags__id", v))));
        all.put("tags__id__all", (f, v) -> f.withAll(ids("tags__id__all", v)));
        all.put("tags__id__none", (f, v) -> f.withNone(ids("tags__id__none", v)));
        all.put("tags__id__in", (f, v) -> f.withAny(ids("tags__id__in", v)));
        single(all, "correspondent", LabelKind.CORRESPONDENT);
        single(all, "document_type", LabelKind.DOCUMENT_TYPE);
        single(all, "storage_path", LabelKind.STORAGE_PATH);
        all.put("created__date__gte", (f, v) -> f.createdFrom(day("created__date__gte", v)));
        all.put("created__date__lte", (f, v) -> f.createdTo(day("created__date__lte", v)));
        all.put(
                "created__date__gt",
                (f, v) -> f.createdFrom(day("created__date__gt", v).plusDays(1)));
        all.put(
                "created__date__lt",
                (f, v) -> f.createdTo(day("created__date__lt", v).minusDays(1)));
        all.put("created__gte", (f, v) -> f.createdFrom(day("created__gte", v)));
        all.put("created__lte", (f, v) -> f.createdTo(day("created__lte", v)));
        all.put("created__gt", (f, v) -> f.createdFrom(day("created__gt", v).plusDays(1)));
        all.put("created__lt", (f, v) -> f.createdTo(day("created__lt", v).minusDays(1)));
        for (boolean included : new boolean[] {true, false}) {
            String end = included ? "e" : "";
            all.put("added__gt" + end, (f, v) -> f.addedFrom(time("added__gt" + end, v), included));
            all.put("added__lt" + end, (f, v) -> f.addedTo(time("added__lt" + end, v), included));
            all.put("modified__gt" + end, (f, v) -> f.modifiedFrom(time("modified__gt" + end, v), included));
            all.put("modified__lt" + end, (f, v) -> f.modifiedTo(time("modified__lt" + end, v), included));
        }
        return all;
    }

    private static void single(
            Map<String, BiFunction<DocumentFilter, String, DocumentFilter>> all, String name, LabelKind kind) {
        all.put(name + "__id", (f, v) -> f.withAny(List.of(id(name + "__id", v))));
        all.put(name + "__id__in", (f, v) -> f.withAny(ids(name + "__id__in", v)));
        all.put(name + "__id__none", (f, v) -> f.withNone(ids(name + "__id__none", v)));
        all.put(name + "__isnull", (f, v) -> f.withKind(kind, !flag(name + "__isnull", v)));
    }

    /**
     * Returns a filter narrowed by all parameters of a request; empty values do not count.
     *
     * @throws BadRequest for a name that is no filter, so that a misspelt one does not pass for "all"
     */
    static DocumentFilter narrow(DocumentFilter filter, Map<String, String[]> parameters) {
        DocumentFilter narrowed = filter;
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            if (NO_FILTERS.contains(parameter.getKey())) {
                continue;
            }
            BiFunction<DocumentFilter, String, DocumentFilter> known = FILTERS.get(parameter.getKey());
            if (known == null) {
                throw new BadRequest(
                        "filter",
                        "There is no such filter. There are " + String.join(", ", FILTERS.keySet())
                                + ", query and more_like_id.");
            }
            for (String value : parameter.getValue()) {
                if (!value.isBlank()) {
                    narrowed = known.apply(narrowed, value);
                }
            }
        }
        return narrowed;
    }

    static DocumentOrder order(String ordering) {
        if (ordering.isBlank()) {
            return new DocumentOrder(DocumentOrder.By.CREATED, true);
        }
        boolean descending = ordering.startsWith("-");
        DocumentOrder.By by =
                switch (descending ? ordering.substring(1) : ordering) {
                    case "id" -> DocumentOrder.By.ID;
                    case "title" -> DocumentOrder.By.TITLE;
                    case "correspondent__name" -> DocumentOrder.By.CORRESPONDENT;
                    case "document_type__name" -> DocumentOrder.By.DOCUMENT_TYPE;
                    case "storage_path__name" -> DocumentOrder.By.STORAGE_PATH;
                    case "created" -> DocumentOrder.By.CREATED;
                    case "added" -> DocumentOrder.By.ADDED;
                    case "modified" -> DocumentOrder.By.MODIFIED;
                    case "page_count" -> DocumentOrder.By.PAGES;
                    case "owner" -> DocumentOrder.By.OWNER;
                    default ->
                        throw new BadRequest(
                                "ordering",
                                "Documents are ordered by id, title, correspondent__name, document_type__name,"
                                        + " storage_path__name, created, added, modified, page_count or owner,"
                                        + " with a minus sign for descending.");
                };
        return new DocumentOrder(by, descending);
    }

    static long id(String name, String value) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new BadRequest(name, name + " must be a number.");
        }
    }

    private static List<Long> ids(String name, String value) {
        try {
            List<Long> ids = Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(Long::valueOf)
                    .distinct()
                    .toList();
            // each number of some filters is a condition of its own
            if (ids.size() > MOST_IDS) {
                throw new BadRequest(name, name + " must be at most " + MOST_IDS + " numbers.");
            }
            return ids;
        } catch (NumberFormatException e) {
            throw new BadRequest(name, name + " must be numbers with commas between them.");
        }
    }

    private static boolean flag(String name, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new BadRequest(name, name + " must be true or false.");
        };
    }

    static LocalDate day(String name, String value) {
        try {
            return LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
        } catch (DateTimeParseException e) {
            throw new BadRequest(name, name + " must be a day such as 2026-03-31.");
        }
    }

    private static Instant time(String name, String value) {
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw new BadRequest(name, name + " must be a time such as 2026-03-31T12:00:00Z.");
        }
    }
}
