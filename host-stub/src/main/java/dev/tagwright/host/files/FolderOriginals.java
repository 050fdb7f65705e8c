package dev.tagwright.host.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** A folder, of this host alone or mounted by all. */
final class FolderOriginals implements Originals {

    private final Path root;
    private final boolean shared;

    /**
     * @param shared whether others work in it
     */
    FolderOriginals(Path root, boolean shared) {
        this.root = root;
        this.shared = shared;
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Resource open(String name) {
        return new FileSystemResource(resolve(name));
    }

    /** By a second name, or on disks that know none by a copy. */
    @Override
    public void hold(String name, Path copy) throws IOException {
        Path there = resolve(name);
        try {
            Files.createLink(copy, there);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(there, copy);
        }
    }

    /** It lies where all that use the folder find it. */
    @Override
    public void arrived(Path file, String name) {}

    @Override
    public void discard(String name) {
        DocumentStore.deleteQuietly(resolve(name));
    }

    @Override
    public List<String> arrivals(Instant before) {
        try (Stream<Path> files = Files.list(root.resolve(DocumentStore.ARRIVALS))) {
            return files.filter(file -> !shared || file.toFile().lastModified() < before.toEpochMilli())
                    .map(file -> DocumentStore.ARRIVALS + "/" + file.getFileName())
                    .toList();
        } catch (IOException e) {
            throw new StoreFailed("The folder of arrivals cannot be read.", e);
        }
    }

    @Override
    public boolean movesInOneStep() {
        return true;
    }

    /** In one step; folders are made, and those left empty are taken away. */
    @Override
    public void move(String from, String to) {
        Path source = resolve(from);
        Path target = resolve(to);
        try {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            move(source, target);
        } catch (IOException e) {
            throw new StoreFailed("A file of the store could not be moved. Maybe the disk is full.", e);
        }
        pruneAbove(source);
    }

    static void move(Path source, Path target) throws IOException {
        // never onto another file: a target that exists is a fault of the plan
        if (Files.exists(target)) {
            throw new IOException("the target exists");
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(Objects.requireNonNull(target.getParent()));
    }

    @Override
    public void copy(String from, String to) {
        throw new UnsupportedOperationException("a folder moves");
    }

    @Override
    public void delete(String name) {
        Path file = resolve(name);
        if (Files.isDirectory(file)) {
            try (Stream<Path> inside = Files.list(file)) {
                inside.forEach(DocumentStore::deleteQuietly);
            } catch (IOException e) {
                throw new StoreFailed("A folder of the store cannot be read.", e);
            }
        }
        DocumentStore.deleteQuietly(file);
        pruneAbove(file);
    }

    @Override
    public boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(DocumentStore.ORIGINALS))) {
            return files.findAny().isEmpty();
        }
    }

    private void pruneAbove(Path file) {
        Path keep = root.resolve(DocumentStore.ORIGINALS);
        Path folder = file.getParent();
        while (folder != null && folder.startsWith(keep) && !folder.equals(keep)) {
            try {
                Files.delete(folder);
            } catch (IOException e) {
                // not empty, or already gone
                return;
            }
            folder = folder.getParent();
        }
    }

    private Path resolve(String name) {
        Path file = root.resolve(name).normalize();
        DocumentStore.checkInside(file, root);
        return file;
    }

    private static void forceFolder(Path folder) {
        // On Linux a rename is on the disk for good only when its folder is; elsewhere folders cannot be opened.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }
}
