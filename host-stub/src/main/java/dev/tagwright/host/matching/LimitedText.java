package dev.tagwright.host.matching;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A text that refuses to be looked at for too long. A regular expression asks for every character it tries; see also {@link dev.tagwright.host.labels.ReadingExpression}. */
final class LimitedText implements CharSequence {

    /** The time is over. Made without a stack trace: it tells nothing that its class does not. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("the time limit of a rule is over", null, false, false);
        }
    }

    /** Asking the clock costs more than looking at a character. */
    private static final int LOOKS_BETWEEN_CHECKS = 1024;

    private final CharSequence text;
    private final LongSupplier nanos;
    private final long end;
    private int looks;

    LimitedText(CharSequence text, LongSupplier nanos, Duration limit) {
        this(text, nanos, nanos.getAsLong() + limit.toNanos());
    }

    private LimitedText(CharSequence text, LongSupplier nanos, long end) {
        this.text = text;
        this.nanos = nanos;
        this.end = end;
    }

    void check() {
        if (nanos.getAsLong() - end > 0) {
            throw new Exceeded();
        }
    }

    private void look() {
        if (++looks % LOOKS_BETWEEN_CHECKS == 0) {
            check();
        }
    }

    @Override
    public char charAt(int index) {
        look();
        return text.charAt(index);
    }

    /** Counts as a look: all that can be asked of an empty text. */
    @Override
    public int length() {
        look();
        return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new LimitedText(text.subSequence(from, to), nanos, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
