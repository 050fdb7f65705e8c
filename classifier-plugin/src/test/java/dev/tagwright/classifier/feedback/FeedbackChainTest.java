package dev.tagwright.classifier.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.classifier.feedback.FeedbackChain.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real corpora, where they are there: a chain of changes by feedback ends where a training on the same ends. */
class FeedbackChainTest {

    private static final Path CORPORA = Path.of("../../shared/data/corpora");

    @Test
    void newsAreDecidedAsATrainingWouldAfterAHundredEvents() throws Exception {
        check("reuters.jsonl.gz", 100, 0.995);
    }

    @Test
    void germanArticlesAreDecidedAsATrainingWouldAfterAHundredEvents() throws Exception {
        check("gnad.jsonl.gz", 100, 0.995);
    }

    private static void check(String name, int events, double least) throws Exception {
        Path corpus = CORPORA.resolve(name);
        Assumptions.assumeTrue(Files.exists(corpus), () -> "the corpus " + name + " is not there");
        Outcome outcome =
                FeedbackChain.run(FeedbackChain.read(corpus, "train"), FeedbackChain.read(corpus, "test"), events, 1);
        assertThat(outcome.agreement()).isGreaterThanOrEqualTo(least);
        assertThat(outcome.chainF1()).isGreaterThan(outcome.trainedF1() - 0.05);
    }
}
