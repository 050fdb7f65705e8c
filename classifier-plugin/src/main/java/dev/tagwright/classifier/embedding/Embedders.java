package dev.tagwright.classifier.embedding;

import java.nio.file.Path;

/** Opens models. A model that was opened is closed by whom it was opened for. */
public final class Embedders {

    private Embedders() {}

    /**
     * Opens the model that is built in, on the processor.
     *
     * @param cacheFolder where the model and the engine's native libraries are unpacked to; made if absent, about 80 MB
     * @throws ModelRefusedException if it cannot run here, for example on a processor without native libraries
     */
    public static Embedder builtIn(Path cacheFolder) throws ModelRefusedException {
        return TransformerEmbedder.open(BuiltInModel.unpack(cacheFolder), Device.CPU, cacheFolder);
    }

    /**
     * Opens the model in a folder: an ONNX model or a TorchScript module, beside its {@code tokenizer.json}.
     *
     * @param cacheFolder where the engine's native libraries are unpacked to; made if absent. What the first model is
     *     opened with stays for the life of the JVM
     * @throws ModelRefusedException if it cannot be used, with the reason
     */
    public static Embedder open(Path modelFolder, Device choice, Path cacheFolder) throws ModelRefusedException {
        return TransformerEmbedder.open(ModelFolder.read(modelFolder), choice, cacheFolder);
    }
}
