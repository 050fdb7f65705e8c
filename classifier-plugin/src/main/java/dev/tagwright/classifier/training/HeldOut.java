package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was predicted of each document of a training by models that had not seen it: in the cross-validation each document
 * is held out once. Kept with a snapshot, it lets the snapshot be measured anew on what the documents carry today,
 * although it has learned from them. Texts are known by 8 bytes of their SHA-256 only. Immutable.
 */
public final class HeldOut {

    private static final int VERSION = 1;

    /**
     * A label.
     *
     * @param key names it within its kind
     */
    public record Named(LabelKind kind, String key) {}

    private final List<Named> labels;
    private final long[] texts;
    private final int[][] predicted;
    private final Map<Long, Integer> rowOfText = new HashMap<>();

    /**
     * @param texts for each document what {@link #text} gives
     * @param predicted for each document numbers of the labels that were applied or suggested
     */
    HeldOut(List<Named> labels, long[] texts, int[][] predicted) {
        this.labels = List.copyOf(labels);
        this.texts = texts;
        this.predicted = predicted;
        for (int row = 0; row < texts.length; row++) {
            rowOfText.putIfAbsent(texts[row], row);
        }
    }

    /** Returns the number by which a text is known. */
    public static long text(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    List<Named> labels() {
        return labels;
    }

    /** Returns how many documents there were. */
    public int size() {
        return texts.length;
    }

    long text(int row) {
        return texts[row];
    }

    int[] predicted(int row) {
        return predicted[row];
    }

    /** Returns whether the training saw a text. */
    public boolean saw(long text) {
        return rowOfText.containsKey(text);
    }

    /** Returns what was predicted of a text; empty when the training did not see it. */
    public Optional<Set<Named>> predictedOf(long text) {
        return Optional.ofNullable(rowOfText.get(text)).map(row -> {
            Set<Named> found = new HashSet<>();
            for (int label : predicted[row]) {
                found.add(labels.get(label));
            }
            return found;
        });
    }

    /** Returns it as bytes that {@link #read} understands. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(labels.size());
            for (Named label : labels) {
                out.writeUTF(label.kind().name());
                out.writeUTF(label.key());
            }
            out.writeInt(texts.length);
            for (int row = 0; row < texts.length; row++) {
                out.writeLong(texts[row]);
                out.writeInt(predicted[row].length);
                for (int label : predicted[row]) {
                    out.writeInt(label);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #bytes} gave. Throws {@link IllegalArgumentException} for anything else. */
    public static HeldOut read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "version (" + version + ") of held-out predictions must be " + VERSION + ".");
            }
            int size = count(in, 4);
            List<Named> labels = new ArrayList<>(size);
            for (int label = 0; label < size; label++) {
                labels.add(new Named(LabelKind.valueOf(in.readUTF()), in.readUTF()));
            }
            int rows = count(in, 12);
            long[] texts = new long[rows];
            int[][] predicted = new int[rows][];
            for (int row = 0; row < rows; row++) {
                texts[row] = in.readLong();
                predicted[row] = new int[count(in, 4)];
                for (int i = 0; i < predicted[row].length; i++) {
                    predicted[row][i] = in.readInt();
                    if (predicted[row][i] < 0 || predicted[row][i] >= size) {
                        throw new IllegalArgumentException("held-out predictions name a label that is not there.");
                    }
                }
            }
            return new HeldOut(labels, texts, predicted);
        } catch (IOException e) {
            throw new IllegalArgumentException("held-out predictions are cut off.", e);
        }
    }

    /** Reads a length and checks that so many things of so many bytes can follow, before room is made for them. */
    static int count(DataInputStream in, int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / bytesEach) {
            throw new IllegalArgumentException("held-out predictions are cut off.");
        }
        return count;
    }
}
