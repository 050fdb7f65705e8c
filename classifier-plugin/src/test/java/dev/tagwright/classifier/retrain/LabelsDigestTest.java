package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsDigestTest {

    @Test
    void theKindsCountApartSoMovingAutoFromOneKindToAnotherIsAChange() {
        assertThat(LabelsDigest.of(Map.of(LabelKind.CORRESPONDENT, List.of(1L))))
                .isNotEqualTo(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(1L))));
        assertThat(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(1L, 2L), LabelKind.CORRESPONDENT, List.of(3L))))
                .isNotEqualTo(
                        LabelsDigest.of(Map.of(LabelKind.TAG, List.of(1L), LabelKind.CORRESPONDENT, List.of(2L, 3L))));
    }

    @Test
    void aKindWithoutLabelsIsTheSameAsAKindThatIsNotNamed() {
        assertThat(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(4L), LabelKind.STORAGE_PATH, List.of())))
                .isEqualTo(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(4L))));
    }

    @Test
    void idsOfAnySizeCount() {
        assertThat(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(Long.MAX_VALUE))))
                .isNotEqualTo(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(Long.MAX_VALUE & 0xFFFFFFFFL))))
                .hasSize(64);
    }

    /** The bytes written out by hand and put through sha256sum: four kinds, each with its count, tag 258 in the first. */
    @Test
    void theBytesAreThoseOfThePage() {
        assertThat(LabelsDigest.of(Map.of(LabelKind.TAG, List.of(258L))))
                .isEqualTo("651b725556ea1622e05de618491e7b51fb3efe1da7486eab0bbd2ef3a2d04091");
    }
}
