package dev.tagwright.classifier.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the model that is built in, as an administrator lays a model of his own into a folder. */
final class ModelFiles {

    private ModelFiles() {}

    static void put(Path folder) throws IOException {
        copy("/all-minilm-l6-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));
        copy("/all-minilm-l6-v2-q.onnx", folder.resolve("model.onnx"));
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = ModelFiles.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }
}
