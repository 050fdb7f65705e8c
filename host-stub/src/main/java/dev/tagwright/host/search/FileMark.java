package dev.tagwright.host.search;

import dev.tagwright.host.documents.ChangeFeed.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;

/** The mark of an index on the disk lies beside it: whoever takes the index away takes the mark along. */
final class FileMark implements Mark {

    private final Path file;

    FileMark(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Place place() {
        try {
            String[] parts = Files.readString(file).strip().split(" ", -1);
            return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // without a mark the index is filled from the beginning; nothing is lost by that but time
            return Place.START;
        }
    }

    @Override
    public synchronized boolean advance(UnaryOperator<Place> step) {
        Place before = place();
        Place after = step.apply(before);
        if (!after.equals(before)) {
            try {
                Path next = file.resolveSibling(file.getFileName() + ".next");
                Files.writeString(next, after.sequence() + " " + after.document());
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }
}
