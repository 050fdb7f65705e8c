package dev.tagwright.host.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people type into a search: words (all must be there), {@code "a phrase"}, {@code -not} or {@code NOT},
 * {@code OR}, brackets, {@code begin*}, {@code field:value}, {@code created:2026-03}, {@code added:[2026-01 to today]}.
 */
final class WishParser {

    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_WORDS = 50;
    private static final int DEEPEST = 20;

    private static final Map<String, Wish.Field> FIELDS = Map.ofEntries(
            Map.entry("title", Wish.Field.TITLE),
            Map.entry("content", Wish.Field.CONTENT),
            Map.entry("text", Wish.Field.CONTENT),
            Map.entry("name", Wish.Field.NAME),
            Map.entry("note", Wish.Field.NOTE),
            Map.entry("tag", Wish.Field.TAG),
            Map.entry("correspondent", Wish.Field.CORRESPONDENT),
            Map.entry("type", Wish.Field.TYPE),
            Map.entry("document_type", Wish.Field.TYPE),
            Map.entry("path", Wish.Field.PATH),
            Map.entry("storage_path", Wish.Field.PATH),
            Map.entry("created", Wish.Field.CREATED),
            Map.entry("added", Wish.Field.ADDED));

    private final String text;
    private final LocalDate today;
    private int at;
    private int words;

    private WishParser(String text, LocalDate today) {
        this.text = text;
        this.today = today;
    }

    /**
     * @param today what the words today and yesterday are counted from
     * @throws BadSearch when there is too much of it, or a day is none
     */
    static Wish parse(String text, LocalDate today) {
        if (text.length() > MOST_CHARACTERS) {
            throw new BadSearch("A search may have at most " + MOST_CHARACTERS + " characters; this one has "
                    + text.length() + ".");
        }
        WishParser parser = new WishParser(Writing.typed(text), today);
        List<Wish> parts = new ArrayList<>();
        do {
            parts.add(parser.any(0));
            // a closing bracket that nothing opened is passed over
        } while (parser.at++ < text.length());
        return all(parts);
    }

    private Wish any(int depth) {
        if (depth > DEEPEST) {
            throw new BadSearch("A search may have brackets at most " + DEEPEST + " deep.");
        }
        List<Wish> choices = new ArrayList<>();
        List<Wish> together = new ArrayList<>();
        while (true) {
            skipSpace();
            if (at >= text.length() || text.charAt(at) == ')') {
                break;
            }
            if (keyword("OR")) {
                if (!together.isEmpty()) {
                    choices.add(all(together));
                    together = new ArrayList<>();
                }
            } else if (!keyword("AND")) {
                Wish next = negatable(depth);
                if (next != null) {
                    together.add(next);
                }
            }
        }
        if (!together.isEmpty() || choices.isEmpty()) {
            choices.add(all(together));
        }
        return choices.size() == 1 ? choices.get(0) : new Wish.Any(List.copyOf(choices));
    }

    private static Wish all(List<Wish> wishes) {
        List<Wish> said = wishes.stream()
                .filter(wish -> !wish.equals(new Wish.All(List.of())))
                .toList();
        return said.size() == 1 ? said.get(0) : new Wish.All(said);
    }

    private @Nullable Wish negatable(int depth) {
        boolean minus = text.charAt(at) == '-' && at + 1 < text.length() && text.charAt(at + 1) != ' ';
        if (minus || keyword("NOT")) {
            if (minus) {
                at++;
            }
            skipSpace();
            Wish wish = at < text.length() && text.charAt(at) != ')' ? single(depth) : null;
            return wish == null ? null : new Wish.Not(wish);
        }
        return single(depth);
    }

