package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.Progress.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A training hears of a stop in each of its phases. */
class StopTest {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final TrainingSettings ONE_THREAD = new TrainingSettings(1, 1, Map.of(), Map.of());

    @Test
    void inEveryPhaseATrainingAsksAtLeastEveryTwoSecondsWhetherItMustStop() throws Exception {
        StopGaps gaps = new StopGaps();
        Training training = new Training(ONE_THREAD, gaps, gaps);
        for (LabelledDocument document : documents(2500, 400)) {
            training.add(document);
        }
        training.finish();
        Map<Phase, Long> largest = gaps.end();
        assertThat(largest).containsOnlyKeys(Phase.READING, Phase.FEATURES, Phase.FITTING, Phase.CALIBRATING);
        assertThat(largest).allSatisfy((phase, nanos) -> assertThat(Duration.ofNanos(nanos))
                .as("CPU time between two questions while %s", phase.words())
                .isLessThan(LONGEST));
    }

    @ParameterizedTest
    @EnumSource(names = "WRITING", mode = EnumSource.Mode.EXCLUDE)
    void aStopInThePhaseEndsTheTrainingThere(Phase wanted) {
        AtomicBoolean stop = new AtomicBoolean();
        List<Phase> after = new ArrayList<>();
        Progress progress = (phase, done, total) -> {
            if (stop.get() && phase != wanted) {
                after.add(phase);
            }
            if (phase == wanted) {
                stop.set(true);
            }
        };
        assertThatThrownBy(() -> {
                    Training training = new Training(ONE_THREAD, progress, stop::get);
                    for (LabelledDocument document : documents(200, 5)) {
                        training.add(document);
                    }
                    training.finish();
                })
                .isInstanceOf(TrainingStoppedException.class);
        assertThat(after).as("phases that were begun after the stop").isEmpty();
    }

    private static List<LabelledDocument> documents(int count, int labels) {
        Random random = new Random(5);
        List<LabelledDocument> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % labels;
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 60; word++) {
                int number = word % 3 == 0 ? label * 3 + random.nextInt(3) : labels * 3 + random.nextInt(4000);
                text.append("word").append(letters(number)).append(' ');
            }
            documents.add(new LabelledDocument(
                    "d" + i, text.toString(), Map.of(LabelKind.TAG, Set.of("tag" + label)), Map.of()));
        }
        return documents;
    }

    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .map(c -> c < 'a' ? c - '0' + 'q' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
