package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Reliability;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How probable each label was on documents that its models had not seen, and whether it was right: in the
 * cross-validation each document is held out once. Kept with a snapshot, it lets people see what another threshold would
 * do before they set it. Of a single-valued kind only each document's most probable label is here, since only that one
 * can be decided on. Immutable.
 */
public final class HeldOutScores {

    /** Probabilities below this are left out: no threshold is as low. */
    public static final double LEAST = Reliability.LEAST;

    private static final int VERSION = 1;

    private final List<Bin> bins;
    private final List<OfLabel> labels;

    HeldOutScores(List<Bin> bins, List<OfLabel> labels) {
        this.bins = List.copyOf(bins);
        this.labels = List.copyOf(labels);
    }

    /**
     * The probabilities of one kind in one of ten equal ranges.
     *
     * @param meanProbability of what is counted, in [0, 1]
     * @param count how many
     * @param right how many of them were right
     */
    public record Bin(LabelKind kind, double meanProbability, long count, long right) {}

    /** One label, its scores by falling probability. */
    public static final class OfLabel {

        private final LabelKind kind;
        private final String key;
        private final int support;
        private final double suggestThreshold;
        private final double applyThreshold;
        private final double[] probability;
        private final boolean[] right;
        private final long[] document;

        /**
         * Takes the arrays over; nobody writes to them after.
         *
         * @param probability falling
         * @param right of each probability, whether the document carries the label
         * @param document of each probability, its number
         */
        public OfLabel(
                LabelKind kind,
                String key,
                int support,
                double suggestThreshold,
                double applyThreshold,
                double[] probability,
                boolean[] right,
                long[] document) {
            this.kind = kind;
            this.key = key;
            this.support = support;
            this.suggestThreshold = suggestThreshold;
            this.applyThreshold = applyThreshold;
            this.probability = probability;
            this.right = right;
            this.document = document;
        }

        public LabelKind kind() {
            return kind;
        }

        /** Names it within its kind. */
        public String key() {
            return key;
        }

        /** Returns how many documents carry it. */
        public int support() {
            return support;
        }

        /** Returns the probability from which it was suggested; above 1 means never. */
        public double suggestThreshold() {
            return suggestThreshold;
        }

        /** Returns the probability from which it was applied; above 1 means never. */
        public double applyThreshold() {
            return applyThreshold;
        }

        /** Returns how many scores there are. */
        public int size() {
            return probability.length;
        }

        /** Returns the probability at a place, in [{@link HeldOutScores#LEAST}, 1], falling from place 0 on. */
        public double probability(int place) {
            return probability[place];
        }

        /** Returns whether the document at a place carries the label. */
        public boolean right(int place) {
            return right[place];
        }

        /** Returns the number of the document at a place; 0 when documents have none. */
        public long document(int place) {
            return document[place];
        }

        @Override
        public String toString() {
            return "OfLabel[kind=" + kind + ", support=" + support + ", scores=" + probability.length + "]";
        }
    }

    /** Returns ten ranges for each kind, empty ones left out, in the order of the kinds and rising. */
    public List<Bin> bins() {
        return bins;
    }

    /** Returns the labels in the order of the snapshot's. */
    public List<OfLabel> labels() {
        return labels;
    }

    /** Collects scores while a training calibrates. For one thread. */
    static final class Builder {

        private record Score(int row, double probability, boolean right) {}

        private record Label(
                LabelKind kind,
                String key,
                int support,
                double suggestThreshold,
                double applyThreshold,
                List<Score> scores) {}

        private final List<Bin> bins = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();

        void label(LabelKind kind, String key, int support, double suggestThreshold, double applyThreshold) {
            labels.add(new Label(kind, key, support, suggestThreshold, applyThreshold, new ArrayList<>()));
        }

        /**
         * @param label how-manieth it was that was told, from 0
         * @param row of the document
         */
        void score(int label, int row, double probability, boolean right) {
            if (probability >= LEAST) {
                labels.get(label).scores().add(new Score(row, probability, right));
            }
        }

