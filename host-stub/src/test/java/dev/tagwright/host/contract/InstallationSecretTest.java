package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationSecretTest {

    @TempDir
    private Path folder;

    private byte[] open(String file) {
        return new InstallationSecret(folder, file, new SecureRandom()).bytes();
    }

    @Test
    void isRandomAtTheFirstStartKeptAndOnlyTheOwnersToRead() throws IOException {
        byte[] first = open("");
        assertThat(first).hasSize(32).isEqualTo(open(""));
        assertThat(new InstallationSecret(folder.resolve("other"), "", new SecureRandom()).bytes())
                .isNotEqualTo(first);
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aWeakOneThatSomebodySetIsRefused() throws IOException {
        Path set = Files.writeString(folder.resolve("set"), "00".repeat(32));
        assertThatThrownBy(() -> open(set.toString()))
                .hasMessage("the secret of this installation (1 different bytes) must be random; maybe make one with:"
                        + " openssl rand -hex 32");
        Files.writeString(set, "6368616e67656d65".repeat(4));
        assertThatThrownBy(() -> open(set.toString()))
                .hasMessage("the secret of this installation (7 different bytes) must be random; maybe make one with:"
                        + " openssl rand -hex 32");
        Files.writeString(set, "0123456789abcdef");
        assertThatThrownBy(() -> open(set.toString()))
                .hasMessage("the secret of this installation (8 bytes) must have at least 32 bytes");
        Files.writeString(set, "change me");
        assertThatThrownBy(() -> open(set.toString())).hasMessage("the secret of this installation is not hexadecimal");
    }
}
