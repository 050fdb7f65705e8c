package dev.tagwright.classifier.review;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Why a person should look at a document beside its suggestions. The order is kept: numbers in tables depend on it. */
public enum Flag {
    /** Two labels of which a document carries one only are about as probable. */
    NEAR_TIE,
    /** The text is missing, too short or garbled. */
    LOW_TEXT,
    /** It is unlike all that was learned from, or no label comes into question. */
    UNKNOWN,
    /** A rule of the host put on another label than the classifier would. */
    RULE_CONFLICT;

    /** Returns several as one number, one bit each. */
    public static int bits(Collection<Flag> flags) {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= 1 << flag.ordinal();
        }
        return bits;
    }

    /** Returns what {@link #bits} was made of. */
    public static Set<Flag> of(int bits) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : values()) {
            if ((bits & 1 << flag.ordinal()) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
