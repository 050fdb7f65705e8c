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
    public synchronized Progress progress() {
        try {
            String[] parts = Files.readString(file).strip().split(" ", -1);
            Place place = new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            return new Progress(place, Boolean.parseBoolean(parts[2]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // without a mark the index is filled from the beginning; nothing is lost by that but time
            return Progress.NONE;
        }
    }

    @Override
    public synchronized boolean advance(UnaryOperator<Progress> step) {
        Progress before = progress();
        Progress after = step.apply(before);
        if (!after.equals(before)) {
            write(after);
        }
        return true;
    }

    @Override
    public synchronized void restart(boolean emptied) {
        write(new Progress(Place.START, !emptied && progress().filled()));
    }

    private void write(Progress progress) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(
                    next, progress.place().sequence() + " " + progress.place().document() + " " + progress.filled());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
