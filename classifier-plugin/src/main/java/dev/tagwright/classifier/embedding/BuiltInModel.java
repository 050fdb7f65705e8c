package dev.tagwright.classifier.embedding;

import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The model that comes along inside a jar, unpacked to a folder of its own. */
final class BuiltInModel {

    private static final String NAME = "e5-small-v2-q";
    private static final String MODEL_SHA = "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded";
    private static final String TOKENIZER_SHA = "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66";

    private BuiltInModel() {}

    static ModelFolder unpack(Path cacheFolder) throws ModelRefusedException {
        Path folder = cacheFolder.resolve("models").resolve(NAME);
        try {
            Files.createDirectories(folder);
            Path model = unpack("/" + NAME + ".onnx", folder.resolve("model.onnx"), MODEL_SHA);
            Path tokenizer = unpack("/" + NAME + "-tokenizer.json", folder.resolve("tokenizer.json"), TOKENIZER_SHA);
            return new ModelFolder(
                    NAME, ModelFolder.ONNX, model, tokenizer, new ModelCard("query: ", "passage: ", 512, 384));
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
