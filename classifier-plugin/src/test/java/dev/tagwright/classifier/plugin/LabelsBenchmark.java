package dev.tagwright.classifier.plugin;

import com.sun.management.OperatingSystemMXBean;
import dev.tagwright.api.Caller;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast the pages of labels open with 3,000 labels, asked for over HTTP in a real container. A program of its own;
 * arguments are the numbers of labels and of documents.
 */
final class LabelsBenchmark {

    private static final int TIMES = 30;
    private static final int TAGS = 6;

    private final PrintStream out = System.out;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final HttpClient client = HttpClient.newHttpClient();

    private LabelsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        new LabelsBenchmark().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.exit(0);
    }

    private void run(int labels, int documents) throws Exception {
        Path folder = Files.createTempDirectory("labels");
        TestHost host = new TestHost(Files.createDirectory(folder.resolve("data")));
        host.settings.put("embedding.model", "off");
        fill(host, labels, documents);
        Wiring plugin = Wiring.of(host, Clock.systemUTC());
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.retrain().status().state() == State.PROMOTED);
        Served served = new Served(folder, "", "/plugins/tw", new SignedIn(plugin.servlet()));
        URI base = served.request("/", "admin").build().uri();
        out.printf(Locale.ROOT, "%d labels, %d documents%n", labels, documents);
        get(base.resolve("training"), "first page of all, with Spring MVC and the templates made", 1);
        get(base.resolve("labels"), "labels, first time after a training", 1);
        get(base.resolve("labels"), "labels", TIMES);
        get(base.resolve("labels?find=label+17&sort=precision"), "labels, filtered and sorted", TIMES);
        get(base.resolve("labels/tag/1"), "one label", TIMES);
        get(base.resolve("labels/tag/1/effect?suggest=40&apply=90"), "what a threshold does", TIMES);
        get(base.resolve("training"), "training", TIMES);
        served.close();
        plugin.close();
    }

    /** Each label has a word of its own among words that say nothing. */
    private static void fill(TestHost host, int labels, int documents) {
        List<LabelId> tags = new ArrayList<>();
        for (int label = 0; label < labels; label++) {
            tags.add(host.autoTag("label " + Integer.toString(label * 7919, 36)));
        }
        Random random = new Random(1);
        for (int document = 0; document < documents; document++) {
            StringBuilder text = new StringBuilder();
            LabelId[] carried = new LabelId[TAGS];
            for (int i = 0; i < TAGS; i++) {
                int label = (document * TAGS + i) % labels;
                carried[i] = tags.get(label);
                text.append("word").append(Integer.toString(label, 36)).append("x ");
            }
            for (int word = 0; word < 20; word++) {
                text.append("noise").append(random.nextInt(3000)).append(' ');
            }
            host.document(text.toString(), carried);
        }
    }

    private void get(URI page, String what, int times) throws Exception {
        double[] wall = new double[times];
        long cpu = machine.getProcessCpuTime();
        int size = 0;
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(page).header("X-User", "admin").build(),
                    HttpResponse.BodyHandlers.ofString());
            wall[i] = (System.nanoTime() - before) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(what + ": " + answer.statusCode());
            }
            size = answer.body().length();
        }
        double spent = (machine.getProcessCpuTime() - cpu) / 1e6 / times;
        Arrays.sort(wall);
        out.printf(
                Locale.ROOT,
                "%s: %.0f ms (median of %d), CPU %.0f ms, %d kB%n",
                what,
                wall[times / 2],
                times,
                spent,
                size / 1000);
    }
}
