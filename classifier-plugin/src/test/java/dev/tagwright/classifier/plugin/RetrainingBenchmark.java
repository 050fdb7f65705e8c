package dev.tagwright.classifier.plugin;

import com.sun.management.OperatingSystemMXBean;
import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.UnreadableSnapshotException;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a training costs from the host's documents to a promoted snapshot, and what comes after: the skip, the decision,
 * the restart. A program of its own; the only argument is a corpus, a JSON document a line with {@code text}, {@code tags}
 * and {@code split}, packed by gzip.
 */
final class RetrainingBenchmark {

    private static final int TIMES = 200;

    private final PrintStream out;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private RetrainingBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        new RetrainingBenchmark(System.out).run(Path.of(arguments[0]));
        System.exit(0);
    }

    private void run(Path corpus) throws IOException {
        TestHost host = new TestHost(Files.createTempDirectory("retraining"));
        long documents = fill(host, corpus);
        long labels = host.all().size();
        out.printf(Locale.ROOT, "documents %d, labels %d%n", documents, labels);
        TagwrightPlugin plugin = new TagwrightPlugin();
        timed("start", 1, () -> plugin.start(host));
        timed("train and promote", 1, () -> train(plugin, State.PROMOTED));
        train(plugin, State.SKIPPED);
        timed("skip", TIMES, () -> train(plugin, State.SKIPPED));
        DocumentId first = new DocumentId(1);
        plugin.suggest(first, Caller.HOST);
        timed("suggest with evidence", TIMES, () -> plugin.suggest(first, Caller.HOST));
        plugin.close();
        try (Store store = new Store(host.dataSource(), RetrainingBenchmark.class.getClassLoader())) {
            KeptSnapshot kept = store.snapshots().serving().orElseThrow();
            out.printf(Locale.ROOT, "snapshot %.1f MB, micro-F1 %.3f%n", kept.sizeBytes() / 1e6, kept.quality());
            SignedFormat format = new SignedFormat(host.secret());
            byte[][] bytes = {{}};
            timed(
                    "fetch it from the database",
                    1,
                    () -> bytes[0] = store.snapshots().bytes(kept.id()));
            Snapshot[] snapshot = new Snapshot[1];
            timed("read it, first time", 1, () -> snapshot[0] = read(format, bytes[0]));
            timed("read it again", 3, () -> snapshot[0] = read(format, bytes[0]));
            timed("write it", 3, () -> format.write(snapshot[0]));
            timed("keep it in the database", 1, () -> store.snapshots().add(kept, bytes[0]));
        }
        TagwrightPlugin again = new TagwrightPlugin();
        timed("start again, with the snapshot", 1, () -> again.start(host));
        timed("first decision", 1, () -> again.suggest(first, Caller.HOST));
        again.close();
    }

    private static long fill(TestHost host, Path corpus) throws IOException {
        JsonMapper mapper = new JsonMapper();
        Map<String, LabelId> labels = new HashMap<>();
        long documents = 0;
        try (InputStream file = Files.newInputStream(corpus);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode document = mapper.readTree(line);
                if (!document.path("split").asString("train").equals("train")) {
                    continue;
                }
                host.document(
                        document.path("text").asString(""),
                        document.path("tags")
                                .valueStream()
                                .map(tag ->
                                        labels.computeIfAbsent(tag.asString(), name -> host.auto(LabelKind.TAG, name)))
                                .toArray(LabelId[]::new));
                documents++;
            }
        }
        return documents;
    }

    private static Snapshot read(SignedFormat format, byte[] bytes) {
        try {
            return format.read(bytes);
        } catch (UnreadableSnapshotException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void train(TagwrightPlugin plugin, State expected) {
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        TrainingStatus status = plugin.trainingStatus();
        if (status.state() != expected) {
            throw new IllegalStateException(status.toString());
        }
    }

    private void timed(String what, int times, Runnable action) {
        long cpu = machine.getProcessCpuTime();
        long wall = System.nanoTime();
        for (int time = 0; time < times; time++) {
            action.run();
        }
        out.printf(
                Locale.ROOT,
                "%s: %.4f s of CPU, %.4f s%n",
                what,
                (machine.getProcessCpuTime() - cpu) / 1e9 / times,
                (System.nanoTime() - wall) / 1e9 / times);
    }
}
