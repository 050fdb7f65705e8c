package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.WeightTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        sum.add(new String(parts.characters()));
        sum.add(parts.wordEnd());
        sum.add(parts.pairStart());
        sum.add(parts.pairSecond());
        sum.add(new String(parts.alphabet()));
        sum.add(parts.piece().length);
        for (long piece : parts.piece()) {
            sum.add(piece);
        }
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
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
        add(bytes.length);
        room(buffer.capacity());
        digest.update(bytes);
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
        for (int number : numbers) {
            add(number);
        }
    }

    private void add(float[] numbers) {
        add(numbers.length);
        for (float number : numbers) {
            add(Float.floatToIntBits(number));
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
