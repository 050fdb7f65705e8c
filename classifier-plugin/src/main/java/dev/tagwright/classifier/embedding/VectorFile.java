package dev.tagwright.classifier.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of one model in a file that only grows: 32 bytes of the text's digest, then the numbers, big-endian. What a
 * process that was killed left half written at the end is cut off. For one thread.
 */
public final class VectorFile {

    private final Path file;
    private final int dimension;
    private final Map<ContentKey, float[]> vectors = new HashMap<>();

    private VectorFile(Path file, int dimension) {
        this.file = file;
        this.dimension = dimension;
    }

    /** Reads what is there; the folder is made if absent. */
    public static VectorFile open(Path file, int dimension) throws IOException {
        VectorFile opened = new VectorFile(file, dimension);
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            opened.read();
        }
        return opened;
    }

    private void read() throws IOException {
        int size = ContentKey.BYTES + dimension * Float.BYTES;
        long whole = Files.size(file) / size;
        byte[] bytes = new byte[size];
        try (var in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
            for (long i = 0; i < whole; i++) {
                in.readNBytes(bytes, 0, size);
                ByteBuffer buffer = ByteBuffer.wrap(bytes, ContentKey.BYTES, size - ContentKey.BYTES);
                float[] vector = new float[dimension];
                buffer.asFloatBuffer().get(vector);
                vectors.put(new ContentKey(HexFormat.of().formatHex(bytes, 0, ContentKey.BYTES)), vector);
            }
        }
        if (Files.size(file) != whole * size) {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole * size);
            }
        }
    }

    /** Returns the vector of a text, or null. */
    public float @Nullable [] vector(ContentKey key) {
        return vectors.get(key);
    }

    /** Keeps a vector. */
    public void keep(ContentKey key, float[] vector) throws IOException {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "a vector has " + vector.length + " numbers, expected are " + dimension + ".");
        }
        ByteBuffer buffer = ByteBuffer.allocate(ContentKey.BYTES + dimension * Float.BYTES);
        buffer.put(HexFormat.of().parseHex(key.digest()));
        buffer.asFloatBuffer().put(vector);
        Files.write(file, buffer.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        vectors.put(key, vector);
    }
}
