package dev.tagwright.classifier.feedback;

import com.sun.management.OperatingSystemMXBean;
import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SuccessorChange;
import dev.tagwright.classifier.snapshot.SuccessorFormat;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a chain of changes by feedback comes from a training on the same. In a part of the training documents labels are
 * replaced by a seeded rule; each event puts the labels of one of these right, or accepts or rejects a single label of a
 * document that is still in the inbox. Also a program of its own: the arguments are a corpus, a JSON document a line with
 * {@code text}, {@code split} and labels, packed by gzip, how many events there are, the seed of their rule (1), and
 * {@code alone} if no training is to follow after much feedback.
 */
final class FeedbackChain {

    /**
     * What came of it, on the test documents.
     *
     * @param documents how many were decided on
     * @param decisions how many pairs of document and label are decided the same by the chain and by the training
     * @param pairs how many pairs there are: all documents times all labels
     * @param said how many pairs one of the two applies or suggests
     * @param assigned how many of these are decided alike when applying and suggesting count as one
     * @param same how many documents have all labels decided the same
     * @param chainF1 micro-F1 of the chain's suggestions
     * @param trainedF1 micro-F1 of the training's
     * @param slowest milliseconds of the slowest event, from its beginning until the snapshot could serve
     * @param median milliseconds of the median event
     * @param slowestCpu milliseconds of processor time that the whole process took in the most expensive event
     * @param medianCpu and in the median event
     */
    record Outcome(
            int documents,
            long decisions,
            long pairs,
            long said,
            long assigned,
            int same,
            double chainF1,
            double trainedF1,
            long slowest,
            long median,
            long slowestCpu,
            long medianCpu) {

        double agreement() {
            return (double) decisions / pairs;
        }
    }

    private record Event(LabelledDocument after, Set<LabelName> labels) {}

