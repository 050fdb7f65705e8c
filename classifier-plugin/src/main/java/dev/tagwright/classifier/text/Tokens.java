package dev.tagwright.classifier.text;

/**
 * The words of one text in their order, normalised, each with its place in the original text. Immutable by agreement:
 * the arrays are shared for speed and nobody writes to them.
 */
public final class Tokens {

    private final char[] characters;
    private final int[] end;
    private final int[] sourceStart;
    private final int[] sourceEnd;
    private final int size;

    Tokens(char[] characters, int[] end, int[] sourceStart, int[] sourceEnd, int size) {
        this.characters = characters;
        this.end = end;
        this.sourceStart = sourceStart;
        this.sourceEnd = sourceEnd;
        this.size = size;
    }

    public int size() {
        return size;
    }

    /** Returns the normalised characters of all tokens, one after the other without gaps. Shared: read only. */
    public char[] characters() {
        return characters;
    }

    /** Returns where the token's characters begin in {@link #characters()}. */
    public int start(int token) {
        return token == 0 ? 0 : end[token - 1];
    }

    /** Returns where the token's characters end in {@link #characters()}, exclusive. */
    public int end(int token) {
        return end[token];
    }

    /** Returns where the token begins in the original text, in UTF-16 units from zero. */
    public int sourceStart(int token) {
        return sourceStart[token];
    }

    /** Returns where the token ends in the original text, in UTF-16 units, exclusive. */
    public int sourceEnd(int token) {
        return sourceEnd[token];
    }

    /** Returns the token as it was normalised. */
    public String text(int token) {
        int start = start(token);
        return new String(characters, start, end[token] - start);
    }

    @Override
    public String toString() {
        return "Tokens[" + size + "]";
    }
}
