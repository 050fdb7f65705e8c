package dev.tagwright.host.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Random bytes that stay the same for the life of the installation. They lie in a file of the data folder that only the
 * host's user can read, and not in the database, so that who can write there cannot sign what lies there. Several hosts
 * of one installation are given the same file by the setting {@code tagwright.secret-file}.
 */
@Component
class InstallationSecret {

    private static final int BYTES = 32;

    /** 32 random bytes have 30 different ones; fewer than this come once in more than 10^15 times. */
    private static final int LEAST_DIFFERING = 16;

    private final byte[] bytes;

    InstallationSecret(
            @Value("${tagwright.data:data}") Path dataFolder,
            @Value("${tagwright.secret-file:}") String file,
            SecureRandom random) {
        Path path = file.isBlank() ? dataFolder.resolve("secret") : Path.of(file);
        try {
            if (!Files.exists(path)) {
                make(path.toAbsolutePath(), random);
            }
            bytes = HexFormat.of().parseHex(Files.readString(path).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the secret of this installation cannot be read or made", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the secret of this installation is not hexadecimal", e);
        }
        if (bytes.length < BYTES) {
            throw new IllegalStateException("the secret of this installation (" + bytes.length
                    + " bytes) must have at least " + BYTES + " bytes");
        }
        if (differing(bytes) < LEAST_DIFFERING) {
            throw new IllegalStateException("the secret of this installation (" + differing(bytes)
                    + " different bytes) must be random; maybe make one with: openssl rand -hex " + BYTES);
        }
    }

    private static long differing(byte[] bytes) {
        BitSet seen = new BitSet();
        for (byte one : bytes) {
            seen.set(one & 0xff);
        }
        return seen.cardinality();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private static void make(Path path, SecureRandom random) throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] onlyOwner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path half = Files.createTempFile(folder, "secret", ".part", onlyOwner);
        Files.writeString(half, HexFormat.of().formatHex(fresh));
        try {
            // a hard link never replaces a file, so two hosts that start at once agree on one secret
            Files.createLink(path, half);
            Files.delete(half);
        } catch (FileAlreadyExistsException e) {
            Files.delete(half);
        } catch (UnsupportedOperationException e) {
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
