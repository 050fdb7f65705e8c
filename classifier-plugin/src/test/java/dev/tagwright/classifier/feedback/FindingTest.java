package dev.tagwright.classifier.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.classifier.feedback.Finding.Candidate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which of the documents that perhaps belong to a label are shown. */
class FindingTest {

    private static List<Candidate> found(int likely, int unlikely) {
        return Stream.concat(
                        Stream.generate(() -> new Candidate(1, 0.01, 0)).limit(likely),
                        Stream.generate(() -> new Candidate(2, 0.009, 0)).limit(unlikely))
                .toList();
    }

    @Test
    void thoseThatAreLikelyAtAllAndAFewInAnyCase() {
        assertThat(Finding.worthALook(found(0, 0))).isEmpty();
        assertThat(Finding.worthALook(found(0, 7))).hasSize(7);
        assertThat(Finding.worthALook(found(3, 100))).hasSize(10);
        assertThat(Finding.worthALook(found(30, 100))).hasSize(30).allMatch(one -> one.document() == 1);
        assertThat(Finding.worthALook(found(900, 0))).hasSize(200);
    }
}
