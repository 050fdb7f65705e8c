package dev.tagwright.spark;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the executors are told of a training, and how it and the fitted labels become bytes. */
final class Work {

    private Work() {}

    /** One fitted label: its model, and its margins by the models that did not see a row. */
    record Fitted(int label, LinearModel model, float[] margins) {}

    /** Something that writes into bytes. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(LinearProblem problem) {
        CsrMatrix rows = problem.rows();
        LinearSettings settings = problem.settings();
        float[] shares = rows.shares();
        return bytes(out -> {
            out.writeInt(rows.rows());
            out.writeInt(rows.columns());
            ints(rows.rowStart(), out);
            ints(rows.column(), out);
            floats(rows.value(), out);
            out.writeBoolean(shares != null);
            if (shares != null) {
                floats(shares, out);
            }
            tables(problem.positiveRows(), out);
            tables(problem.ignoredRows(), out);
            ints(problem.foldStart(), out);
            out.writeDouble(settings.cost());
            out.writeDouble(settings.balance());
            out.writeDouble(settings.balanceLimit());
            out.writeDouble(settings.biasFeature());
            out.writeDouble(settings.tolerance());
            out.writeDouble(settings.pruning());
            out.writeInt(settings.mostWeights());
            out.writeLong(settings.seed());
        });
    }

    /**
     * @param threads how many labels an executor works on at once; the result does not depend on it
     */
    static LinearProblem of(byte[] bytes, int threads) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CsrMatrix rows = new CsrMatrix(in.readInt(), in.readInt(), ints(in), ints(in), floats(in));
            return new LinearProblem(
                    in.readBoolean() ? rows.sharing(floats(in)) : rows,
                    tables(in),
                    tables(in),
                    ints(in),
                    new LinearSettings(
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readInt(),
                            threads,
                            in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Fitted fitted, DataOutputStream out) throws IOException {
        out.writeInt(fitted.label);
        ints(fitted.model.feature(), out);
        floats(fitted.model.weight(), out);
        out.writeFloat(fitted.model.bias());
        floats(fitted.margins, out);
    }

    static Fitted read(DataInputStream in) throws IOException {
        int label = in.readInt();
        LinearModel model = new LinearModel(ints(in), floats(in), in.readFloat());
        return new Fitted(label, model, floats(in));
    }

    private static void ints(int[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] ints(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static void floats(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private static void tables(int[][] tables, DataOutputStream out) throws IOException {
        out.writeInt(tables.length);
        for (int[] table : tables) {
            ints(table, out);
        }
    }

    private static int[][] tables(DataInputStream in) throws IOException {
        int[][] tables = new int[in.readInt()][];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = ints(in);
        }
        return tables;
    }
}
