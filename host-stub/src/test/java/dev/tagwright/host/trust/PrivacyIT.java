package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All network but loopback is cut by a namespace of its own; the host does its whole job all the same. */
@Tag("long")
class PrivacyIT {

    private static final List<String> CUT = List.of("unshare", "--user", "--map-root-user", "--net", "sh", "-c");
    private static final String UP = "ip link set lo up && ";

    private static int run(Path log, long minutes, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor(minutes, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> cut(String command) {
        List<String> all = new ArrayList<>(CUT);
        all.add(UP + command);
        return all;
    }

    @Test
    void theWholeJobPassesWhereThereIsNoNetwork() throws Exception {
        Assumptions.assumeTrue(Files.exists(WholeJob.ARCHIVE), "the plugin's archive was not built");
        Path home = Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
        Files.createDirectories(home);
        Path log = home.resolve("whole-job.log");
        int possible;
        try {
            possible = run(log, 1, cut("true"));
        } catch (java.io.IOException e) {
            possible = -1;
        }
        Assumptions.assumeTrue(possible == 0, "this system does not let a test cut its network");
        String jar = System.getProperty("tagwright.host.jar");
        Assumptions.assumeTrue(jar != null && Files.exists(Path.of(jar)), "the host's jar was not built");
        int ended = run(
                log,
                8,
                cut("exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' -Dtagwright.host.jar='" + jar + "' "
                        + WholeJob.class.getName() + " '" + home + "'"));
        assertThat(Files.readString(log)).contains(WholeJob.DONE);
        assertThat(ended).isZero();
    }
}
