package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one decision costs, and what reading a snapshot: 3,000 made-up documents of 200 words, up to 3,000 tags. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class DecisionBenchmark {

    private static final int DOCUMENTS = 3000;

    private Snapshot snapshot;
    private SnapshotFormat format;
    private byte[] bytes;
    private String text;

    @Setup
    public void make() throws Exception {
        Random random = new Random(1);
        Training training = new Training(
                new TrainingSettings(1, Runtime.getRuntime().availableProcessors(), Map.of(), Map.of()),
                Progress.SILENT,
                () -> false);
        for (int document = 0; document < DOCUMENTS; document++) {
            Set<String> tags = new TreeSet<>(List.of(tag(random), tag(random)));
            text = text(tags, random);
            training.add(
                    new LabelledDocument(Integer.toString(document), text, Map.of(LabelKind.TAG, tags), Map.of()));
        }
        snapshot = training.finish();
        format = new SnapshotFormat(new byte[32]);
        bytes = format.write(snapshot);
    }

    /** Few tags on many documents, many on few. */
    private static String tag(Random random) {
        return "tag" + (int) Math.pow(3000, random.nextDouble());
    }

    private static String text(Set<String> tags, Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String of = i % 4 == 0 ? tags.toArray(String[]::new)[i / 4 % tags.size()] : "common";
            words.append(word((of + (int) Math.pow(of.equals("common") ? 5000 : 20, random.nextDouble())).hashCode()))
                    .append(' ');
        }
        return words.toString();
    }

    /** Three to five syllables. */
    private static String word(int seed) {
        Random random = new Random(seed);
        StringBuilder word = new StringBuilder();
        for (int i = 3 + random.nextInt(3); i > 0; i--) {
            word.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    /** From the text to the decisions. */
    @Benchmark
    public List<ScoredLabel> decision() {
        return snapshot.classify(text);
    }

    @Benchmark
    public Object wordsAndPiecesAlone() {
        return snapshot.content().features().vector(Tokenizer.tokenize(text));
    }

    /** Signature, checksums and digest included. */
    @Benchmark
    public Snapshot readingASnapshot() throws SnapshotRefusedException {
        return format.read(bytes);
    }
}
