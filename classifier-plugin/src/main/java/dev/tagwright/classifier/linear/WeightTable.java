package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.SparseVector;

/**
 * The weights of all labels, feature by feature, so that one pass over a document's features gives all margins. The
 * arrays are shared, never copied, and nobody writes to them. Safe for any number of threads.
 *
 * @param featureStart where each feature begins in the next two arrays; one more than features
 * @param label rising within a feature
 * @param weight as many as labels
 * @param bias for each label the margin of a document without any of its features
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared, never compared
public record WeightTable(int[] featureStart, int[] label, float[] weight, float[] bias) {

    public WeightTable {
        if (label.length != weight.length || featureStart[featureStart.length - 1] != label.length) {
            throw new IllegalArgumentException("labels (" + label.length + "), weights (" + weight.length
                    + ") and the last start (" + featureStart[featureStart.length - 1] + ") must agree.");
        }
    }

    /** Turns models around. */
    public static WeightTable of(LinearModel[] models, int features) {
        int[] start = new int[features + 1];
        float[] bias = new float[models.length];
        for (LinearModel model : models) {
            for (int feature : model.feature()) {
                start[feature + 1]++;
            }
        }
        for (int feature = 0; feature < features; feature++) {
            start[feature + 1] += start[feature];
        }
        int[] next = start.clone();
        int[] label = new int[start[features]];
        float[] weight = new float[label.length];
        for (int l = 0; l < models.length; l++) {
            LinearModel model = models[l];
            bias[l] = model.bias();
            for (int i = 0; i < model.feature().length; i++) {
                int at = next[model.feature()[i]]++;
                label[at] = l;
                weight[at] = model.weight()[i];
            }
        }
        return new WeightTable(start, label, weight, bias);
    }

    public int labels() {
        return bias.length;
    }

    public int features() {
        return featureStart.length - 1;
    }

    /** Writes the margins of all labels. */
    public void margins(SparseVector document, float[] margins) {
        System.arraycopy(bias, 0, margins, 0, bias.length);
        int[] feature = document.feature();
        float[] value = document.value();
        for (int i = 0; i < feature.length; i++) {
            float x = value[i];
            for (int at = featureStart[feature[i]], to = featureStart[feature[i] + 1]; at < to; at++) {
                margins[label[at]] += weight[at] * x;
            }
        }
    }

    /** Returns what a feature weighs for a label; 0 if it does not count. */
    public double weight(int feature, int ofLabel) {
        int at = java.util.Arrays.binarySearch(label, featureStart[feature], featureStart[feature + 1], ofLabel);
        return at < 0 ? 0 : weight[at];
    }
}
