package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.plugin.TrainingRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One node as a process of its own: a host with the same documents as the others, the plugin, and one PostgreSQL for all.
 * It answers commands, a line each, until its input ends.
 */
final class NodeProcess {

    private NodeProcess() {}

    /** A host that gives its documents slowly, so that a training takes a while. */
    private static final class SlowHost extends TestHost {

        private final Duration each;

        SlowHost(Path folder, Duration each) {
            super(folder);
            this.each = each;
        }

        @Override
        void asked(String what) {
            if (what.equals("visit")) {
                LockSupport.parkNanos(each.toNanos());
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        TestHost host = new SlowHost(Path.of(arguments[1]), Duration.ofMillis(Long.parseLong(arguments[2])));
        host.database(database);
        host.settings.put("cluster.follow", "PT1S");
        host.settings.put("cluster.silence", "PT3S");
        LabelId tag = host.autoTag("rent");
        for (int number = 1; number <= 40; number++) {
            host.document("the landlord sends the yearly rent statement for heating and water " + number, tag);
            host.document("the revenue office assesses income taxes for the calendar year " + number);
        }
        try (TagwrightPlugin plugin = new TagwrightPlugin();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            plugin.start(host);
            out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "train" ->
                        out.println(plugin.train(new TrainingRequest(Caller.HOST, false, false))
                                .state());
                    case "state" -> out.println(plugin.trainingStatus().state());
                    case "message" -> out.println(plugin.trainingStatus().message());
                    case "snapshot" ->
                        out.println("="
                                + plugin.suggest(new DocumentId(1), Caller.HOST).snapshot());
                    case "change" ->
                        out.println(host.document("one more bill of the newspaper and its delivery")
                                .value());
                    default -> out.println("what");
                }
            }
        }
        System.exit(0);
    }
}
