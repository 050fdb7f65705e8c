package dev.tagwright.classifier.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Names the files that texts are written to: each after the file it was read from, none twice. For one thread. */
final class TextFiles {

    private final Optional<Path> folder;
    private final Set<Path> taken = new HashSet<>();

    /** @param folder none if no text is written */
    TextFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Returns where the text of a file goes; files of the same name from several folders are numbered from 2. */
    Optional<Path> of(Path file) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        String name = String.valueOf(file.getFileName());
        Path text = folder.get().resolve(name + ".txt");
        for (int number = 2; !taken.add(text); number++) {
            text = folder.get().resolve(name + "." + number + ".txt");
        }
        return Optional.of(text);
    }
}
