package dev.tagwright.classifier.embedding;

import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The model that comes along inside a jar, unpacked to a folder of its own. */
final class BuiltInModel {

    private static final String NAME = "all-minilm-l6-v2-q";
    private static final String MODEL_SHA = "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";
    private static final String TOKENIZER_SHA = "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0";

    /** It was trained with shorter texts, and yet does better on longer chunks, see docs/embeddings.md. */
    private static final int TOKENS = 512;

    private BuiltInModel() {}

    static ModelFolder unpack(Path cacheFolder) throws ModelRefusedException {
        Path folder = cacheFolder.resolve("models").resolve(NAME);
        try {
            Files.createDirectories(folder);
            Path model = unpack("/" + NAME + ".onnx", folder.resolve("model.onnx"), MODEL_SHA);
            Path tokenizer = unpack("/" + NAME + "-tokenizer.json", folder.resolve("tokenizer.json"), TOKENIZER_SHA);
            return new ModelFolder(NAME, ModelFolder.ONNX, model, tokenizer, new ModelCard("", "", TOKENS, 384));
        } catch (IOException e) {
            throw new ModelRefusedException(
                    State.MISSING,
                    "the embedding model that is built in could not be unpacked to (" + folder + "): "
                            + e.getClass().getSimpleName() + ". Maybe the disk is full, or the folder is read-only.",
                    e);
        }
    }

    /** Leaves a file that is right as it is; another process may be unpacking the same. */
    private static Path unpack(String resource, Path file, String sha) throws IOException, ModelRefusedException {
        if (Files.isRegularFile(file) && ModelFolder.digest(file).equals(sha)) {
            return file;
        }
        Path half = Files.createTempFile(file.getParent(), "unpacking", null);
        try (InputStream in = BuiltInModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelRefusedException(
                        State.MISSING, "no embedding model is built in: (" + resource + ") did not come along.");
            }
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
        return file;
    }
}
