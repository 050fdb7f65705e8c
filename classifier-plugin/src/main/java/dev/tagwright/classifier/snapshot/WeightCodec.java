package dev.tagwright.classifier.snapshot;

import static dev.tagwright.classifier.snapshot.SectionReader.corrupt;

import dev.tagwright.classifier.linear.WeightTable;

/**
 * The weights as bytes: labels as differences; of each weight only the upper two bytes where the lower two are zero in
 * all of them, as fitting leaves them.
 */
final class WeightCodec {

    private WeightCodec() {}

    static void write(WeightTable weights, SectionWriter out) {
        boolean brief = brief(weights.weight());
        out.count(brief ? 2 : 4);
        out.count(weights.label().length);
        for (float bias : weights.bias()) {
            out.four(Float.floatToRawIntBits(bias));
        }
        for (int feature = 0; feature < weights.features(); feature++) {
            int from = weights.featureStart()[feature];
            int to = weights.featureStart()[feature + 1];
            out.count(to - from);
            int before = -1;
            for (int i = from; i < to; i++) {
                out.count(weights.label()[i] - before - 1);
                before = weights.label()[i];
            }
        }
        for (float weight : weights.weight()) {
            int bits = Float.floatToRawIntBits(weight);
            if (brief) {
                out.two(bits >>> 16);
            } else {
                out.four(bits);
            }
        }
    }

    private static boolean brief(float[] weights) {
        for (float weight : weights) {
            if ((Float.floatToRawIntBits(weight) & 0xffff) != 0) {
                return false;
            }
        }
        return true;
    }

    static WeightTable read(SectionReader in, int features, int labels) throws SnapshotRefusedException {
        int each = in.count(4);
        if (each != 2 && each != 4) {
            throw corrupt("a weight has two or four bytes, not " + each);
        }
        int size = in.size(1 + each);
        if ((long) labels * Float.BYTES + features > in.left()) {
            throw corrupt("there are too few bytes for the weights of " + labels + " labels");
        }
        float[] bias = new float[labels];
        for (int i = 0; i < labels; i++) {
            bias[i] = finite(in.four());
        }
        int[] start = new int[features + 1];
        int[] label = new int[size];
        int filled = 0;
        for (int feature = 0; feature < features; feature++) {
            int to = filled + in.count(size - filled);
            int before = -1;
            while (filled < to) {
                before += 1 + in.count(labels - before - 1);
                if (before >= labels) {
                    throw corrupt("a weight is of a label that is not there");
                }
                label[filled++] = before;
            }
            start[feature + 1] = to;
        }
        if (filled != size) {
            throw corrupt("there are fewer weights (" + filled + ") than said (" + size + ")");
        }
        if ((long) size * each > in.left()) {
            throw corrupt("there are fewer bytes than " + size + " weights need");
        }
        float[] weight = new float[size];
        for (int i = 0; i < size; i++) {
            weight[i] = finite(each == 2 ? in.two() << 16 : in.four());
        }
        return new WeightTable(start, label, weight, bias);
    }

    private static float finite(int bits) throws SnapshotRefusedException {
        float number = Float.intBitsToFloat(bits);
        if (!Float.isFinite(number)) {
            throw corrupt("a weight is not finite");
        }
        return number;
    }
}
