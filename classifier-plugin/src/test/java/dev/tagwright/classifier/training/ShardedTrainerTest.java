package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearTrainer;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels trained by several executors come together as if one had trained them all. */
class ShardedTrainerTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 1, Map.of(), Map.of());

    @Test
    void theSnapshotIsTheSameForAnyNumberOfExecutors() throws Exception {
        Snapshot alone = train(LinearTrainer.standard(), Progress.SILENT);
        for (int executors : List.of(1, 2, 3, 20)) {
            List<Integer> told = Collections.synchronizedList(new ArrayList<>());
            Progress progress = (phase, done, total) -> {
                if (phase == Progress.Phase.FITTING) {
                    told.add(Math.toIntExact(done));
                }
            };
            LinearTrainer sharded = new ShardedTrainer(Collections.nCopies(executors, LinearTrainer.standard()));
            assertThat(train(sharded, progress).digest()).isEqualTo(alone.digest());
            assertThat(told)
                    .isEqualTo(IntStream.rangeClosed(0, alone.labels().size())
                            .boxed()
                            .toList());
        }
    }

    @Test
    void oneThatFailsStopsTheOthersAndItsFaultIsTold() {
        AtomicBoolean stopped = new AtomicBoolean();
        LinearTrainer broken = new Given() {
            @Override
            LinearModel[] fitted(Watch watch) {
                throw new IllegalStateException("the machine is gone");
            }
        };
        LinearTrainer patient = new Given() {
            @Override
            LinearModel[] fitted(Watch watch) {
                while (!watch.stop().getAsBoolean()) {
                    Thread.onSpinWait();
                }
                stopped.set(true);
                throw new CancellationException();
            }
        };
        assertThatThrownBy(() -> train(new ShardedTrainer(List.of(patient, broken)), Progress.SILENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the machine is gone");
        assertThat(stopped).isTrue();
    }

    @Test
    void withoutAnExecutorNothingIsTrained() {
        assertThatThrownBy(() -> new ShardedTrainer(List.of()))
                .hasMessage("labels need at least one executor (0 given) to be trained.");
    }

    private static Snapshot train(LinearTrainer trainer, Progress progress) throws Exception {
        Training training = new Training(SETTINGS, progress, () -> false);
        for (LabelledDocument document : Topics.documents(200, 1)) {
            training.add(document);
        }
        training.by(trainer);
        return training.finish();
    }

    /** An executor that does one thing, whatever it is asked. */
    private abstract static class Given implements LinearTrainer {

        abstract LinearModel[] fitted(Watch watch);

        @Override
        public LinearModel[] crossFit(LinearProblem problem, int[] wanted, MarginVisitor visitor, Watch watch) {
            return fitted(watch);
        }
    }
}
