package dev.tagwright.host.upkeep;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The time of day is wrong by weeks, and is set right, under a real host: libfaketime stands between its process and the
 * system, and only the time of day jumps, as it does for all processes when somebody sets it.
 */
@Tag("long")
class ClockJumpIT {

    private static final String SCHEDULE = "--tagwright.plugin.tagwright-classifier.training.schedule=*/5 * * * * ?";
    private static final String QUIET = "--tagwright.plugin.tagwright-classifier.training.quiet=PT1S";

    private int seed = 6000;

    @Test
    void afterTheTimeJumpedAheadAndBackFilesAreTakenDecidedOnAndLearnedFromAsBefore() throws Exception {
        Path library = library();
        Path home = Learned.home();
        Path time = home.resolve("time");
        set(time, "+0");
        Map<String, String> jumping = Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                time.toString(),
                // seconds after which it looks into the file again
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // what it would mend is right in this C library, and mended waits of threads end at once
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
        List<String> tasks = new ArrayList<>();
        try (HostProcess host = HostProcess.startWith(jumping, home, SCHEDULE, QUIET)) {
            Learned.teach(host, 20);
            tasks.addAll(arrive(host));

            set(time, "+40d");
            tasks.addAll(arrive(host));
            works(host, tasks);
            // what is asked for by the schedule is asked for by the wrong time now
            checkedAgain(host);

            set(time, "-1h");
            tasks.addAll(arrive(host));
            works(host, tasks);
            checkedAgain(host);
            trainedAgain(host);
            assertThat(Learned.part(host, "classifier").get("status").asString())
                    .isEqualTo("UP");
            assertThat(Learned.part(host, "queue").get("status").asString()).isEqualTo("UP");
            assertThat(host.get("/api/documents/").get("count").asInt()).isEqualTo(40 + tasks.size());
            assertThat(host.log()).contains("The time of day was set back; the schedule of trainings goes by it");
        }
    }

    private static Path library() throws IOException {
        for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.find(folder, 3, (file, about) -> file.endsWith("libfaketimeMT.so.1"))) {
                    List<Path> found = files.toList();
                    if (!found.isEmpty()) {
                        return found.get(0);
                    }
                }
            }
        }
        Assumptions.abort("libfaketime is not installed");
        throw new AssertionError();
    }

    private static void set(Path time, String offset) throws IOException {
        Files.writeString(time, offset + "\n");
    }

    /** Sends files and does not wait for them. */
    private List<String> arrive(HostProcess host) throws IOException, InterruptedException {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            seed++;
            tasks.add(host.task(Learned.text(i % 2 == 0 ? Learned.WATER : Learned.POWER, seed), seed + ".txt"));
        }
        return tasks;
    }

    private static void works(HostProcess host, List<String> tasks) throws IOException, InterruptedException {
        for (String task : tasks) {
            host.task(task, now -> state(now).equals("done"));
        }
    }

    /** Waits until the schedule has asked once more, whatever came of it. */
    private static void checkedAgain(HostProcess host) throws IOException, InterruptedException {
        String before = checkedAt(host);
        host.until(() -> !checkedAt(host).equals(before));
    }

    private static String checkedAt(HostProcess host) throws IOException, InterruptedException {
        JsonNode training = host.get(Learned.PLUGIN + "/status").get("training");
        return training.get("state").asString() + training.get("endedAt");
    }

    private static void trainedAgain(HostProcess host) throws IOException, InterruptedException {
        int before = host.get(Learned.PLUGIN + "/trainings").size();
        host.until(() -> {
            Learned.train(host);
            return host.get(Learned.PLUGIN + "/trainings").size() > before;
        });
        host.until(() -> host.get(Learned.PLUGIN + "/trainings")
                .get(0)
                .get("status")
                .get("state")
                .asString()
                .equals("PROMOTED"));
    }
}
