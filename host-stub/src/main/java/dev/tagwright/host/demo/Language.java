package dev.tagwright.host.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** The languages of the archive, and how each writes numbers and dates. */
enum Language {
    DE(Locale.GERMANY, "dd.MM.yyyy", "d. MMMM yyyy", '.', ',', "%s €"),
    FR(Locale.FRANCE, "dd/MM/yyyy", "d MMMM yyyy", ' ', ',', "%s €"),
    EN(Locale.UK, "dd/MM/yyyy", "d MMMM yyyy", ',', '.', "£%s");

    private final Locale locale;
    private final DateTimeFormatter shortDate;
    private final DateTimeFormatter longDate;
    private final char thousands;
    private final char decimal;
    private final String money;

    Language(Locale locale, String shortDate, String longDate, char thousands, char decimal, String money) {
        this.locale = locale;
        this.shortDate = DateTimeFormatter.ofPattern(shortDate, locale);
        this.longDate = DateTimeFormatter.ofPattern(longDate, locale);
        this.thousands = thousands;
        this.decimal = decimal;
        this.money = money;
    }

    /** Returns what the number of a bank account looks like in the country that is meant. */
    String accountPattern() {
        return switch (this) {
            case DE -> "DE## #### #### #### #### ##";
            case FR -> "FR76 #### #### #### #### #### ###";
            case EN -> "GB## @@@@ #### #### #### ##";
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String date(LocalDate date, boolean inWords) {
        return date.format(inWords ? longDate : shortDate);
    }

    String month(LocalDate date) {
        return date.getMonth().getDisplayName(TextStyle.FULL, locale);
    }

    /** Returns an amount of money in hundredths as it is written, with its currency. */
    String money(long cents) {
        return money.formatted(amount(cents));
    }

    /** Returns an amount of money in hundredths as it is written, without its currency. */
    String amount(long cents) {
        String digits = Long.toString(Math.abs(cents) / 100);
        StringBuilder written = new StringBuilder(cents < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                written.append(thousands);
            }
            written.append(digits.charAt(i));
        }
        return written.append(decimal)
                .append("%02d".formatted(Math.abs(cents) % 100))
                .toString();
    }

    /** Returns a number that is given in ten-thousandths, with four places. */
    String price(long tenThousandths) {
        return Long.toString(tenThousandths / 10_000) + decimal + "%04d".formatted(tenThousandths % 10_000);
    }
}
