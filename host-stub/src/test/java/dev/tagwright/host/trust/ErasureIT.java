package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents that are erased are gone from every byte that is stored: files, database, index, and what was trained. */
@Tag("long")
class ErasureIT {

    /** In text, title and file name of some documents; no other word is like it. */
    private static final String WORD = "zqerasedword";

    private static final List<Charset> AS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();

    /** Returns the stored files that hold the word, or are called by it, and how often. The program's own log counts too. */
    private Map<String, Integer> traces() throws IOException {
        Map<String, Integer> traces = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                if (name.endsWith(".zip") || name.startsWith("data/plugins-unpacked")) {
                    continue;
                }
                byte[] bytes = Files.readAllBytes(file);
                int found = name.contains(WORD) ? 1 : 0;
                for (Charset charset : AS) {
                    found += count(bytes, WORD.getBytes(charset));
                }
                if (found > 0) {
                    traces.put(name, found);
                }
            }
        }
        return traces;
    }

    private static int count(byte[] in, byte[] wanted) {
        int count = 0;
        for (int at = 0; at + wanted.length <= in.length; at++) {
            int same = 0;
            while (same < wanted.length && in[at + same] == wanted[same]) {
                same++;
            }
            count += same == wanted.length ? 1 : 0;
        }
        return count;
    }

    /** Has the plugin classify the file beside the archive, and returns the number of the job. */
    private static long classify(HostProcess host, byte[] file) throws Exception {
        JsonNode job = JsonMapper.shared()
                .readTree(host.send(
                                "POST",
                                WholeJob.PLUGIN + "/jobs/classify?name=" + WORD + ".txt",
                                "application/octet-stream",
                                file)
                        .body());
        long id = job.get("id").asLong();
        host.until(() -> host.get(WholeJob.PLUGIN + "/jobs/" + id)
                .get("state")
                .asString()
                .equals("DONE"));
        assertThat(host.get(WholeJob.PLUGIN + "/jobs/" + id).toString()).contains(WORD);
        return id;
    }

    @Test
    void nothingIsLeftOfErasedDocumentsInAnyStoredByte() throws Exception {
        Assumptions.assumeTrue(Files.exists(WholeJob.ARCHIVE), "the plugin's archive was not built");
        WholeJob.install(home);
        List<Long> doomed;
        long classified;
        try (HostProcess host = HostProcess.start(home)) {
            WholeJob job = new WholeJob(host);
            doomed = job.fileByHand(WORD);
            assertThat(doomed).hasSize(4);
            job.train();
            long decided = job.fileByPlugin(WORD);
            doomed.add(decided);
            // what a person says of it is learned at once, as a successor of what was trained
            long type = host.get("/api/documents/" + decided + "/")
                    .get("document_type")
                    .asLong();
            host.send("PATCH", "/api/documents/" + decided + "/", "{\"document_type\":" + (3 - type) + "}");
            host.until(
                    () -> host.get(WholeJob.PLUGIN + "/learning").get("changes").asInt() > 0);
            host.send("POST", "/api/documents/" + decided + "/notes/", "{\"note\":\"a note of " + WORD + "\"}");
            host.until(() ->
                    host.get("/api/documents/?query=note:" + WORD).get("count").asLong() == 1);
            classified = classify(host, host.bytes("/api/documents/" + decided + "/download/?original=true"));
            host.until(
                    () -> host.get("/api/documents/?query=" + WORD).get("count").asLong() == 5);
            assertThat(host.get("/api/search/autocomplete/?term=zqerased").toString())
                    .contains(WORD);
        }
        assertThat(traces().keySet())
                .as("a search that finds nothing before proves nothing after")
                .anyMatch(name -> name.contains("database"))
                .anyMatch(name -> name.contains("originals") || name.contains("documents"))
                .anyMatch(name -> name.contains("search") || name.contains("index"));
        try (HostProcess host = HostProcess.start(home)) {
            for (long id : doomed) {
                host.send("DELETE", "/api/documents/" + id + "/", "");
            }
            host.send("POST", "/api/trash/", "{\"action\":\"empty\",\"documents\":" + doomed + "}");
            WholeJob job = new WholeJob(host);
            job.train();
            host.until(() -> host.get(WholeJob.PLUGIN + "/snapshots").size() == 1);
            assertThat(host.get(WholeJob.PLUGIN + "/jobs/" + classified).toString())
                    .contains("The document with this text was erased.")
                    .doesNotContain(WORD);
            host.until(() -> host.get("/api/search/state/").get("behind").asLong() == 0);
            assertThat(host.get("/api/search/autocomplete/?term=zqerased").toString())
                    .isEqualTo("[]");
            for (String path : List.of("/api/documents/?query=", "/api/documents/?content__icontains=")) {
                assertThat(host.get(path + WORD).get("count").asLong()).isZero();
            }
            assertThat(host.send("GET", "/api/audit/", "", new byte[0]).body())
                    .contains("DOCUMENT_ERASED")
                    .doesNotContain(WORD);
            assertThat(host.send("GET", "/api/tasks/", "", new byte[0]).body()).doesNotContain(WORD);
        }
        // the next start writes the file of the database anew
        HostProcess.start(home).close();
        assertThat(traces()).isEmpty();
    }
}
