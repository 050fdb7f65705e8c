package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.embedding.Device;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.embedding.Embedders;
import dev.tagwright.classifier.embedding.ModelRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Opens the model in a folder that an administrator names. */
record FolderOpening(Path folder, Device device, Path cacheFolder) implements ModelMeaning.Opening {

    @Override
    public Embedder open() throws ModelRefusedException {
        return Embedders.open(folder, device, cacheFolder);
    }

    @Override
    public String files() {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> files = found.sorted().toList();
            StringBuilder all = new StringBuilder();
            for (Path file : files) {
                all.append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append('\n');
            }
            return all.toString();
        } catch (IOException e) {
            // not there, or on its way
            return "";
        }
    }
}
