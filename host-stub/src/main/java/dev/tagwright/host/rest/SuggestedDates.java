package dev.tagwright.host.rest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds days that a text names: 12.04.2022 and 12/04/2022 (the day first), 2022-04-12, 12 April 2022, 12. Mai 2022. */
final class SuggestedDates {

    private static final String MONTH =
            "(jan|feb|fév|fev|mar|mär|maer|apr|avr|may|mai|jun|juin|jul|juil|aug|août|aout|sep"
                    + "|oct|okt|nov|dec|déc|dez)\\p{L}*";
    private static final Pattern DAY = Pattern.compile(
            "(?<![\\d.])(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})|(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})|(\\d{1,2})(?:\\.|st|nd|rd|th|er)?\\s{1,3}"
                    + MONTH + "\\.?,?\\s{1,3}(\\d{4})|" + MONTH
                    + "\\.?\\s{1,3}(\\d{1,2})(?:st|nd|rd|th)?,?\\s{1,3}(\\d{4}))(?!\\d)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("fév", 2),
            Map.entry("fev", 2),
            Map.entry("mar", 3),
            Map.entry("mär", 3),
            Map.entry("maer", 3),
            Map.entry("apr", 4),
            Map.entry("avr", 4),
            Map.entry("may", 5),
            Map.entry("mai", 5),
            Map.entry("jun", 6),
            Map.entry("juin", 6),
            Map.entry("jul", 7),
            Map.entry("juil", 7),
            Map.entry("aug", 8),
            Map.entry("août", 8),
            Map.entry("aout", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("okt", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12),
            Map.entry("déc", 12),
            Map.entry("dez", 12));
    private static final int LONGEST = 200_000;

    private SuggestedDates() {}

    /** Returns different days in the order in which the text names them first, at most so many. */
    static List<String> in(String text, int most) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = DAY.matcher(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        while (found.size() < most && matcher.find()) {
            day(matcher).ifPresent(day -> found.add(day.toString()));
        }
        return new ArrayList<>(found);
    }

    private static Optional<LocalDate> day(Matcher matcher) {
        try {
            int base;
            if (matcher.group(1) != null) {
                return sane(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            } else if (matcher.group(4) != null) {
                return sane(number(matcher, 6), number(matcher, 5), number(matcher, 4));
            } else if (matcher.group(7) != null) {
                base = month(matcher.group(8));
                return sane(number(matcher, 9), base, number(matcher, 7));
            }
            base = month(matcher.group(10));
            return sane(number(matcher, 12), base, number(matcher, 11));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> sane(int year, int month, int day) {
        return year < 1900 || year > 2200 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
    }

    private static int month(String name) {
        return MONTHS.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
