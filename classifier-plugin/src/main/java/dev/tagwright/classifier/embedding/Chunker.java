package dev.tagwright.classifier.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a text into chunks of token numbers, each with the model's special tokens and the prefix. */
final class Chunker implements AutoCloseable {

    /** More say little more of what a document is; of a longer one the first chunks and the last are read. */
    static final int MOST_CHUNKS = 4;

    /** Of a text; hardly a language has more than eight characters to a token. */
    private static final int HEAD = 3 * 8 * ModelCard.MOST_TOKENS;

    private static final int TAIL = 8 * ModelCard.MOST_TOKENS;

    private final HuggingFaceTokenizer tokenizer;
    private final int maxTokens;
    private final long[] before;
    private final long[] after;

    private Chunker(HuggingFaceTokenizer tokenizer, int maxTokens, long[] before, long[] after) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
        this.before = before;
        this.after = after;
    }

    static Chunker open(ModelFolder folder) throws ModelRefusedException, IOException {
        HuggingFaceTokenizer tokenizer;
        try {
            tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(folder.tokenizer())
                    .optPadding(false)
                    .optTruncation(false)
                    .build();
        } catch (IOException | RuntimeException e) {
            throw new ModelRefusedException(
                    State.DAMAGED,
                    "embedding model (" + folder.name() + "): tokenizer.json cannot be read. Maybe it is cut off.",
                    e);
        } catch (LinkageError | AssertionError e) {
            throw Engines.refused("Tokenizers", e);
        }
        long[] bare = tokenizer.encode("a", false, false).getIds();
        long[] framed = tokenizer.encode("a", true, false).getIds();
        int at = indexOf(framed, bare);
        if (bare.length == 0 || at < 0) {
            tokenizer.close();
            throw new ModelRefusedException(
                    State.UNSUITABLE,
                    "embedding model (" + folder.name() + "): tokenizer.json gives no tokens for a letter.");
        }
        return new Chunker(
                tokenizer,
                folder.card().maxTokens(),
                Arrays.copyOf(framed, at),
                Arrays.copyOfRange(framed, at + bare.length, framed.length));
    }

    private static int indexOf(long[] all, long[] part) {
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Returns at most {@link #MOST_CHUNKS} chunks of about the same length; none for a blank text. */
    List<long[]> chunks(String prefix, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        Encoding encoding = tokenizer.encode(bounded(text), false, false);
        long[] tokens = encoding.getIds();
        long[] start = prefix.isEmpty()
                ? new long[0]
                : tokenizer.encode(prefix, false, false).getIds();
        int room = maxTokens - before.length - start.length - after.length;
        int windows = Math.min(MOST_CHUNKS, (tokens.length + room - 1) / room);
        List<long[]> chunks = new ArrayList<>(windows);
        boolean tooLong = tokens.length > (long) windows * room;
        for (int i = 0; i < windows; i++) {
            int from = tooLong ? i * room : (int) ((long) tokens.length * i / windows);
            int to = tooLong ? from + room : (int) ((long) tokens.length * (i + 1) / windows);
            if (tooLong && i == windows - 1) {
                from = tokens.length - room;
                to = tokens.length;
            }
            chunks.add(join(start, tokens, from, to));
        }
        return chunks;
    }

    private static String bounded(String text) {
        if (text.length() <= HEAD + TAIL) {
            return text;
        }
        return text.substring(0, HEAD) + " " + text.substring(text.length() - TAIL);
    }

    private long[] join(long[] start, long[] tokens, int from, int to) {
        long[] chunk = new long[before.length + start.length + to - from + after.length];
        System.arraycopy(before, 0, chunk, 0, before.length);
        System.arraycopy(start, 0, chunk, before.length, start.length);
        System.arraycopy(tokens, from, chunk, before.length + start.length, to - from);
        System.arraycopy(after, 0, chunk, chunk.length - after.length, after.length);
        return chunk;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
