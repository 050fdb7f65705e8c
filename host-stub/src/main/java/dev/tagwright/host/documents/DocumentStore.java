package dev.tagwright.host.documents;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The files on the disk, below {@code <data folder>/documents} or the folder that several hosts share: {@code arrivals} for files that no document owns yet,
 * {@code originals} for those that one does, {@code cache} for what can be made again. Knows no database.
 */
@Component
public class DocumentStore {

    private static final String ARRIVALS = "arrivals";
    private static final String ORIGINALS = "originals";
    private static final int BUFFER = 1 << 16;
    private static final int HOLD_ATTEMPTS = 3;
    private static final Duration LONGEST_HOLD = Duration.ofDays(1);
    private static final Duration LONGEST_ARRIVAL = Duration.ofDays(1);

    private final Path root;
    private final boolean shared;

    DocumentStore(
            @Value("${tagwright.data:data}") Path dataFolder, @Value("${tagwright.documents.folder:}") String folder) {
        this.shared = !folder.isBlank();
        this.root = (shared ? Path.of(folder) : dataFolder.resolve("documents"))
                .toAbsolutePath()
                .normalize();
        try {
            Files.createDirectories(root.resolve(ARRIVALS));
            Files.createDirectories(root.resolve(ORIGINALS));
            Files.createDirectories(reading());
            sweepHeld();
        } catch (IOException e) {
            throw new StoreFailed("The folder of documents cannot be made. Maybe the data folder is not writable.", e);
        }
    }

    /**
     * Takes a whole stream and returns when its bytes are on the disk for good. The stream is not closed.
     *
     * @param limit how many bytes it may have
     * @throws DocumentRefused when it is empty or has more bytes than the limit
     * @throws StoreFailed when the disk does not take it; nothing is left behind
     * @throws IOException when the stream cannot be read; nothing is left behind
     */
    public Received receive(InputStream in, long limit) throws IOException {
        Path file = root.resolve(ARRIVALS).resolve(UUID.randomUUID() + ".part");
        boolean whole = false;
        try {
            Received received = copy(in, limit, file);
            whole = true;
            return received;
        } finally {
            if (!whole) {
                deleteQuietly(file);
            }
        }
    }