    private FeedbackChain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        List<LabelledDocument> test = read(Path.of(arguments[0]), "test");
        Map<String, LabelledDocument> now = new HashMap<>();
        int events = Integer.parseInt(arguments[1]);
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        Outcome outcome = run(read(Path.of(arguments[0]), "train"), test, events, seed, arguments.length < 4, now);
        print(out, outcome);
        out.print("Two trainings that cut the folds differently: ");
        print(out, compare(train(now.values(), 1), train(now.values(), 2), test, new long[1], new long[1]));
    }

    private static void print(PrintStream out, Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "%d test documents: %.4f of %d decisions the same; of %d that say something %.4f, and %.4f when applying and"
                        + " suggesting count as one; on %.4f of the documents all; F1 %.4f, after training %.4f; an event took %d ms (median), %d ms"
                        + " (slowest), CPU %d ms (median), %d ms (slowest)%n",
                outcome.documents(),
                outcome.agreement(),
                outcome.pairs(),
                outcome.said(),
                1 - (double) (outcome.pairs() - outcome.decisions()) / outcome.said(),
                (double) outcome.assigned() / outcome.said(),
                (double) outcome.same() / outcome.documents(),
                outcome.chainF1(),
                outcome.trainedF1(),
                outcome.median(),
                outcome.slowest(),
                outcome.medianCpu(),
                outcome.slowestCpu());
    }

    static Outcome run(List<LabelledDocument> right, List<LabelledDocument> test, int events, long seed)
            throws Exception {
        return run(right, test, events, seed, true, new HashMap<>());
    }

    /** Leaves in {@code now} the documents as they are in the end. */
    private static Outcome run(
            List<LabelledDocument> right,
            List<LabelledDocument> test,
            int events,
            long seed,
            boolean training,
            Map<String, LabelledDocument> now)
            throws Exception {
        Random random = new Random(seed);
        Map<LabelKind, List<String>> keys = keys(right);
        List<Event> story = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < right.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            LabelledDocument document = right.get(i);
            now.put(document.id(), document);
            if (story.size() < events) {
                Event event = random.nextBoolean() ? corrected(document, keys, random) : judged(document, keys, random);
                // what the host held before the event
                now.remove(document.id());
                if (event.after().judged().isEmpty()) {
                    now.put(document.id(), spoiled(document, event));
                }
                story.add(event);
            }
        }
        Snapshot snapshot = train(now.values(), 1);
        Workbench bench = new Workbench(snapshot.content().weights().features());
        Snapshot first = snapshot;
        for (LabelledDocument document : now.values()) {
            bench.put(document.id(), document, first.vector(document.text()));
        }
        SuccessorFormat format = new SuccessorFormat(new byte[32]);
        Improver improver = new Improver(bench, TrainingSettings.defaults(), LabelNames.KEYS);
        int sinceTraining = 0;
        long[] took = new long[story.size()];
        long[] cpu = new long[story.size()];
        for (int i = 0; i < took.length; i++) {
            Event event = story.get(i);
            long began = System.nanoTime();
            long cpuBefore = cpuNanos();
            bench.put(
                    event.after().id(),
                    event.after(),
                    snapshot.vector(event.after().text()));
            SuccessorChange change = improver.refresh(snapshot, () -> false);
            if (change == null) {
                change = new SuccessorChange(improver.improve(snapshot, event.labels(), () -> false));
            }
            if (!change.labels().isEmpty()) {
                snapshot = format.read(format.write(snapshot, change), snapshot);
            }
            took[i] = (System.nanoTime() - began) / 1_000_000;
            cpu[i] = (cpuNanos() - cpuBefore) / 1_000_000;
            now.put(event.after().id(), event.after());
            // as the learner asks for it; nobody waits for it
            if (++sinceTraining >= Learner.far(bench.documents()) && training) {
                sinceTraining = 0;
                Snapshot trained = train(now.values(), 1);
                snapshot = trained;
                bench = new Workbench(trained.content().weights().features());
                for (LabelledDocument document : now.values()) {
                    bench.put(document.id(), document, trained.vector(document.text()));
                }
                improver = new Improver(bench, TrainingSettings.defaults(), LabelNames.KEYS);
            }
        }
        Arrays.sort(took);
        Arrays.sort(cpu);
        return compare(snapshot, train(now.values(), 1), test, took, cpu);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Event corrected(LabelledDocument right, Map<LabelKind, List<String>> keys, Random random) {
        LabelKind kind = List.copyOf(new TreeSet<>(right.labels().keySet()))
                .get(random.nextInt(right.labels().size()));
        Set<LabelName> labels = new HashSet<>();
        right.labels().get(kind).forEach(key -> labels.add(new LabelName(kind, key)));
        labels.add(new LabelName(kind, any(keys.get(kind), random)));
        return new Event(right, labels);
    }

    /** Returns the document as it was before somebody put it right: with the wrong one of the event's labels. */
    private static LabelledDocument spoiled(LabelledDocument right, Event event) {
        Map<LabelKind, Set<String>> labels = new HashMap<>(right.labels());
        for (LabelName label : event.labels()) {
            if (!right.labels().get(label.kind()).contains(label.key())) {
                labels.put(label.kind(), Set.of(label.key()));
            }
        }
        return new LabelledDocument(right.id(), right.text(), labels, Map.of());
    }

    private static Event judged(LabelledDocument right, Map<LabelKind, List<String>> keys, Random random) {
        LabelKind kind = List.copyOf(new TreeSet<>(right.labels().keySet()))
                .get(random.nextInt(right.labels().size()));
        Set<String> carried = right.labels().get(kind);
        boolean accept = !carried.isEmpty() && random.nextBoolean();
        String key = accept ? any(List.copyOf(new TreeSet<>(carried)), random) : any(keys.get(kind), random);
        return new Event(
                new LabelledDocument(
                        right.id(), right.text(), Map.of(), Map.of(), Map.of(kind, Map.of(key, carried.contains(key)))),
                Set.of(new LabelName(kind, key)));
    }

    private static String any(List<String> keys, Random random) {
        return keys.get(random.nextInt(keys.size()));
    }

    private static Map<LabelKind, List<String>> keys(List<LabelledDocument> documents) {
        Map<LabelKind, TreeSet<String>> keys = new HashMap<>();
        documents.forEach(
                document -> document.labels().forEach((kind, own) -> keys.computeIfAbsent(kind, any -> new TreeSet<>())
                        .addAll(own)));
        Map<LabelKind, List<String>> lists = new HashMap<>();
        keys.forEach((kind, own) -> lists.put(kind, List.copyOf(own)));
        return lists;
    }

    static Snapshot train(Iterable<LabelledDocument> documents) throws Exception {
        return train(documents, 1);
    }

    private static Snapshot train(Iterable<LabelledDocument> documents, long seed) throws Exception {
        TrainingSettings settings =
                new TrainingSettings(seed, TrainingSettings.defaults().threads(), Map.of(), Map.of());
        Training training = new Training(settings, Progress.SILENT, () -> false);
        training.named(LabelNames.KEYS);
        for (LabelledDocument document : documents) {
            training.add(document);
        }
        return training.finish();
    }

    private static Outcome compare(
            Snapshot chain, Snapshot trained, List<LabelledDocument> test, long[] took, long[] cpu) {
        long labels = Math.max(chain.labels().size(), trained.labels().size());
        long differ = 0;
        long said = 0;
        long assigned = 0;
        int same = 0;
        long[] ofChain = new long[3];
        long[] ofTrained = new long[3];
        for (LabelledDocument document : test) {
            Map<LabelName, Decision> one = Decided.of(chain, document.text(), null);
            Map<LabelName, Decision> other = Decided.of(trained, document.text(), null);
            Set<LabelName> both = new HashSet<>(one.keySet());
            both.addAll(other.keySet());
            long different = both.stream()
                    .filter(label -> one.get(label) != other.get(label))
                    .count();
            differ += different;
            said += both.size();
            assigned += both.stream()
                    .filter(label -> one.containsKey(label) && other.containsKey(label))
                    .count();
            same += different == 0 ? 1 : 0;
            count(document, one.keySet(), ofChain);
            count(document, other.keySet(), ofTrained);
        }
        long pairs = labels * test.size();
        return new Outcome(
                test.size(),
                pairs - differ,
                pairs,
                said,
                assigned,
                same,
                2.0 * ofChain[0] / (ofChain[1] + ofChain[2]),
                2.0 * ofTrained[0] / (ofTrained[1] + ofTrained[2]),
                took[took.length - 1],
                took[took.length / 2],
                cpu[cpu.length - 1],
                cpu[cpu.length / 2]);
    }

    private static void count(LabelledDocument document, Set<LabelName> decided, long[] counts) {
        document.labels().forEach((kind, keys) -> {
            counts[0] += keys.stream()
                    .filter(key -> decided.contains(new LabelName(kind, key)))
                    .count();
            counts[1] += keys.size();
        });
        counts[2] += decided.size();
    }

    static List<LabelledDocument> read(Path corpus, String split) throws IOException {
        List<LabelledDocument> documents = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.get("split").asString().equals(split)) {
                    documents.add(new LabelledDocument(
                            json.get("id").asString(), json.get("text").asString(), labels(json), Map.of()));
                }
            }
        }
        return documents;
    }

    private static Map<LabelKind, Set<String>> labels(JsonNode json) {
        Map<LabelKind, Set<String>> labels = new HashMap<>();
        String name = json.has("tags") ? "tags" : "labels";
        if (json.has(name)) {
            Set<String> tags = new HashSet<>();
            json.get(name).forEach(tag -> tags.add(tag.asString()));
            labels.put(LabelKind.TAG, tags);
        }
        single(json, "correspondent", LabelKind.CORRESPONDENT, labels);
        single(json, "document_type", LabelKind.DOCUMENT_TYPE, labels);
        return labels;
    }

    private static void single(JsonNode json, String name, LabelKind kind, Map<LabelKind, Set<String>> labels) {
        if (json.has(name)) {
            labels.put(
                    kind,
                    json.get(name).isNull() ? Set.of() : Set.of(json.get(name).asString()));
        }
    }
}
