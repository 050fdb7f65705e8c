package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.retrain.UnreadableSnapshotException;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignedFormatTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating";
    private static final String TAX = "the revenue office assesses income taxes for the year";
    private static final int HEADER = 6 + 32;

    private static final byte[] SECRET = new byte[32];
    private static final SignedFormat FORMAT = new SignedFormat(SECRET);
    private static Snapshot snapshot;
    private static byte[] bytes;

    @BeforeAll
    static void train() throws Exception {
        Training training = new Training(new TrainingSettings(1, 1, Map.of(), Map.of()), Progress.SILENT, () -> false);
        for (int number = 0; number < 12; number++) {
            training.add(document(number, RENT, Set.of("7")));
            training.add(document(100 + number, TAX, Set.of()));
        }
        snapshot = training.finish();
        bytes = FORMAT.write(snapshot);
    }

    private static LabelledDocument document(int number, String text, Set<String> tags) {
        return new LabelledDocument("d" + number, text + " " + number, Map.of(LabelKind.TAG, tags), Map.of());
    }

    @Test
    void aSnapshotComesBackAndDecidesTheSame() throws Exception {
        Snapshot back = FORMAT.read(bytes);
        assertThat(back.digest()).isEqualTo(snapshot.digest());
        assertThat(back.classify(RENT)).isEqualTo(snapshot.classify(RENT)).isNotEmpty();
        assertThat(back.evaluation()).isEqualTo(snapshot.evaluation());
        assertThat(back.provenance()).isEqualTo(snapshot.provenance());
        assertThat(FORMAT.write(back)).isEqualTo(bytes);
    }

    @Test
    @DisplayName("14, 16: garbage and every flipped bit are refused")
    void everyFlippedBitIsRefused() {
        Random random = new Random(1);
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertRefused(FORMAT, flipped, "it was tampered with, damaged, or signed with another secret.");
        }
        byte[] garbage = new byte[1000];
        random.nextBytes(garbage);
        assertRefused(FORMAT, garbage, "it was tampered with, damaged, or signed with another secret.");
    }

    @Test
    @DisplayName("18: whatever is too short is refused")
    void everyTruncationIsRefused() {
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FORMAT.read(part)).isInstanceOf(UnreadableSnapshotException.class);
        }
        assertRefused(FORMAT, new byte[5], "it is truncated.");
    }

    @Test
    @DisplayName("17: a snapshot that another secret signed is refused")
    void anotherSecretIsRefused() {
        byte[] other = new byte[32];
        other[31] = 1;
        assertRefused(new SignedFormat(other), bytes, "it was tampered with, damaged, or signed with another secret.");
    }

    @Test
    @DisplayName("11: a snapshot of another version is refused")
    void anotherVersionIsRefused() throws Exception {
        byte[] other = bytes.clone();
        other[10] ^= 1;
        assertRefused(FORMAT, signAgain(other), "it was written by another version.");
        other[0] ^= 1;
        assertRefused(FORMAT, signAgain(other), "it is no snapshot.");
    }

    @Test
    @DisplayName("15: what is rightly signed but does not hold together is refused, whatever it is")
    void nonsenseThatIsRightlySignedIsRefused() throws Exception {
        Random random = new Random(2);
        int refused = 0;
        for (int times = 0; times < 20_000; times++) {
            byte[] changed = Arrays.copyOf(bytes, HEADER + random.nextInt(bytes.length - HEADER));
            int faults = 1 + random.nextInt(4);
            for (int fault = 0; fault < faults && changed.length > HEADER; fault++) {
                changed[HEADER + random.nextInt(changed.length - HEADER)] = (byte) random.nextInt();
            }
            try {
                FORMAT.read(signAgain(changed));
            } catch (UnreadableSnapshotException e) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(20_000);
    }

    @Test
    void aSecretThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> new SignedFormat(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the host's secret has 16 bytes, at least 32 are needed to sign snapshots.");
    }

    private static void assertRefused(SignedFormat format, byte[] wrong, String why) {
        assertThatThrownBy(() -> format.read(wrong))
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessage(why);
    }

    /** Puts the right signature under bytes whose last 32 are one. */
    private static byte[] signAgain(byte[] changed) throws Exception {
        byte[] signed = changed.length < HEADER + 32 ? Arrays.copyOf(changed, HEADER + 32) : changed.clone();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        mac.update(signed, 0, signed.length - 32);
        System.arraycopy(mac.doFinal(), 0, signed, signed.length - 32, 32);
        return signed;
    }
}
