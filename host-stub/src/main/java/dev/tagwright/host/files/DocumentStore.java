package dev.tagwright.host.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The files of documents: {@code arrivals} for those that no document owns yet, {@code originals} for those that one does,
 * {@code cache} for what can be made again. They lie below {@code <data folder>/documents} or the folder that several hosts
 * share; with a bucket, originals and arrivals lie in it under the same names, and on the disk is only what this host is
 * working on. Knows no database.
 */
@Component
public class DocumentStore {

    static final String ARRIVALS = "arrivals";
    static final String ORIGINALS = "originals";
    /** The folder of what can be made again. */
    public static final String CACHE = "cache";

    private static final int BUFFER = 1 << 16;
    private static final int HOLD_ATTEMPTS = 3;
    private static final Duration LONGEST_HOLD = Duration.ofDays(1);
    private static final Duration LONGEST_ARRIVAL = Duration.ofDays(1);

    private final Path root;
    private final FolderOriginals disk;
    private final Originals originals;
    private final boolean cacheIsOwn;

    DocumentStore(
            @Value("${tagwright.data:data}") Path dataFolder,
            @Value("${tagwright.documents.folder:}") String folder,
            Environment environment) {
        boolean shared = !folder.isBlank();
        this.root = (shared ? Path.of(folder) : dataFolder.resolve("documents"))
                .toAbsolutePath()
                .normalize();
        this.disk = new FolderOriginals(root, shared);
        this.originals = BucketSettings.of(environment)
                .<Originals>map(BucketOriginals::open)
                .orElse(disk);
        this.cacheIsOwn = originals != disk && !shared;
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
     * @throws FileRefused when it is empty or has more bytes than the limit
     * @throws StoreFailed when the disk does not take it; nothing is left behind
     * @throws IOException when the stream cannot be read; nothing is left behind
     */
    public Received receive(InputStream in, long limit) throws IOException {
        Path file = root.resolve(ARRIVALS).resolve(UUID.randomUUID() + ".part");
        boolean whole = false;
        try {
            Received received = copy(in, limit, file);
            originals.arrived(received.file(), relative(received.file()));
            whole = true;
            return received;
        } finally {
            if (!whole) {
                deleteQuietly(file);
                deleteQuietly(whole(file));
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
                    throw new FileRefused("The file has more than " + limit + " bytes, which is the limit.");
                }
                digest.update(buffer, 0, read);
                write(out, buffer, read);
            }
            if (size == 0) {
                throw new FileRefused("The file is empty.");
            }
            force(channel);
        }
        Path done = whole(file);
        FolderOriginals.move(file, done);
        return new Received(done, HexFormat.of().formatHex(digest.digest()), size);
    }

    private static Path whole(Path part) {
        return part.resolveSibling(part.getFileName().toString().replace(".part", ".whole"));
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
        originals.discard(relative(arrival));
        deleteQuietly(arrival);
    }

    /**
     * Returns the files that have arrived, whole ({@code .whole}) or not ({@code .part}), and that no living host can be
     * working on, in no order: before this host takes its first file all of them, in a store that others share only
     * those of another day.
     */
    public List<Path> abandonedArrivals() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis()).minus(LONGEST_ARRIVAL);
        Set<String> names = new TreeSet<>(disk.arrivals(before));
        names.addAll(originals.arrivals(before));
        return names.stream().map(root::resolve).toList();
    }

    /**
     * Returns the original of a document, also while it is being moved; to be opened soon. Where files lie in a folder, it
     * is a file.
     *
     * @throws OriginalMissing when it lies nowhere
     */
    public Resource original(Placed document) {
        return originals.open(original(document.getId(), document.getFilePath(), document.getMovingFrom()));
    }

    private String original(long id, String path, @Nullable String movingFrom) {
        for (int attempt = 0; attempt < 2; attempt++) {
            if (originals.exists(path)) {
                return path;
            }
            if (movingFrom != null && originals.exists(movingFrom)) {
                return movingFrom;
            }
        }
        throw new OriginalMissing(id);
    }

    /**
     * Gives the original a name on the disk that stays while the document is filed elsewhere: whoever reads a file opens
     * it more than once. In a folder it is a second name, or a copy on disks that know none.
     *
     * @throws OriginalMissing when the original lies nowhere
     * @throws IOException when the disk takes no further file
     */
    public HeldOriginal hold(Placed document) throws IOException {
        return hold(document.getId(), document.getFilePath(), document.getMovingFrom());
    }

    /**
     * As {@link #hold(Placed)}, by what stands in the document's row.
     *
     * @param movingFrom where it may still lie; null when it lies at its path
     */
    public HeldOriginal hold(long id, String path, @Nullable String movingFrom) throws IOException {
        Path name = reading().resolve(System.currentTimeMillis() + "-" + UUID.randomUUID());
        for (int attempt = 1; ; attempt++) {
            String there = original(id, path, movingFrom);
            try {
                originals.hold(there, name);
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
     * Puts an original where a document's row says that it lies; it is there for good when this returns.
     *
     * @return the SHA-256 of what was put there
     * @throws StoreFailed when the store does not take it, or something lies there
     */
    public String put(InputStream in, String path) throws IOException {
        Received received = receive(in, Long.MAX_VALUE);
        String arrival = relative(received.file());
        if (originals.exists(path)) {
            discard(received.file());
            throw new StoreFailed("A file lies where an original is to be put.", null);
        }
        if (originals.movesInOneStep()) {
            originals.move(arrival, path);
        } else {
            originals.copy(arrival, path);
            discard(received.file());
        }
        return received.sha256();
    }

    /** Returns whether no document's file lies here yet. */
    public boolean isEmpty() throws IOException {
        return originals.isEmpty();
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

    /** Returns the folder for the pictures of a file, by its bytes, which never change; it may have to be made. */
    public Path pictures(String sha256) {
        return cache().resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private Path cache() {
        return root.resolve(CACHE);
    }

    /** Returns whether what is in the cache is known to this host alone, though others have the same documents. */
    public boolean cacheIsOwn() {
        return cacheIsOwn;
    }

    /** Empties the cache. */
    public void clearCache() {
        try {
            FileSystemUtils.deleteRecursively(cache());
            Files.createDirectories(reading());
        } catch (IOException e) {
            throw new StoreFailed("The cache of pictures cannot be emptied.", e);
        }
    }

    /** Returns the path of a received file relative to the store. */
    public String relative(Path file) {
        checkInside(file, root);
        return root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    public boolean exists(String relative) {
        return originals.exists(relative);
    }

    /** Returns a path below the originals, relative to the store. */
    public static String inOriginals(String planned) {
        return ORIGINALS + "/" + planned;
    }

    public boolean movesInOneStep() {
        return originals.movesInOneStep();
    }

    /** Moves a file in one step. */
    public void move(String from, String to) {
        originals.move(from, to);
    }

    /** Copies a file, where moves are not one step. */
    public void copy(String from, String to) {
        originals.copy(from, to);
    }

    /** Deletes a file of the store or a folder of the cache. No effect when it is gone. */
    public void delete(String relative) {
        if (relative.startsWith(CACHE + "/")) {
            disk.delete(relative);
            return;
        }
        originals.delete(relative);
        if (relative.startsWith(ARRIVALS + "/")) {
            deleteQuietly(root.resolve(relative));
        }
    }

    static void checkInside(Path file, Path folder) {
        if (!file.toAbsolutePath().normalize().startsWith(folder)) {
            throw new IllegalArgumentException("a file of the store lies outside the store");
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
