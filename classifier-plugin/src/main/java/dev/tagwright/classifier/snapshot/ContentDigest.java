package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.WeightTable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over everything in a snapshot that decides. */
final class ContentDigest {

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    static String of(SnapshotContent content) {
        ContentDigest sum = new ContentDigest();
        Provenance provenance = content.provenance();
        sum.add(provenance.dataDigest());
        sum.add(provenance.settingsDigest());
        sum.add(provenance.seed());
        FeatureSpace.Parts parts = content.features().parts();
        sum.add(parts.documents());
        sum.add(parts.characters());
        sum.add(parts.wordEnd());
        sum.add(parts.pairStart());
        sum.add(parts.pairSecond());
        sum.add(parts.alphabet());
        sum.add(parts.piece());
        sum.add(parts.documentFrequency());
        WeightTable weights = content.weights();
        sum.add(weights.featureStart());
        sum.add(weights.label());
        sum.add(weights.weight());
        sum.add(weights.bias());
        for (SnapshotLabel label : content.labels()) {
            sum.add(label.kind().name());
            sum.add(label.key());
            sum.add(label.positives());
            sum.add(Double.doubleToLongBits(label.slope()));
            sum.add(Double.doubleToLongBits(label.offset()));
            sum.add(Double.doubleToLongBits(label.suggestThreshold()));
            sum.add(Double.doubleToLongBits(label.applyThreshold()));
            if (label.perName() != 0) {
                sum.add(Double.doubleToLongBits(label.perName()));
            }
        }
        for (KindCurve curve : content.curves()) {
            sum.add(curve.kind().name());
            sum.add(curve.term());
            sum.add(curve.from());
            sum.add(curve.to());
        }
        SnapshotEmbedding embedding = content.embedding();
        if (embedding != null) {
            sum.add(embedding.digest());
            sum.add(Float.floatToIntBits(embedding.features().scale()));
            sum.add(embedding.features().centre());
        }
        return sum.end();
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer.flip();
            digest.update(buffer);
            buffer.clear();
        }
    }

    private void add(String text) {
        add(text.toCharArray());
    }

    /** Adds characters as UTF-16, the high byte first. */
    private void add(char[] characters) {
        add(characters.length * Character.BYTES);
        for (int at = 0; at < characters.length; ) {
            int some = some(characters.length - at, Character.BYTES);
            buffer.asCharBuffer().put(characters, at, some);
            at += taken(some, Character.BYTES);
        }
    }

    /** Returns how many of so many numbers have room in the buffer at once. */
    private int some(int left, int bytes) {
        room(bytes);
        return Math.min(left, buffer.remaining() / bytes);
    }

    private int taken(int some, int bytes) {
        buffer.position(buffer.position() + some * bytes);
        return some;
    }

    private void add(long number) {
        room(Long.BYTES);
        buffer.putLong(number);
    }

    private void add(int number) {
        room(Integer.BYTES);
        buffer.putInt(number);
    }

    private void add(int[] numbers) {
        add(numbers.length);
        for (int at = 0; at < numbers.length; ) {
            int some = some(numbers.length - at, Integer.BYTES);
            buffer.asIntBuffer().put(numbers, at, some);
            at += taken(some, Integer.BYTES);
        }
    }

    private void add(long[] numbers) {
        add(numbers.length);
        for (int at = 0; at < numbers.length; ) {
            int some = some(numbers.length - at, Long.BYTES);
            buffer.asLongBuffer().put(numbers, at, some);
            at += taken(some, Long.BYTES);
        }
    }

    private void add(float[] numbers) {
        add(numbers.length);
        for (int at = 0; at < numbers.length; ) {
            int some = some(numbers.length - at, Float.BYTES);
            buffer.asFloatBuffer().put(numbers, at, some);
            at += taken(some, Float.BYTES);
        }
    }

    private void add(double[] numbers) {
        add(numbers.length);
        for (double number : numbers) {
            add(Double.doubleToLongBits(number));
        }
    }

    private String end() {
        room(buffer.capacity());
        return HexFormat.of().formatHex(digest.digest());
    }
}