    private Received copy(InputStream in, long limit, Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            int read;
            while ((read = in.read(buffer)) >= 0) {
                size += read;
                if (size > limit) {
                    throw new DocumentRefused(
                            "file", "The file has more than " + limit + " bytes, which is the limit.");
                }
                digest.update(buffer, 0, read);
                write(out, buffer, read);
            }
            if (size == 0) {
                throw new DocumentRefused("file", "The file is empty.");
            }
            force(channel);
        }
        Path done = file.resolveSibling(file.getFileName().toString().replace(".part", ".whole"));
        move(file, done);
        return new Received(done, HexFormat.of().formatHex(digest.digest()), size);
    }

    private static void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static void force(FileChannel channel) {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static StoreFailed noRoom(IOException cause) {
        return new StoreFailed("The file could not be written. Maybe the disk is full.", cause);
    }

    /** Throws an arrival away. No effect when it is gone. */
    public void discard(Path arrival) {
        checkInside(arrival, root.resolve(ARRIVALS));
        deleteQuietly(arrival);
    }

    /**
     * Returns the files that have arrived, whole ({@code .whole}) or not ({@code .part}), and that no living host can be
     * working on, in no order: before this host takes its first file all of them, in a folder that others share only
     * those of another day.
     */
    public List<Path> abandonedArrivals() {
        long oldest = System.currentTimeMillis() - LONGEST_ARRIVAL.toMillis();
        try (Stream<Path> files = Files.list(root.resolve(ARRIVALS))) {
            return files.filter(file -> !shared || file.toFile().lastModified() < oldest)
                    .toList();
        } catch (IOException e) {
            throw new StoreFailed("The folder of arrivals cannot be read.", e);
        }
    }

    /**
     * Returns where the original of a document lies, also while it is being moved.
     *
     * @throws StoreFailed when it lies nowhere
     */
    public Path original(Document document) {
        return original(document.getId(), document.getFilePath(), document.getMovingFrom());
    }

    private Path original(long id, String path, @Nullable String movingFrom) {
        for (int attempt = 0; attempt < 2; attempt++) {
            Path there = resolve(path);
            if (Files.exists(there)) {
                return there;
            }
            if (movingFrom != null && Files.exists(resolve(movingFrom))) {
                return resolve(movingFrom);
            }
        }
        throw new StoreFailed(
                "The original of document " + id + " is missing.", new FileNotFoundException("document " + id));
    }

    /**
     * Gives the original a second name that stays while the document is filed elsewhere: whoever reads a file opens it
     * more than once. On disks that know no second names it is a copy.
     *
     * @throws StoreFailed when the original lies nowhere
     * @throws IOException when the disk takes no second name
     */
    public HeldOriginal hold(Document document) throws IOException {
        return hold(document.getId(), document.getFilePath(), document.getMovingFrom());
    }

    /**
     * As {@link #hold(Document)}, by what stands in the document's row.
     *
     * @param movingFrom where it may still lie; null when it lies at its path
     */
    public HeldOriginal hold(long id, String path, @Nullable String movingFrom) throws IOException {
        Path name = reading().resolve(System.currentTimeMillis() + "-" + UUID.randomUUID());
        for (int attempt = 1; ; attempt++) {
            Path there = original(id, path, movingFrom);
            try {
                link(name, there);
                return new HeldOriginal(name);
            } catch (NoSuchFileException e) {
                // moved after it was found
                if (attempt == HOLD_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Puts an original where a document's row says that it lies; it is on the disk for good when this returns.
     *
     * @return the SHA-256 of what was put there
     * @throws StoreFailed when the disk does not take it, or something lies there
     */
    public String put(InputStream in, String path) throws IOException {
        Received received = receive(in, Long.MAX_VALUE);
        move(relative(received.file()), path);
        return received.sha256();
    }

    /** Returns whether no document's file lies here yet. */
    public boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(ORIGINALS))) {
            return files.findAny().isEmpty();
        }
    }

    private static void link(Path name, Path there) throws IOException {
        try {
            Files.createLink(name, there);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(there, name);
        }
    }

    private Path reading() {
        return cache().resolve("reading");
    }

    /** Takes away names that a process which ended too early has left; other hosts may still use younger ones. */
    private void sweepHeld() throws IOException {
        long oldest = System.currentTimeMillis() - LONGEST_HOLD.toMillis();
        try (Stream<Path> held = Files.list(reading())) {
            held.filter(file -> heldSince(file) < oldest).forEach(DocumentStore::deleteQuietly);
        }
    }

    private static long heldSince(Path file) {
        String name = file.getFileName().toString();
        return name.matches("\\d{1,18}-.*") ? Long.parseLong(name.substring(0, name.indexOf('-'))) : Long.MAX_VALUE;
    }

    /** Returns the folder for what can be made again, such as page images. */
    Path cache() {
        return root.resolve("cache");
    }

    /** Returns the path of a received file relative to the store. */
    String relative(Path file) {
        checkInside(file, root);
        return root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    boolean exists(String relative) {
        return Files.exists(resolve(relative), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a path below the originals, relative to the store. */
    static String inOriginals(String planned) {
        return ORIGINALS + "/" + planned;
    }

    /** Moves a file in one step; folders are made, and those left empty are taken away. */
    void move(String from, String to) {
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

    private static void move(Path source, Path target) throws IOException {
        // never onto another file: a target that exists is a fault of the plan
        if (Files.exists(target)) {
            throw new IOException("the target exists");
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(Objects.requireNonNull(target.getParent()));
    }

    void delete(String relative) {
        Path file = resolve(relative);
        if (Files.isDirectory(file)) {
            try (Stream<Path> inside = Files.list(file)) {
                inside.forEach(DocumentStore::deleteQuietly);
            } catch (IOException e) {
                throw new StoreFailed("A folder of the store cannot be read.", e);
            }
        }
        deleteQuietly(file);
        pruneAbove(file);
    }

    private void pruneAbove(Path file) {
        Path keep = root.resolve(ORIGINALS);
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

    private Path resolve(String relative) {
        Path file = root.resolve(relative).normalize();
        checkInside(file, root);
        return file;
    }

    private static void checkInside(Path file, Path folder) {
        if (!file.toAbsolutePath().normalize().startsWith(folder)) {
            throw new IllegalArgumentException("a file of the store lies outside the store");
        }
    }

    private static void forceFolder(Path folder) {
        // On Linux a rename is on the disk for good only when its folder is; elsewhere folders cannot be opened.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // what cannot be deleted now is swept at the next start
            return;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