        int labels() {
            return labels.size();
        }

        void reliability(LabelKind kind, Reliability of) {
            for (int bin = 0; bin < Reliability.BINS; bin++) {
                long right = Math.round(of.frequency(bin) * of.count(bin));
                if (of.count(bin) > 0) {
                    bins.add(new Bin(kind, of.meanProbability(bin), of.count(bin), right));
                }
            }
        }

        /**
         * @param document number of the document of each row
         */
        HeldOutScores build(long[] document) {
            List<OfLabel> built = new ArrayList<>(labels.size());
            for (Label label : labels) {
                List<Score> scores = label.scores();
                scores.sort(Comparator.comparingDouble(Score::probability)
                        .reversed()
                        .thenComparingLong(score -> document[score.row()]));
                boolean[] right = new boolean[scores.size()];
                IntStream.range(0, right.length)
                        .forEach(i -> right[i] = scores.get(i).right());
                built.add(new OfLabel(
                        label.kind(),
                        label.key(),
                        label.support(),
                        label.suggestThreshold(),
                        label.applyThreshold(),
                        scores.stream().mapToDouble(Score::probability).toArray(),
                        right,
                        scores.stream()
                                .mapToLong(score -> document[score.row()])
                                .toArray()));
            }
            return new HeldOutScores(bins, built);
        }
    }

    /** Returns it as bytes that {@link #read} understands. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(bins.size());
            for (Bin bin : bins) {
                out.writeByte(bin.kind().ordinal());
                out.writeDouble(bin.meanProbability());
                out.writeLong(bin.count());
                out.writeLong(bin.right());
            }
            out.writeInt(labels.size());
            for (OfLabel label : labels) {
                out.writeByte(label.kind.ordinal());
                out.writeUTF(label.key);
                out.writeInt(label.support);
                out.writeDouble(label.suggestThreshold);
                out.writeDouble(label.applyThreshold);
                out.writeInt(label.size());
                for (int i = 0; i < label.size(); i++) {
                    out.writeDouble(label.probability[i]);
                    out.writeBoolean(label.right[i]);
                    out.writeLong(label.document[i]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #bytes} gave. Throws {@link IllegalArgumentException} for anything else. */
    public static HeldOutScores read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "version (" + version + ") of held-out scores must be " + VERSION + ".");
            }
            int ranges = HeldOut.count(in, 25);
            List<Bin> bins = new ArrayList<>(ranges);
            for (int bin = 0; bin < ranges; bin++) {
                bins.add(new Bin(kind(in), in.readDouble(), in.readLong(), in.readLong()));
            }
            int size = HeldOut.count(in, 27);
            List<OfLabel> labels = new ArrayList<>(size);
            for (int label = 0; label < size; label++) {
                labels.add(label(in));
            }
            return new HeldOutScores(bins, labels);
        } catch (IOException e) {
            throw new IllegalArgumentException("held-out scores are cut off.", e);
        }
    }

    private static LabelKind kind(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= LabelKind.values().length) {
            throw new IllegalArgumentException("held-out scores name a kind (" + kind + ") that does not exist.");
        }
        return LabelKind.values()[kind];
    }

    private static OfLabel label(DataInputStream in) throws IOException {
        LabelKind kind = kind(in);
        String key = in.readUTF();
        int support = in.readInt();
        double suggest = in.readDouble();
        double apply = in.readDouble();
        int scores = HeldOut.count(in, 17);
        double[] probability = new double[scores];
        boolean[] right = new boolean[scores];
        long[] document = new long[scores];
        for (int i = 0; i < scores; i++) {
            probability[i] = in.readDouble();
            right[i] = in.readBoolean();
            document[i] = in.readLong();
        }
        return new OfLabel(kind, key, support, suggest, apply, probability, right, document);
    }
}
