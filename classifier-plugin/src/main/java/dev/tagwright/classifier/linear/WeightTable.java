package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.SparseVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

    /** Returns the model of one label. A pass over all weights. */
    public LinearModel model(int ofLabel) {
        int size = 0;
        for (int one : label) {
            size += one == ofLabel ? 1 : 0;
        }
        int[] feature = new int[size];
        float[] kept = new float[size];
        int filled = 0;
        for (int f = 0; f < features(); f++) {
            for (int at = featureStart[f]; at < featureStart[f + 1]; at++) {
                if (label[at] == ofLabel) {
                    feature[filled] = f;
                    kept[filled++] = weight[at];
                }
            }
        }
        return new LinearModel(feature, kept, bias[ofLabel]);
    }

    /**
     * Returns a table in which some labels have other models. A pass over all weights.
     *
     * @param former for each label of the new table its number in this one, rising, or -1
     * @param models for each label of the new table its new model; null for one that keeps what it had
     */
    public WeightTable with(int[] former, @Nullable LinearModel[] models) {
        int[] now = new int[labels()];
        Arrays.fill(now, -1);
        int[] start = new int[features() + 1];
        for (int l = 0; l < former.length; l++) {
            LinearModel model = models[l];
            if (model == null) {
                now[former[l]] = l;
            } else {
                for (int f : model.feature()) {
                    start[f + 1]++;
                }
            }
        }
        for (int f = 0; f < features(); f++) {
            for (int at = featureStart[f]; at < featureStart[f + 1]; at++) {
                start[f + 1] += now[label[at]] >= 0 ? 1 : 0;
            }
        }
        for (int f = 0; f < features(); f++) {
            start[f + 1] += start[f];
        }
        int[] newLabel = new int[start[features()]];
        float[] newWeight = new float[newLabel.length];
        int[] next = Arrays.copyOf(start, features());
        for (int f = 0; f < features(); f++) {
            for (int at = featureStart[f]; at < featureStart[f + 1]; at++) {
                if (now[label[at]] >= 0) {
                    newLabel[next[f]] = now[label[at]];
                    newWeight[next[f]++] = weight[at];
                }
            }
        }
        float[] newBias = new float[former.length];
        for (int l = 0; l < former.length; l++) {
            LinearModel model = models[l];
            newBias[l] = model == null ? bias[former[l]] : model.bias();
            for (int i = 0; model != null && i < model.feature().length; i++) {
                int f = model.feature()[i];
                insert(newLabel, newWeight, start[f], next[f]++, l, model.weight()[i]);
            }
        }
        return new WeightTable(start, newLabel, newWeight, newBias);
    }

    /** Keeps the labels of a feature rising. */
    private static void insert(int[] labels, float[] weights, int from, int end, int newLabel, float newWeight) {
        int at = end;
        for (; at > from && labels[at - 1] > newLabel; at--) {
            labels[at] = labels[at - 1];
            weights[at] = weights[at - 1];
        }
        labels[at] = newLabel;
        weights[at] = newWeight;
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
        int at = Arrays.binarySearch(label, featureStart[feature], featureStart[feature + 1], ofLabel);
        return at < 0 ? 0 : weight[at];
    }
}