    private @Nullable Wish single(int depth) {
        if (text.charAt(at) == '(') {
            at++;
            Wish inside = any(depth + 1);
            if (at < text.length()) {
                at++;
            }
            return inside.equals(new Wish.All(List.of())) ? null : inside;
        }
        if (++words > MOST_WORDS) {
            throw new BadSearch("A search may have at most " + MOST_WORDS + " words.");
        }
        Wish.Field field = field();
        if (field == null) {
            return words(null);
        }
        skipSpace();
        return switch (field) {
            case TITLE, CONTENT, NAME, NOTE -> words(field);
            case TAG, CORRESPONDENT, TYPE, PATH -> {
                String name = value();
                yield name.isBlank() ? null : new Wish.Labelled(field, name);
            }
            case CREATED, ADDED -> days(field);
        };
    }

    /** Returns the field that people call so; null for none. */
    static Wish.@Nullable Field field(String name) {
        return FIELDS.get(name.toLowerCase(Locale.ROOT));
    }

    private Wish.@Nullable Field field() {
        int colon = at;
        while (colon < text.length() && (Character.isLetter(text.charAt(colon)) || text.charAt(colon) == '_')) {
            colon++;
        }
        if (colon >= text.length() || text.charAt(colon) != ':') {
            return null;
        }
        Wish.Field field = field(text.substring(at, colon));
        if (field != null) {
            at = colon + 1;
        }
        return field;
    }

    private @Nullable Wish words(Wish.@Nullable Field field) {
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        String value = value();
        if (value.isBlank()) {
            return null;
        }
        int first = quoted ? -1 : firstUnknown(value);
        if (first > 0 && first == value.length() - 1 && Writing.isSpaceless(value.codePointBefore(first))) {
            // letters are words to the index there, so what begins so is what holds it
            return new Wish.Words(field, value.substring(0, first), false);
        }
        boolean pattern = first >= 0;
        // a pattern of nothing but stars would look at every word there is
        if (pattern && value.chars().anyMatch(Character::isLetterOrDigit)) {
            return new Wish.Pattern(field, value);
        }
        return value.chars().anyMatch(Character::isLetterOrDigit) ? new Wish.Words(field, value, quoted) : null;
    }

    private static int firstUnknown(String value) {
        int many = value.indexOf('*');
        int one = value.indexOf('?');
        return many < 0 || one >= 0 && one < many ? one : many;
    }

    private Wish days(Wish.Field field) {
        if (at < text.length() && text.charAt(at) == '[') {
            int end = text.indexOf(']', at);
            String inside = text.substring(at + 1, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            String[] ends = inside.strip().split("(?i)\\s+to\\s+|\\s*\\.\\.\\s*", -1);
            if (ends.length != 2) {
                throw noDay(field, inside);
            }
            return new Wish.Days(field, span(field, ends[0])[0], span(field, ends[1])[1]);
        }
        LocalDate[] span = span(field, value());
        return new Wish.Days(field, span[0], span[1]);
    }

    /** The first and the last day of a year, a month or a day. */
    private LocalDate[] span(Wish.Field field, String value) {
        String day = value.strip().toLowerCase(Locale.ROOT);
        try {
            return switch (day.length()) {
                case 4 -> new LocalDate[] {LocalDate.parse(day + "-01-01"), LocalDate.parse(day + "-12-31")};
                case 7 ->
                    new LocalDate[] {
                        YearMonth.parse(day).atDay(1), YearMonth.parse(day).atEndOfMonth()
                    };
                default -> {
                    LocalDate one =
                            switch (day) {
                                case "today" -> today;
                                case "yesterday" -> today.minusDays(1);
                                default -> LocalDate.parse(day);
                            };
                    yield new LocalDate[] {one, one};
                }
            };
        } catch (DateTimeException e) {
            throw noDay(field, value);
        }
    }

    private static BadSearch noDay(Wish.Field field, String value) {
        return new BadSearch(field.name().toLowerCase(Locale.ROOT) + " (" + value.strip()
                + ") must be a year, a month or a day such as 2026, 2026-03 or 2026-03-31, today or yesterday,"
                + " or a range such as [2026-01 to 2026-03].");
    }

    private String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            String inside = text.substring(at + 1, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            return inside;
        }
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "()\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean keyword(String word) {
        int end = at + word.length();
        boolean here = text.startsWith(word, at)
                && (end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) == '(');
        if (here) {
            at = end;
        }
        return here;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
