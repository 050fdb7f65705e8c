package dev.tagwright.classifier.text;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Cuts text of any language into normalised words, without being told the language.
 *
 * <p>A word is a run of letters, marks and digits (Unicode), in NFKC and lower case ({@code Locale.ROOT} rules). Scripts
 * that are written without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) give overlapping pairs of
 * characters. A word that was hyphenated at the end of a line is put together again. Control characters, lone
 * surrogates and everything else only separate words. Of a word longer than {@value #LONGEST_WORD} characters the
 * beginning counts; of a text longer than {@link #HEAD} and {@link #TAIL} together, that much of its beginning and of
 * its end.
 *
 * <p>Written by hand because a decision has a millisecond: it is several times quicker than a Unicode word breaker with
 * a chain of filters, and a test holds both against each other. Stateless; safe for any number of threads.
 */
public final class Tokenizer {

    /** UTF-16 units that are read of the beginning of a text. */
    public static final int HEAD = 96 * 1024;

    /** UTF-16 units that are read of the end of a text that is longer than both together. */
    public static final int TAIL = 32 * 1024;

    static final int LONGEST_WORD = 64;

    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte UNSPACED = 2;
    private static final byte IGNORED = 3;
    private static final char SOFT_HYPHEN = '\u00ad';

    /** For ASCII: the character in lower case if it belongs to a word, else 0. */
    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < 128; c++) {
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z') {
                ASCII[c] = (byte) c;
            } else if (c >= 'A' && c <= 'Z') {
                ASCII[c] = (byte) (c + 32);
            }
        }
    }

    private final char[] source;
    private final int headEnd;
    private final int gap;
    private final boolean normalised;
    private char[] out;
    private int used;
    private int[] end;
    private int[] sourceStart;
    private int[] sourceEnd;
    private int size;

    private Tokenizer(String text) {
        int length = text.length();
        if (length <= HEAD + TAIL) {
            source = text.toCharArray();
            headEnd = length;
            gap = 0;
        } else {
            source = new char[HEAD + TAIL];
            text.getChars(0, HEAD, source, 0);
            text.getChars(length - TAIL, length, source, HEAD);
            headEnd = HEAD;
            gap = length - HEAD - TAIL;
        }
        normalised = isPlain(source);
        out = new char[source.length + 16];
        int guess = source.length / 5 + 8;
        end = new int[guess];
        sourceStart = new int[guess];
        sourceEnd = new int[guess];
    }

    /** Returns the words of a text. */
    public static Tokens tokenize(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.scan(0, tokenizer.headEnd);
        tokenizer.scan(tokenizer.headEnd, tokenizer.source.length);
        return new Tokens(tokenizer.out, tokenizer.end, tokenizer.sourceStart, tokenizer.sourceEnd, tokenizer.size);
    }

    /** Whether NFKC would leave every word as it is: then no word has to be looked at for it. */
    private static boolean isPlain(char[] source) {
        for (char c : source) {
            if (c >= 0x17f) {
                return Normalizer.isNormalized(java.nio.CharBuffer.wrap(source), Normalizer.Form.NFKC);
            }
            if (c >= 0x80 && (c == 0xaa || c == 0xba || c >= 0x132 && c <= 0x149)) {
                return false;
            }
        }
        return true;
    }

    private void scan(int from, int to) {
        int at = from;
        while (at < to) {
            char c = source[at];
            if (c < 128) {
                if (ASCII[c] == 0) {
                    at++;
                } else {
                    at = word(at, to);
                }
                continue;
            }
            int point = pointAt(at, to);
            byte type = type(point);
            if (type == LETTER) {
                at = word(at, to);
            } else if (type == UNSPACED) {
                at = unspaced(at, to);
            } else {
                at += Character.charCount(point);
            }
        }
    }

    /** Reads one word and returns where it ends. */
    private int word(int from, int to) {
        int begin = used;
        int at = from;
        boolean ascii = true;
        while (at < to) {
            char c = source[at];
            if (c < 128) {
                byte lower = ASCII[c];
                if (lower == 0) {
                    int joined = c == '-' ? afterHyphen(at, to) : -1;
                    if (joined < 0) {
                        break;
                    }
                    at = joined;
                    continue;
                }
                put((char) lower);
                at++;
                continue;
            }
            int point = pointAt(at, to);
            byte type = type(point);
            if (type == OTHER || type == UNSPACED) {
                break;
            }
            if (type == LETTER) {
                ascii = false;
                int lower = Character.toLowerCase(point);
                if (lower < 0x10000) {
                    put((char) lower);
                } else {
                    put(Character.highSurrogate(lower));
                    put(Character.lowSurrogate(lower));
                }
            }
            at += Character.charCount(point);
        }
        if (!ascii && !normalised) {
            normalise(begin);
        }
        if (used - begin > LONGEST_WORD) {
            used = begin + LONGEST_WORD;
            if (Character.isHighSurrogate(out[used - 1])) {
                used--;
            }
        }
        if (used > begin) {
            emit(from, at);
        }
        return at;
    }

    /** Returns where a word goes on that a hyphen cut at the end of a line, or -1. */
    private int afterHyphen(int at, int to) {
        int next = at + 1;
        if (next < to && source[next] == '\r') {
            next++;
        }
        if (next >= to || source[next] != '\n') {
            return -1;
        }
        next++;
        return next < to && Character.isLowerCase(source[next]) ? next : -1;
    }

    /** Reads a run of a script without spaces as overlapping pairs, and returns where it ends. */
    private int unspaced(int from, int to) {
        int at = from;
        int previous = -1;
        int previousAt = from;
        int pairs = 0;
        while (at < to) {
            int point = source[at] < 128 ? source[at] : pointAt(at, to);
            if (type(point) != UNSPACED) {
                break;
            }
            int next = at + Character.charCount(point);
            if (previous >= 0) {
                pair(previous, point, previousAt, next);
                pairs++;
            }
            previous = point;
            previousAt = at;
            at = next;
        }
        if (pairs == 0) {
            pair(previous, -1, previousAt, at);
        }
        return at;
    }

    private void pair(int first, int second, int from, int to) {
        int begin = used;
        putPoint(first);
        if (second >= 0) {
            putPoint(second);
        }
        if (!normalised) {
            normalise(begin);
        }
        if (used > begin) {
            emit(from, to);
        }
    }

    /** Brings the characters from {@code begin} on into NFKC and lower case, without what then is no letter. */
    private void normalise(int begin) {
        String form = Normalizer.normalize(new String(out, begin, used - begin), Normalizer.Form.NFKC);
        used = begin;
        for (int i = 0; i < form.length(); ) {
            int point = form.codePointAt(i);
            byte type = type(point);
            if (type == LETTER || type == UNSPACED) {
                putPoint(Character.toLowerCase(point));
            }
            i += Character.charCount(point);
        }
    }

    private void putPoint(int point) {
        if (point < 0x10000) {
            put((char) point);
        } else {
            put(Character.highSurrogate(point));
            put(Character.lowSurrogate(point));
        }
    }

    private void put(char c) {
        if (used == out.length) {
            out = Arrays.copyOf(out, used + (used >> 1) + 16);
        }
        out[used++] = c;
    }

    private void emit(int from, int to) {
        if (size == end.length) {
            int larger = size + (size >> 1) + 8;
            end = Arrays.copyOf(end, larger);
            sourceStart = Arrays.copyOf(sourceStart, larger);
            sourceEnd = Arrays.copyOf(sourceEnd, larger);
        }
        end[size] = used;
        // what lies behind the gap of a long text is further on in the original
        sourceStart[size] = from >= headEnd ? from + gap : from;
        sourceEnd[size] = to > headEnd ? to + gap : to;
        size++;
    }

    private int pointAt(int at, int to) {
        char c = source[at];
        if (Character.isHighSurrogate(c) && at + 1 < to && Character.isLowSurrogate(source[at + 1])) {
            return Character.toCodePoint(c, source[at + 1]);
        }
        return c;
    }

    private static byte type(int point) {
        if (point < 128) {
            return ASCII[point] == 0 ? OTHER : LETTER;
        }
        if (isUnspaced(point)) {
            return UNSPACED;
        }
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> LETTER;
            case Character.FORMAT -> point == SOFT_HYPHEN || point >= 0x200b && point <= 0x200d ? IGNORED : OTHER;
            default -> OTHER;
        };
    }

    /** Whether a letter belongs to a script that is written without spaces, or with spaces too seldom to help. */
    public static boolean isUnspaced(int point) {
        if (point < 0x0e00) {
            return false;
        }
        if (point < 0x3000) {
            return (point <= 0x0eff // Thai, Lao
                            || point >= 0x1000 && point <= 0x109f // Burmese
                            || point >= 0x1780 && point <= 0x17ff // Khmer
                            || point >= 0x2e80)
                    && (Character.isLetter(point) || Character.getType(point) == Character.NON_SPACING_MARK);
        }
        return point >= 0x3040 && point <= 0x30ff && Character.isLetter(point) // Hiragana, Katakana
                || point >= 0x31f0 && point <= 0x31ff
                || point >= 0x3005 && point <= 0x3007
                || point >= 0x3400 && point <= 0x4dbf // Han
                || point >= 0x4e00 && point <= 0x9fff
                || point >= 0xac00 && point <= 0xd7a3 // Hangul
                || point >= 0xf900 && point <= 0xfaff
                || point >= 0xff66 && point <= 0xff9f // half-width Katakana
                || point >= 0x20000 && point <= 0x3ffff && Character.isLetter(point);
    }
}
