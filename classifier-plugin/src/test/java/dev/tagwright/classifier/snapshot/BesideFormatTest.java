package dev.tagwright.classifier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagwright.classifier.snapshot.BesideFormat.Part;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What cross-validation said is believed only if this host wrote it, of this snapshot. */
class BesideFormatTest {

    private static final String DIGEST = "d".repeat(64);
    private static final byte[] CONTENT = "what was held out".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECRET = "a secret of thirty-two bytes ok!".getBytes(StandardCharsets.US_ASCII);

    /** As version 1 wrote it; stays for ever. */
    private static final String VERSION_1 =
            "5441475752424553000000010b50524544494354494f4e53406464646464646464646464646464646464646464"
                    + "646464646464646464646464646464646464646464646464646464646464646464646464646464646464646400"
                    + "00001177686174207761732068656c64206f7574270ae31024b701c36671f43b906ae07b655d27df35328b44e2"
                    + "09c6ec41bd3e93";

    private final BesideFormat format = new BesideFormat(SECRET);

    @Test
    void whatWasWrittenComesBack() throws Exception {
        byte[] bytes = format.write(Part.PREDICTIONS, DIGEST, CONTENT);
        assertThat(format.read(Part.PREDICTIONS, DIGEST, bytes)).hasValue(CONTENT);
        assertThat(format.read(Part.SCORES, DIGEST, format.write(Part.SCORES, DIGEST, new byte[0])))
                .hasValue(new byte[0]);
    }

    @Test
    void theFirstVersionStaysReadable() throws Exception {
        assertThat(HexFormat.of().formatHex(format.write(Part.PREDICTIONS, DIGEST, CONTENT)))
                .isEqualTo(VERSION_1);
        assertThat(format.read(Part.PREDICTIONS, DIGEST, HexFormat.of().parseHex(VERSION_1)))
                .hasValue(CONTENT);
    }

    @Test
    void whatWasNeverSignedCountsAsAbsent() throws Exception {
        assertThat(format.read(Part.PREDICTIONS, DIGEST, CONTENT)).isEmpty();
        assertThat(format.read(Part.PREDICTIONS, DIGEST, new byte[0])).isEmpty();
    }

    @Test
    void everyFlippedBitAndEveryCutIsRefusedOrAbsent() throws Exception {
        byte[] bytes = format.write(Part.PREDICTIONS, DIGEST, CONTENT);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            if (bit < 8 * 8) {
                assertThat(format.read(Part.PREDICTIONS, DIGEST, flipped)).isEmpty();
            } else {
                Reason reason = reason(format, Part.PREDICTIONS, DIGEST, flipped);
                assertThat(reason)
                        .as("bit %d", bit)
                        .isIn(
                                bit < 12 * 8
                                        ? new Reason[] {Reason.TOO_NEW, Reason.TOO_OLD}
                                        : new Reason[] {Reason.TAMPERED});
            }
        }
        for (int length = 12; length < bytes.length; length++) {
            assertThat(reason(format, Part.PREDICTIONS, DIGEST, Arrays.copyOf(bytes, length)))
                    .as("cut to %d bytes", length)
                    .isIn(Reason.TRUNCATED, Reason.TAMPERED);
        }
    }

    @Test
    void whatAnotherSecretSignedOrBelongsElsewhereIsRefused() {
        byte[] bytes = format.write(Part.PREDICTIONS, DIGEST, CONTENT);
        byte[] other = SECRET.clone();
        other[0] ^= 1;
        assertThat(reason(new BesideFormat(other), Part.PREDICTIONS, DIGEST, bytes))
                .isEqualTo(Reason.TAMPERED);
        assertThat(reason(format, Part.SCORES, DIGEST, bytes)).isEqualTo(Reason.CORRUPT);
        assertThat(reason(format, Part.PREDICTIONS, "e".repeat(64), bytes)).isEqualTo(Reason.CORRUPT);
    }

    private static Reason reason(BesideFormat format, Part part, String digest, byte[] bytes) {
        return catchThrowableOfType(SnapshotRefusedException.class, () -> format.read(part, digest, bytes))
                .reason();
    }
}
