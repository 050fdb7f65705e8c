package dev.tagwright.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.linear.LinearTrainer;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is trained on a Spark is bit for bit what is trained here. */
class SparkEngineTest {

    private static final Logger LOG = LoggerFactory.getLogger(SparkEngineTest.class);
    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 1, Map.of(), Map.of());
    /** {@code -Dspark.documents=20000 -Dspark.labels=1000} is what docs/benchmarks.md tells of. */
    private static final int DOCUMENTS = Integer.getInteger("spark.documents", 400);

    private static final int LABELS = Integer.getInteger("spark.labels", 12);

    private static SparkConf settings(String master) {
        return new SparkConf()
                .setMaster(master)
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
    }

    /** Two words of its label among words that say nothing. */
    private static LabelledDocument document(int number) {
        Random random = new Random(number);
        int label = random.nextInt(LABELS);
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 60; word++) {
            boolean telling = random.nextInt(6) == 0;
            text.append(telling ? "told" + label + "x" + random.nextInt(4) : "noise" + random.nextInt(5000))
                    .append(' ');
        }
        return new LabelledDocument(
                "d" + number, text.toString(), Map.of(LabelKind.TAG, Set.of("label " + label)), Map.of());
    }

    private static Snapshot train(LinearTrainer trainer, Progress progress, AtomicBoolean stop) throws Exception {
        Training training = new Training(SETTINGS, progress, stop::get);
        for (LabelledDocument document : IntStream.range(0, DOCUMENTS)
                .mapToObj(SparkEngineTest::document)
                .toList()) {
            training.add(document);
        }
        training.by(trainer);
        return training.finish();
    }

    private static String digest(LinearTrainer trainer, String where) throws Exception {
        long began = System.nanoTime();
        Snapshot snapshot = train(trainer, Progress.SILENT, new AtomicBoolean());
        LOG.info(
                "{} documents, {} labels, {}: {} ms",
                DOCUMENTS,
                snapshot.labels().size(),
                where,
                (System.nanoTime() - began) / 1_000_000);
        return snapshot.digest();
    }

    @Test
    void theSnapshotIsTheSameAsWithoutSpark() throws Exception {
        String alone = digest(LinearTrainer.standard(), "here");
        try (SparkEngine threads = new SparkEngine(settings("local[2]"))) {
            assertThat(digest(threads.trainer(), "local[2]")).isEqualTo(alone);
        }
        // executors in processes of their own
        String classes =
                String.join(":", List.of(place(SparkEngine.class), place(LinearTrainer.class), place(LabelKind.class)));
        assertThat(Path.of(System.getenv("SPARK_HOME"), "jars"))
                .as("Spark's jars, which the build lays ready")
                .isDirectory();
        try (SparkEngine processes = new SparkEngine(settings("local-cluster[3,1,512]")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", classes))) {
            assertThat(digest(processes.trainer(), "local-cluster[3,1,512]")).isEqualTo(alone);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (processes.shares() < 6 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            assertThat(processes.shares())
                    .as("two for each core of the executors, which come after the start")
                    .isEqualTo(6);
        }
    }

    private static String place(Class<?> one) throws Exception {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    @Test
    void sharesAreDealtForTheCoresThatWereAskedFor() throws Exception {
        try (SparkEngine asked = new SparkEngine(settings("local[2]").set("spark.cores.max", "24"))) {
            assertThat(asked.shares()).as("two for each core").isEqualTo(48);
        }
        try (SparkEngine wide = new SparkEngine(
                settings("local[2]").set("spark.cores.max", "24").set("spark.task.cpus", "2"))) {
            assertThat(wide.shares()).as("two for each task of two cores").isEqualTo(24);
        }
    }

    @Test
    void aTrainingThatIsStoppedEndsWithoutASnapshot() {
        try (SparkEngine threads = new SparkEngine(settings("local[2]"))) {
            AtomicBoolean stop = new AtomicBoolean();
            Progress stopping = (phase, done, total) -> {
                if (phase == Progress.Phase.FITTING) {
                    stop.set(true);
                }
            };
            assertThatThrownBy(() -> train(threads.trainer(), stopping, stop))
                    .isInstanceOf(TrainingStoppedException.class);
        }
    }
}
