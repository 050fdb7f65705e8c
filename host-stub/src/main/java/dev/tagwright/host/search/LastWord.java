package dev.tagwright.host.search;

import org.jspecify.annotations.Nullable;

/**
 * The word at the end of what somebody types, as {@link WishParser} would read it.
 *
 * @param beforeField all before the word and its field; a minus stays with it
 * @param before all before the word
 * @param field what stands before its colon; null when nothing does
 * @param quoted whether it stands in quotes that are still open
 * @param beginning the word as far as it is typed; of a label in quotes it may be several
 */
record LastWord(String beforeField, String before, Wish.@Nullable Field field, boolean quoted, String beginning) {

    static LastWord of(String typed) {
        int quote = typed.lastIndexOf('"');
        boolean open = quote >= 0 && typed.chars().filter(c -> c == '"').count() % 2 == 1;
        int end = open ? quote : typed.length();
        int from = end;
        while (from > 0
                && !Character.isWhitespace(typed.charAt(from - 1))
                && "()\"".indexOf(typed.charAt(from - 1)) < 0) {
            from--;
        }
        if (from < end && typed.charAt(from) == '-') {
            from++;
        }
        int colon = typed.indexOf(':', from);
        Wish.Field field = colon < 0 || colon >= end ? null : WishParser.field(typed.substring(from, colon));
        boolean ofLabel = field != null && field.kind() != null;
        int begins = field != null ? colon + 1 : open ? quote + 1 : from;
        if (open) {
            begins = ofLabel ? quote + 1 : Math.max(quote + 1, typed.lastIndexOf(' ') + 1);
        }
        return new LastWord(typed.substring(0, from), typed.substring(0, begins), field, open, typed.substring(begins));
    }

    @Override
    public String toString() {
        return "LastWord[field=" + field + ", quoted=" + quoted + "]";
    }
}
