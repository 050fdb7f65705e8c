package dev.tagwright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagwright.api.plugin.FileToRead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private static final DocumentId DOCUMENT = new DocumentId(7);
    private static final LabelId TAG = new LabelId(LabelKind.TAG, 1);

    @Test
    void idsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentId(0))
                .withMessage("document id (0) must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelId(LabelKind.STORAGE_PATH, -3))
                .withMessage("label id (-3) of kind (STORAGE_PATH) must be positive");
    }

    @Test
    void theKindsOfLabelsCountApart() {
        assertThat(TAG).isNotEqualTo(new LabelId(LabelKind.CORRESPONDENT, 1));
        assertThat(Stream.of(new LabelId(LabelKind.CORRESPONDENT, 1), new LabelId(LabelKind.TAG, 9), TAG)
                        .sorted()
                        .toList())
                .isEqualTo(List.of(TAG, new LabelId(LabelKind.TAG, 9), new LabelId(LabelKind.CORRESPONDENT, 1)));
    }

    @Test
    void aProbabilityIsANumberFromZeroToOne() {
        for (double wrong : new double[] {-0.001, 1.001, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Suggestion(TAG, wrong, Decision.SUGGEST, 0.9, Evidence.NONE))
                    .withMessageContaining("must be in [0, 1]");
        }
        assertThat(new Suggestion(TAG, 1, Decision.APPLY, 0.9, Evidence.NONE).probability())
                .isEqualTo(1);
    }

    @Test
    void aCorrectionNamesTheRightLabelAndOnlyACorrectionDoes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Feedback(DOCUMENT, TAG, Feedback.Verdict.CORRECTED, null, "anna", Instant.EPOCH))
                .withMessage("instead (null) must be given for CORRECTED and only then");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Feedback(DOCUMENT, TAG, Feedback.Verdict.REJECTED, TAG, "anna", Instant.EPOCH))
                .withMessageEndingWith("must be given for CORRECTED and only then");
    }

    @Test
    void valuesKeepTheirOwnCopies() {
        Map<LabelId, Origin> labels = new HashMap<>(Map.of(TAG, Origin.PERSON));
        HostDocument document = new HostDocument(DOCUMENT, 1, "text", labels, false);
        List<Evidence.Word> words = new ArrayList<>();
        Evidence evidence = new Evidence(words, List.of(), "");
        labels.clear();
        words.add(new Evidence.Word("late", 1, List.of()));

        assertThat(document.labels()).containsOnlyKeys(TAG);
        assertThat(evidence.words()).isEmpty();
    }

    @Test
    void textAndNamesOfDocumentsStayOutOfLogs() {
        String secret = "Diagnosis: measles";
        assertThat(new HostDocument(DOCUMENT, 1, secret, Map.of(), false).toString())
                .doesNotContain("measles")
                .contains("characters=18");
        assertThat(new Evidence.Word(secret, 1, List.of()).toString()).doesNotContain("measles");
        assertThat(new Extraction.Read("text/plain", secret, List.of(), TextQuality.GOOD).toString())
                .doesNotContain("measles");
        assertThat(new FileToRead(Path.of("measles.pdf"), "measles.pdf", FileToRead.Hints.NONE).toString())
                .doesNotContain("measles");
    }

    @Test
    void theHostItselfIsACallerWithoutAName() {
        assertThat(Caller.HOST.isHost()).isTrue();
        assertThat(new Caller("anna").isHost()).isFalse();
    }
}
