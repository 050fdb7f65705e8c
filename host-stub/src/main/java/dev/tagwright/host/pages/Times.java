package dev.tagwright.host.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes days and times for people, in the time zone of the host. */
@Component("times")
class Times {

    private final ZoneId zone = ZoneId.systemDefault();

    /** For example {@code 3 Mar 2025}. */
    public String day(LocalDate day) {
        return format("d MMM uuuu").format(day);
    }

    /** For example {@code 3 Mar 2025, 14:05}; empty for null. */
    public String moment(@Nullable Instant at) {
        return at == null ? "" : format("d MMM uuuu, HH:mm").withZone(zone).format(at);
    }

    /** For example {@code 14:05:59}; empty for null. */
    public String clock(@Nullable Instant at) {
        return at == null ? "" : format("HH:mm:ss").withZone(zone).format(at);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, LocaleContextHolder.getLocale());
    }
}
