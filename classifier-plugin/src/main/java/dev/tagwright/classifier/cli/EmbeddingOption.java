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
    static final String CACHE = "--cache";

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
        try {
            if (wish == null || wish.equals("auto")) {
                return Embedders.builtIn(cache(options));
            }
            Path folder = Path.of(wish);
            if (!Files.isDirectory(folder)) {
                throw bad(wish);
            }
            return Embedders.open(folder, Device.AUTO, cache(options));
        } catch (InvalidPathException e) {
            throw bad(wish);
        } catch (ModelRefusedException e) {
            throw new BadInputException("option (" + NAME + "): " + e.getMessage());
        }
    }

    private static BadInputException bad(@Nullable String wish) {
        return new BadInputException(
                "option (" + NAME + "): (" + wish + ") must be off, auto or a folder with a model.");
    }

    /**
     * Returns the folder for what is unpacked and for vectors; if none was named, one of this user, so that nobody else
     * can put libraries there.
     */
    static Path cache(Options options) {
        String named = options.text(CACHE);
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        String set = System.getenv("XDG_CACHE_HOME");
        Path caches = set == null || set.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(set).toAbsolutePath();
        return caches.resolve("tagwright");
    }
}
