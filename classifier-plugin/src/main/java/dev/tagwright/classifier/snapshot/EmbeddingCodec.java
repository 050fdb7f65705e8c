package dev.tagwright.classifier.snapshot;

import static dev.tagwright.classifier.snapshot.SectionReader.corrupt;

import dev.tagwright.classifier.features.DenseFeatures;

/** How embeddings join the words, as bytes. */
final class EmbeddingCodec {

    private EmbeddingCodec() {}

    static void write(SnapshotEmbedding embedding, SectionWriter out) {
        out.text(embedding.model());
        out.text(embedding.digest());
        DenseFeatures features = embedding.features();
        out.four(Float.floatToRawIntBits(features.scale()));
        out.count(features.dimension());
        for (float number : features.centre()) {
            out.four(Float.floatToRawIntBits(number));
        }
    }

    /**
     * Reads it.
     *
     * @param words how many features of words there are
     */
    static SnapshotEmbedding read(SectionReader in, int words) throws SnapshotRefusedException {
        String model = in.text();
        String digest = in.text();
        float scale = finite(in);
        if (scale <= 0) {
            throw corrupt("embeddings have a scale (" + scale + ") that is not above 0");
        }
        float[] centre = new float[in.size(Float.BYTES)];
        if (centre.length == 0 || centre.length > Integer.MAX_VALUE - words) {
            throw corrupt("embeddings cannot have " + centre.length + " numbers");
        }
        for (int i = 0; i < centre.length; i++) {
            centre[i] = finite(in);
        }
        return new SnapshotEmbedding(model, digest, new DenseFeatures(words, centre, scale));
    }

    private static float finite(SectionReader in) throws SnapshotRefusedException {
        float number = Float.intBitsToFloat(in.four());
        if (!Float.isFinite(number)) {
            throw corrupt("a number of the embeddings is not finite");
        }
        return number;
    }
}
