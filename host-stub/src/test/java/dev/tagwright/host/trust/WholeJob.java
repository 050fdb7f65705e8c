package dev.tagwright.host.trust;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a host does in its life, from the first file to a decision; also a program, for where no network is. */
final class WholeJob {

    static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");
    static final String PLUGIN = "/plugins/tagwright-classifier/api";
    static final String DONE = "the whole job is done";

    private static final String[] OF_INVOICES =
            "invoice amount due total net vat payment bank transfer customer order price unit euro".split(" ");
    private static final String[] OF_MINUTES =
            "minutes meeting board agenda chair vote motion members present resolved adjourned secretary".split(" ");

    private final HostProcess host;
    private final Random random = new Random(7);

    WholeJob(HostProcess host) {
        this.host = host;
    }

    /**
     * Does all of it in a folder, and fails where there is a network.
     *
     * @param args the folder, absolute
     */
    public static void main(String[] args) throws Exception {
        assertThatThrownBy(() -> connect("192.0.2.1")).as("there is no way out").isInstanceOf(IOException.class);
        assertThatThrownBy(() -> InetAddress.getByName("example.org"))
                .as("there is nobody to ask for names")
                .isInstanceOf(IOException.class);
        Path home = Path.of(args[0]);
        install(home);
        try (HostProcess host = HostProcess.start(home)) {
            WholeJob job = new WholeJob(host);
            job.fileByHand("");
            job.train();
            long decided = job.fileByPlugin("");
            JsonNode document = host.get("/api/documents/" + decided + "/");
            assertThat(document.get("decided_snapshot").asString()).isNotBlank();
            assertThat(document.get("document_type").asLong(0)).isPositive();
            assertThat(host.get("/api/documents/" + decided + "/suggestions/").has("document_types"))
                    .isTrue();
            host.until(() ->
                    host.get("/api/documents/?query=adjourned").get("count").asLong() > 0);
            assertThat(host.bytes("/api/documents/" + decided + "/thumb/")).isNotEmpty();
            for (String page : List.of(
                    "/documents", "/documents/" + decided, "/labels", "/jobs", "/plugins/tagwright-classifier/")) {
                assertThat(host.send("GET", page, "", new byte[0]).statusCode())
                        .as(page)
                        .isEqualTo(200);
            }
            assertThat(host.get(PLUGIN + "/health").get("state").asString()).isIn("UP", "DEGRADED");
        }
        System.out.println(DONE);
    }

    private static void connect(String address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, 80), 2000);
        }
    }

    static void install(Path home) throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Files.copy(ARCHIVE, plugins.resolve("tagwright-classifier.zip"));
    }

    private byte[] text(String[] words, String more) {
        StringBuilder text = new StringBuilder(more).append(' ');
        for (int i = 0; i < 80; i++) {
            text.append(words[random.nextInt(words.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.append(UUID.randomUUID()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Uploads documents of two types that a person has set, and returns the numbers of those that hold the word. */
    List<Long> fileByHand(String word) throws IOException, InterruptedException {
        List<Long> with = new ArrayList<>();
        for (String type : new String[] {"Invoice", "Minutes"}) {
            long id = host.send("POST", "/api/document_types/", "{\"name\":\"" + type + "\",\"matching_algorithm\":6}")
                    .get("id")
                    .asLong();
            for (int i = 0; i < 20; i++) {
                boolean marked = !word.isEmpty() && i < 4 && type.equals("Minutes");
                byte[] bytes = text(type.equals("Invoice") ? OF_INVOICES : OF_MINUTES, marked ? word : "");
                String task = host.task(
                        bytes,
                        (marked ? word : "letter") + i + ".txt",
                        "title",
                        marked ? word + " title " + i : "letter " + i,
                        "document_type",
                        String.valueOf(id));
                JsonNode rested = host.rested(task);
                assertThat(state(rested)).isIn("waiting", "done");
                if (marked) {
                    with.add(rested.get("related_document").asLong());
                }
                // out of the inbox, or nothing is learned from it
                host.send(
                        "PATCH",
                        "/api/documents/" + rested.get("related_document").asLong() + "/",
                        "{\"remove_inbox_tags\":true}");
            }
        }
        return with;
    }

    /** Uploads a document of minutes with a word in it, which nobody files, and returns its number once it is decided on. */
    long fileByPlugin(String word) throws IOException, InterruptedException {
        return file(text(OF_MINUTES, word));
    }

    private long file(byte[] bytes) throws IOException, InterruptedException {
        JsonNode done = host.task(host.task(bytes, "new.txt"), now -> state(now).equals("done"));
        return done.get("related_document").asLong();
    }

    /** Trains, also if the result is worse, and waits until it serves. */
    void train() throws IOException, InterruptedException {
        host.until(() -> host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200);
        HttpResponse<String> answer = host.send(
                "POST",
                PLUGIN + "/trainings",
                "application/json",
                "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        host.until(() -> {
            String now =
                    host.get(PLUGIN + "/status").get("training").get("state").asString();
            return now.equals("PROMOTED");
        });
    }
}
