package dev.tagwright.classifier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException.Reason;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotFormatTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating";
    private static final String TAX = "the revenue office assesses income taxes for the year";
    private static final int VERSION_AT = 8;
    private static final int SECTIONS_AT = 20;
    private static final int HEADER = 24 + 6 * 8;
    private static final int SIGNATURE = 32;

    private static final byte[] SECRET = secret(0);
    private static final SnapshotFormat FORMAT = new SnapshotFormat(SECRET);
    private static Snapshot snapshot;
    private static byte[] bytes;

    @BeforeAll
    static void train() throws Exception {
        Training training = new Training(new TrainingSettings(1, 1, Map.of(), Map.of()), Progress.SILENT, () -> false);
        for (int number = 0; number < 12; number++) {
            training.add(document(number, RENT, Set.of("7", "\ud800 lone"), Set.of("Landlord & Söhne")));
            training.add(document(100 + number, TAX, Set.of("昨日"), Set.of("Office")));
        }
        snapshot = training.finish();
        bytes = FORMAT.write(snapshot);
    }

    private static LabelledDocument document(int number, String text, Set<String> tags, Set<String> sender) {
        return new LabelledDocument(
                "d" + number,
                text + " " + number,
                Map.of(LabelKind.TAG, tags, LabelKind.CORRESPONDENT, sender),
                Map.of());
    }

    private static byte[] secret(int first) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (first + i);
        }
        return secret;
    }

    @Test
    void eachLabelIsFoundByItsKindAndKey() {
        for (int place = 0; place < snapshot.labels().size(); place++) {
            SnapshotLabel label = snapshot.labels().get(place);
            assertThat(snapshot.place(label.kind(), label.key())).isEqualTo(place);
            assertThat(snapshot.label(label.kind(), label.key())).contains(label);
        }
        assertThat(snapshot.place(LabelKind.TAG, "Office")).isEqualTo(-1);
        assertThat(snapshot.label(LabelKind.STORAGE_PATH, "7")).isEmpty();
    }

    @Test
    void aSnapshotComesBackWithEverything() throws Exception {
        Snapshot back = FORMAT.read(bytes);
        assertThat(back.digest()).isEqualTo(snapshot.digest());
        assertThat(back.labels()).isEqualTo(snapshot.labels()).hasSize(5);
        assertThat(back.evaluation()).isEqualTo(snapshot.evaluation());
        assertThat(back.provenance()).isEqualTo(snapshot.provenance());
        assertThat(back.classify(RENT)).isEqualTo(snapshot.classify(RENT)).isNotEmpty();
        assertThat(back.explain(RENT, LabelKind.TAG, "7")).isEqualTo(snapshot.explain(RENT, LabelKind.TAG, "7"));
        assertThat(FORMAT.write(back)).isEqualTo(bytes);
    }

    @Test
    @DisplayName("pinned 16: one flipped bit anywhere is refused")
    void everySingleFlippedBitIsRefused() {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        byte[] flipped = bytes.clone();
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                flipped[at] ^= (byte) (1 << bit);
                reasons.merge(refusal(FORMAT, flipped), 1, Integer::sum);
                flipped[at] = bytes[at];
            }
        }
        assertThat(reasons.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(bytes.length * 8);
        assertThat(reasons).doesNotContainKeys(Reason.CORRUPT, Reason.OTHER_SETTINGS);
        assertThat(reasons.get(Reason.WRONG_KEY)).isEqualTo(8 * 8);
    }

    @Test
    @DisplayName("pinned 18: a file that was cut anywhere is refused, also before its signature")
    void everyTruncationIsRefusedAsOne() {
        for (int length = 0; length < bytes.length; length++) {
            assertThat(refusal(FORMAT, Arrays.copyOf(bytes, length)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isEqualTo(Reason.TRUNCATED);
        }
        assertThat(refusal(FORMAT, Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.TAMPERED);
    }

    @Test
    @DisplayName("pinned 11, 14, 17: another format version, garbage or another secret is refused, with the reason")
    void refusalsSayWhyAndWhatToTry() {
        assertThatThrownBy(() -> FORMAT.read(Arrays.copyOf(bytes, 100)))
                .hasMessage("The snapshot ends after 100 bytes, at least 104 are expected.");
        assertThatThrownBy(() -> FORMAT.read(new byte[1000]))
                .hasMessage("The snapshot is not as it was written: it does not begin like one.");
        assertThatThrownBy(() -> new SnapshotFormat(secret(1)).read(bytes))
                .hasMessage("The snapshot was signed with another secret."
                        + " Maybe the host's secret was changed; train again.");
        byte[] changed = bytes.clone();
        changed[HEADER + 3] ^= 1;
        assertThatThrownBy(() -> FORMAT.read(changed))
                .hasMessage("The snapshot is not as it was written: its signature does not belong to its content.");
        assertThatThrownBy(() -> FORMAT.read(withVersion(4)))
                .hasMessage("The snapshot has format version 4, the newest that is read is 3."
                        + " Maybe a newer version of the plugin wrote it.");
        assertThatThrownBy(() -> FORMAT.read(withVersion(0)))
                .hasMessage("The snapshot has format version 0, the oldest that is read is 1. Maybe train again.");
        assertThatThrownBy(() -> FORMAT.read(bytes, "others"))
                .hasMessage("The snapshot was learned with other settings than those in force. Maybe train again.");
        assertThatThrownBy(() -> new SnapshotFormat(new byte[16]))
                .hasMessage("the secret has 16 bytes, at least 32 are needed to sign snapshots.");
    }

    @Test
    void theSettingsItWasLearnedWithCanBeAskedFor() throws Exception {
        assertThat(FORMAT.read(bytes, snapshot.provenance().settingsDigest()).digest())
                .isEqualTo(snapshot.digest());
    }

    @Test
    void aWrongChecksumUnderTheRightSignatureIsNamed() {
        byte[] changed = bytes.clone();
        changed[HEADER] ^= 1;
        assertThatThrownBy(() -> FORMAT.read(sign(changed)))
                .hasMessage("The snapshot is rightly signed but does not fit together:"
                        + " the checksum of section PROVENANCE is wrong.");
    }

    /** More by {@code -Dsnapshot.fuzz=1000000}. */
    @Test
    @DisplayName("pinned 15: nonsense under the right signature is refused or harmless")
    void nonsenseUnderTheRightSignatureIsRefusedOrDecides() throws Exception {
        Random random = new Random(5);
        int cases = Integer.getInteger("snapshot.fuzz", 5_000);
        int refused = 0;
        for (int number = 0; number < cases; number++) {
            try {
                FORMAT.read(nonsense(random)).classify(RENT);
            } catch (SnapshotRefusedException e) {
                assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
                refused++;
            }
        }
        assertThat(refused).isBetween(cases / 10, cases);
    }

    /** Sections that were changed in a few places, cut, or made up, under right checksums and signature. */
    private static byte[] nonsense(Random random) throws Exception {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        byte[][] section = new byte[6][];
        int from = HEADER;
        int total = HEADER + SIGNATURE;
        int victim = random.nextInt(6);
        for (int i = 0; i < 6; i++) {
            int length = header.getInt(SECTIONS_AT + 4 + i * 8);
            section[i] = Arrays.copyOfRange(bytes, from, from + length);
            from += length;
            if (i == victim) {
                section[i] = changed(section[i], random);
            }
            total += section[i].length;
        }
        ByteBuffer all = ByteBuffer.allocate(total);
        all.put(bytes, 0, SECTIONS_AT + 4);
        for (byte[] each : section) {
            CRC32C sum = new CRC32C();
            sum.update(each, 0, each.length);
            all.putInt(each.length).putInt((int) sum.getValue());
        }
        for (byte[] each : section) {
            all.put(each);
        }
        return sign(all.array());
    }

    private static byte[] changed(byte[] section, Random random) {
        if (random.nextInt(8) == 0) {
            byte[] made = new byte[random.nextInt(64)];
            random.nextBytes(made);
            return made;
        }
        int length = random.nextInt(8) == 0 ? random.nextInt(section.length) : section.length;
        byte[] changed = Arrays.copyOf(section, length);
        for (int fault = random.nextInt(4); fault >= 0 && length > 0; fault--) {
            changed[random.nextInt(length)] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) (random.nextInt(3) - 1);
        }
        return changed;
    }

    @Test
    void lengthsAreHeldAgainstTheBytesBeforeMemoryIsTaken() {
        // a section that says it has 2^40 words, with none to follow
        SectionWriter claim = new SectionWriter(16);
        claim.count(1L << 40);
        assertThatThrownBy(() -> new SectionReader(claim.bytes(), 0, claim.size()).size(1))
                .isInstanceOf(SnapshotRefusedException.class)
                .hasMessage("The snapshot is rightly signed but does not fit together:"
                        + " a number (1099511627776) is above 6.");
    }

    @Test
    void theFixtureOfFormatVersionOneIsReadForEver() throws Exception {
        byte[] fixture;
        try (var in = SnapshotFormatTest.class.getResourceAsStream("format-1.snapshot")) {
            fixture = in.readAllBytes();
        }
        Snapshot read = FORMAT.read(fixture);
        assertThat(read.provenance().documents()).isEqualTo(24);
        assertThat(read.labels())
                .extracting(SnapshotLabel::key)
                .containsExactly("7", "昨日", "\ud800 lone", "Landlord & Söhne", "Office");
        assertThat(read.labels()).extracting(SnapshotLabel::positives).containsOnly(12);
        assertThat(read.evaluation().labels()).hasSize(5);
        assertThat(read.classify(RENT)).extracting(ScoredLabel::key).contains("7", "Landlord & Söhne");
        assertThat(read.classify(TAX)).extracting(ScoredLabel::key).contains("昨日", "Office");
    }

    private static Reason refusal(SnapshotFormat format, byte[] wrong) {
        try {
            format.read(wrong);
        } catch (SnapshotRefusedException e) {
            return e.reason();
        }
        throw new AssertionError("it was read");
    }

    private static byte[] withVersion(int version) throws Exception {
        byte[] other = bytes.clone();
        ByteBuffer.wrap(other).putInt(VERSION_AT, version);
        return sign(other);
    }

    /** Puts the right signature into the last 32 bytes. */
    private static byte[] sign(byte[] changed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        mac.update(changed, 0, changed.length - SIGNATURE);
        System.arraycopy(mac.doFinal(), 0, changed, changed.length - SIGNATURE, SIGNATURE);
        return changed;
    }
}
