package dev.tagwright.classifier.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.snapshot.LabelUpdate;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException;
import dev.tagwright.classifier.snapshot.SuccessorChange;
import dev.tagwright.classifier.snapshot.SuccessorFormat;
import dev.tagwright.classifier.training.LabelledDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What feedback changed, as bytes that come from a database. */
class SuccessorFormatTest {

    private final SuccessorFormat format = new SuccessorFormat(new byte[32]);
    private Snapshot before;
    private byte[] bytes;

    @BeforeEach
    void write() throws Exception {
        List<LabelledDocument> documents = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            documents.add(new LabelledDocument(
                    "r" + i, "rent for the flat " + i, Map.of(LabelKind.TAG, Set.of("rent")), Map.of()));
            documents.add(new LabelledDocument(
                    "t" + i, "tax of the office " + i, Map.of(LabelKind.TAG, Set.of("tax")), Map.of()));
        }
        before = FeedbackChain.train(documents);
        SnapshotLabel fresh = new SnapshotLabel(LabelKind.TAG, "sun", 1, 0, 0, 0.5, 2, 0.25);
        bytes = format.write(
                before,
                new SuccessorChange(List.of(
                        new LabelUpdate(fresh, new LinearModel(new int[] {0, 3}, new float[] {1, -2}, -0.5f)))));
    }

    @Test
    void comesBackWithTheNewLabelInItsPlaceAndTheOthersAsTheyWere() throws Exception {
        Snapshot after = format.read(bytes, before);
        assertThat(after.labels()).extracting(SnapshotLabel::key).containsExactly("rent", "sun", "tax");
        assertThat(after.base()).isEqualTo(before.digest());
        assertThat(after.number()).isEqualTo(1);
        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(after.content().weights().model(1).weight()).containsExactly(1, -2);
        assertThat(after.content().weights().model(2).weight())
                .isEqualTo(before.content().weights().model(1).weight());
        assertThat(format.read(bytes, before).digest()).isEqualTo(after.digest());
    }

    @Test
    void everyChangedBitAndEveryTruncationIsRefused() {
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> format.read(changed, before)).isInstanceOf(SnapshotRefusedException.class);
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> format.read(cut, before)).isInstanceOf(SnapshotRefusedException.class);
        }
    }

    @Test
    void anotherSecretAndAnotherSnapshotAreRefused() throws Exception {
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> new SuccessorFormat(other).read(bytes, before))
                .hasMessage("What feedback changed is not as it was written: its signature is wrong.");
        Snapshot after = format.read(bytes, before);
        assertThatThrownBy(() -> format.read(bytes, after))
                .hasMessage("The snapshot is rightly signed but does not fit together: what feedback changed belongs to"
                        + " another snapshot.");
    }
}
