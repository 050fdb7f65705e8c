package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.WeightTable;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What feedback changes in a snapshot, as signed bytes: the digest of the snapshot before, then the labels that changed, and the curves.
 * The snapshot after it is named by the digest of these bytes. Nothing is read before the signature was found right. Safe
 * for any number of threads.
 */
public final class SuccessorFormat {

    private static final byte[] MAGIC = "TAGWRSUC".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;

    private final Signature signature;

    /**
     * @param secret the host's, which signs snapshots too
     */
    public SuccessorFormat(byte[] secret) {
        signature = new Signature(secret);
    }

    /** Returns the changes, signed. */
    public byte[] write(Snapshot before, SuccessorChange change) {
        SectionWriter out = new SectionWriter(1 << 16);
        out.raw(MAGIC, MAGIC.length);
        out.four(VERSION);
        out.text(before.digest());
        out.count(change.labels().size());
        for (LabelUpdate update : change.labels()) {
            SnapshotLabel label = update.label();
            out.text(label.kind().name());
            out.text(label.key());
            out.count(label.positives());
            out.real(label.slope());
            out.real(label.offset());
            out.real(label.suggestThreshold());
            out.real(label.applyThreshold());
            out.real(label.perName());
            out.four(Float.floatToRawIntBits(update.model().bias()));
            out.count(update.model().feature().length);
            int last = -1;
            for (int feature : update.model().feature()) {
                out.count(feature - last - 1);
                last = feature;
            }
            for (float weight : update.model().weight()) {
                out.four(Float.floatToRawIntBits(weight));
            }
        }
        SnapshotSections.writeCurves(change.curves(), out);
        out.raw(signature.of(out.bytes(), out.size()), Signature.LENGTH);
        return Arrays.copyOf(out.bytes(), out.size());
    }

    /**
     * Returns the snapshot after the changes.
     *
     * @param before the snapshot that they were made to
     * @throws SnapshotRefusedException if the bytes are not rightly signed or belong to another snapshot
     */
    public Snapshot read(byte[] bytes, Snapshot before) throws SnapshotRefusedException {
        int content = bytes.length - Signature.LENGTH;
        if (content < MAGIC.length || !signature.ends(bytes)) {
            throw new SnapshotRefusedException(
                    Reason.TAMPERED, "What feedback changed is not as it was written: its signature is wrong.");
        }
        if (!Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
            throw new SnapshotRefusedException(Reason.TAMPERED, "What feedback changed does not begin like it.");
        }
        SectionReader in = new SectionReader(bytes, MAGIC.length, content - MAGIC.length);
        int version = in.four();
        if (version != VERSION) {
            throw new SnapshotRefusedException(
                    version > VERSION ? Reason.TOO_NEW : Reason.TOO_OLD,
                    "What feedback changed has format version " + version + ", only " + VERSION + " is read.");
        }
        if (!in.text().equals(before.digest())) {
            throw SectionReader.corrupt("what feedback changed belongs to another snapshot");
        }
        List<LabelUpdate> updates = new ArrayList<>();
        int size = in.size(1);
        for (int i = 0; i < size; i++) {
            updates.add(update(in, before.content().weights().features()));
        }
        List<KindCurve> curves = SnapshotSections.curves(in);
        in.end();
        return after(before, new SuccessorChange(updates, curves), digest(bytes, content));
    }

    private static LabelUpdate update(SectionReader in, int features) throws SnapshotRefusedException {
        String kind = in.text();
        SnapshotLabel label = new SnapshotLabel(
                Arrays.stream(LabelKind.values())
                        .filter(one -> one.name().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> SectionReader.corrupt("a label has a kind that is not known")),
                in.text(),
                Math.max(1, in.count(Integer.MAX_VALUE)),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.real());
        float bias = Float.intBitsToFloat(in.four());
        int[] feature = new int[in.size(1 + Float.BYTES)];
        int last = -1;
        for (int i = 0; i < feature.length; i++) {
            last += 1 + in.count(features - last - 1);
            if (last >= features) {
                throw SectionReader.corrupt("a weight is of a feature that is not there");
            }
            feature[i] = last;
        }
        float[] weight = new float[feature.length];
        boolean finite = Float.isFinite(bias);
        for (int i = 0; i < weight.length; i++) {
            weight[i] = Float.intBitsToFloat(in.four());
            finite &= Float.isFinite(weight[i]);
        }
        if (!finite) {
            throw SectionReader.corrupt("a weight is not finite");
        }
        return new LabelUpdate(label, new LinearModel(feature, weight, bias));
    }

    /** Returns a snapshot in which some labels are new or have other weights; all else stays as it was. */
    private static Snapshot after(Snapshot before, SuccessorChange change, String digest)
            throws SnapshotRefusedException {
        SnapshotContent content = before.content();
        Map<LabelKind, KindCurve> curves = new EnumMap<>(LabelKind.class);
        content.curves().forEach(curve -> curves.put(curve.kind(), curve));
        change.curves().forEach(curve -> curves.put(curve.kind(), curve));
        Map<SnapshotLabel, Integer> order = new TreeMap<>(SnapshotLabel.ORDER);
        for (int i = 0; i < content.labels().size(); i++) {
            order.put(content.labels().get(i), i);
        }
        Map<SnapshotLabel, LabelUpdate> changed = new TreeMap<>(SnapshotLabel.ORDER);
        for (LabelUpdate update : change.labels()) {
            if (!curves.containsKey(update.label().kind())) {
                throw SectionReader.corrupt("a label has a kind that was not learned");
            }
            changed.put(update.label(), update);
        }
        List<SnapshotLabel> labels = new ArrayList<>();
        changed.keySet().forEach(label -> order.putIfAbsent(label, -1));
        int[] numbers = new int[order.size()];
        @Nullable LinearModel[] models = new LinearModel[order.size()];
        order.forEach((label, number) -> {
            LabelUpdate update = changed.get(label);
            numbers[labels.size()] = number;
            models[labels.size()] = update == null ? null : update.model();
            labels.add(update == null ? label : update.label());
        });
        WeightTable weights = content.weights().with(numbers, models);
        return new Snapshot(
                new SnapshotContent(
                        content.provenance(),
                        content.features(),
                        weights,
                        labels,
                        List.copyOf(curves.values()),
                        content.evaluation(),
                        content.embedding()),
                digest,
                before);
    }

    private static String digest(byte[] bytes, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
