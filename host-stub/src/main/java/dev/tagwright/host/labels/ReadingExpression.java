package dev.tagwright.host.labels;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that means what another one means and asks for the text again and again while it is matched, so
 * that a text whose time is over can end it. Java's matcher can turn for years without looking at the text, in
 * {@code (?:\G|\G){60}(?!)} or {@code ((){90000}){90000}}; so each group and each alternative begins with a condition that
 * is always met and looks, and what is repeated and looks at nothing by itself becomes a group. Between two looks no more
 * is done than the expression is long, but for taking back what looked before.
 */
public final class ReadingExpression {

    /** No place is the edge of a word and none at once; to see that, the matcher asks for the text and its length. */
    private static final String LOOK = "(?!\\b\\B)";

    private static final Pattern GROUP = Pattern.compile("\\(\\?(?:[:=!>]|<[=!]|<[a-zA-Z][a-zA-Z0-9]*>|[a-zA-Z-]*:)");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z-]*[:)]");
    private static final Pattern NAMED = Pattern.compile("k<[a-zA-Z][a-zA-Z0-9]*>|b\\{g\\}");

    private final String from;
    private final StringBuilder to = new StringBuilder();
    private int at;
    private int captured;
    private boolean repeatable;

    private ReadingExpression(String from) {
        this.from = from;
    }

    /**
     * Returns the expression that reads.
     *
     * @throws PatternSyntaxException if it has the flag x, under which blanks and comments would have to be told apart; if
     *     nothing stands before a repetition in braces; or if a class has no end
     */
    public static String of(String expression) {
        ReadingExpression reading = new ReadingExpression(withoutQuotations(expression));
        while (reading.at < reading.from.length()) {
            reading.step();
        }
        return reading.to.toString();
    }

    private void step() {
        char next = from.charAt(at);
        switch (next) {
            case '\\' -> escape();
            case '[' -> characters();
            case '(' -> group();
            case '*', '+', '?', '{' -> repetition();
            case '|' -> {
                to.append('|').append(LOOK);
                at++;
                repeatable = false;
            }
            case '^', '$' -> {
                at++;
                edge(String.valueOf(next));
            }
            default -> {
                to.append(next);
                at++;
                repeatable = true;
            }
        }
    }

    /** Copies how often what stands before is repeated. Java takes braces with nothing before them to repeat nothing. */
    private void repetition() {
        int begun = at;
        boolean braces = from.charAt(at) == '{';
        if (braces && !repeatable) {
            throw new PatternSyntaxException("there is nothing to repeat", from, at);
        }
        int end = braces ? from.indexOf('}', at) : at;
        at = end < 0 ? from.length() : end + 1;
        if (repeatable && at < from.length() && "?+".indexOf(from.charAt(at)) >= 0) {
            at++;
        }
        to.append(from, begun, at);
        repeatable = false;
    }

    private void group() {
        if (at + 1 == from.length() || from.charAt(at + 1) != '?') {
            captured++;
            to.append('(').append(LOOK);
            at++;
            repeatable = false;
            return;
        }
        Matcher flags = FLAGS.matcher(from).region(at, from.length());
        if (flags.lookingAt() && flags.group().indexOf('x') >= 0) {
            throw new PatternSyntaxException("the flag x is not supported in rules", from, at);
        }
        Matcher group = GROUP.matcher(from).region(at, from.length());
        if (group.lookingAt()) {
            String head = group.group();
            if (head.endsWith(">") && head.length() > "(?>".length()) {
                captured++;
            }
            to.append(head).append(LOOK);
            at = group.end();
        } else {
            // flags for what follows, or not valid
            int end = flags.lookingAt() ? flags.end() : at + 2;
            to.append(from, at, end);
            at = end;
        }
        repeatable = false;
    }

    private void escape() {
        if (at + 1 == from.length()) {
            to.append('\\');
            at++;
            return;
        }
        char kind = from.charAt(at + 1);
        Matcher named = NAMED.matcher(from).region(at + 1, from.length());
        if (named.lookingAt()) {
            at = named.end();
            edge("\\" + named.group());
        } else if (kind >= '1' && kind <= '9') {
            edge("\\" + reference());
        } else if ("bBAGZz".indexOf(kind) >= 0) {
            at += 2;
            edge("\\" + kind);
        } else {
            // the character after \c belongs to it, whatever it is
            int end = Math.min(from.length(), at + (kind == 'c' ? 3 : 2));
            to.append(from, at, end);
            at = end;
            repeatable = true;
        }
    }

    /** Takes as many digits as there are groups for, as Java does. */
    private int reference() {
        int number = from.charAt(at + 1) - '0';
        at += 2;
        while (at < from.length() && Character.digit(from.charAt(at), 10) >= 0 && from.charAt(at) <= '9') {
            int longer = number * 10 + from.charAt(at) - '0';
            if (longer > captured) {
                break;
            }
            number = longer;
            at++;
        }
        return number;
    }

    /** Writes what is quoted one character at a time, first of all, as Java does. */
    private static String withoutQuotations(String expression) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < expression.length()) {
            if (expression.startsWith("\\Q", at)) {
                int end = expression.indexOf("\\E", at);
                String quoted = expression.substring(at + 2, end < 0 ? expression.length() : end);
                quoted.codePoints().forEach(one -> plain.append(character(one)));
                at = end < 0 ? expression.length() : end + 2;
            } else {
                int end = Math.min(expression.length(), at + (expression.charAt(at) == '\\' ? 2 : 1));
                plain.append(expression, at, end);
                at = end;
            }
        }
        return plain.toString();
    }

    private static String character(int codePoint) {
        return "\\x{" + Integer.toHexString(codePoint) + "}";
    }

    /** Writes what looks at nothing, as a group where it is repeated. */
    private void edge(String written) {
        repeatable = true;
        if (at < from.length() && "*+?{".indexOf(from.charAt(at)) >= 0) {
            to.append("(?:").append(LOOK).append(written).append(')');
        } else {
            to.append(written);
        }
    }

    /** Copies a class of characters with those in it. */
    private void characters() {
        int begun = at;
        int depth = 0;
        boolean first = false;
        do {
            if (at == from.length()) {
                throw new PatternSyntaxException("a class of characters has no end", from, begun);
            }
            char next = from.charAt(at);
            if (next == '[') {
                depth++;
                boolean not = at + 1 < from.length() && from.charAt(at + 1) == '^';
                to.append(not ? "[^" : "[");
                at += not ? 2 : 1;
                first = true;
                continue;
            }
            if (next == '\\') {
                int end = Math.min(from.length(), at + (from.startsWith("\\c", at) ? 3 : 2));
                to.append(from, at, end);
                at = end;
            } else {
                if (next == ']' && !first) {
                    depth--;
                    to.append(']');
                } else {
                    // as its first, the bracket is a character of the class
                    to.append(next == ']' ? "\\]" : String.valueOf(next));
                }
                at++;
            }
            first = false;
        } while (depth > 0);
        repeatable = true;
    }
}
