package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.embedding.Device;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.embedding.Embedders;
import dev.tagwright.classifier.embedding.ModelRefusedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code --embedding off|auto|PATH} asks for. */
final class EmbeddingOption {

    static final String NAME = "--embedding";

    private EmbeddingOption() {}

    /**
     * Opens the model that was asked for; auto, and nothing, is the one that is built in.
     *
     * @return null for off
     */
    static @Nullable Embedder open(Options options) throws BadInputException {
        String wish = options.text(NAME);
        if ("off".equals(wish)) {
            return null;
        }
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "tagwright-embedding");
        try {
            if (wish == null || wish.equals("auto")) {
                return Embedders.builtIn(cache);
            }
            Path folder = Path.of(wish);
            if (!Files.isDirectory(folder)) {
                throw new BadInputException(
                        "option (" + NAME + "): (" + wish + ") must be off, auto or a folder with a model.");
            }
            return Embedders.open(folder, Device.AUTO, cache);
        } catch (InvalidPathException e) {
            throw new BadInputException(
                    "option (" + NAME + "): (" + wish + ") must be off, auto or a folder with a model.");
        } catch (ModelRefusedException e) {
            throw new BadInputException("option (" + NAME + "): " + e.getMessage());
        }
    }
}
