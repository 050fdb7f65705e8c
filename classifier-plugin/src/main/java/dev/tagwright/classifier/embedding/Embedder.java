package dev.tagwright.classifier.embedding;

import java.util.List;

/**
 * Turns texts into unit vectors, so that the cosine of two is their inner product. For any thread; calls of several
 * threads run side by side. Everything happens on this machine.
 */
public interface Embedder extends AutoCloseable {

    EmbeddingModel model();

    /**
     * Returns one vector for each document to file, in the given order, each of length 1 and {@code model().dimension()}
     * numbers. A blank text has the zero vector. Of a long text only a bounded part is read.
     *
     * @throws EmbeddingFailedException if the model cannot do it, for example for want of memory; another text may
     *     still work
     */
    List<float[]> documents(List<String> texts);

    /**
     * Returns one vector for each sentence that describes a label, of the same shape as those of documents.
     *
     * @throws EmbeddingFailedException as for documents
     */
    List<float[]> descriptions(List<String> sentences);

    /** Gives the model's memory back once the calls that are under way have ended. Later calls are refused. */
    @Override
    void close();
}
