package dev.tagwright.host.ingest;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real host with a plugin that lost its OCR, and gets it back. */
class NoOcrIT {

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");
    /** Not read yet when their number is told. */
    private static final int MANY = 40;

    private static final Pattern OCR = Pattern.compile("lib/(tesseract|leptonica)-.*linux");
    private static final String HEALTH = "/plugins/tagwright-classifier/api/health";
    private static final String NONE = "There is no OCR on this system. Maybe install the package tesseract-ocr.";
    private static final List<String> LINES = List.of(
            "Dear tenants, the water meters are read",
            "on the third of March, between nine and",
            "twelve o'clock. Please let the plumber in.");

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();

    @Test
    void scansWaitWhileThereIsNoOcrAndAreReadWhenItAppears() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(ARCHIVE), "the plugin's archive was not built: run mvn package on the whole project");
        Path installed = Files.createDirectories(home.resolve("plugins")).resolve("tagwright-classifier.zip");
        copyWithoutOcr(ARCHIVE, installed);
        Path noCommands = Files.createDirectories(home.resolve("commands"));
        try (HostProcess host =
                HostProcess.startWithCommandsOf(noCommands, home, "--tagwright.ingest.first-pause=2s")) {
            host.until(() -> !ocr(host).isEmpty());
            assertThat(ocr(host)).isEqualTo("DEGRADED: " + NONE);
            String scan = host.task(tiff(1), "scan.tif");
            JsonNode waiting = host.task(
                    scan,
                    task -> state(task).equals("queued") && task.get("attempts").asInt() > 0);
            assertThat(waiting.get("message").asString()).isEqualTo(NONE);
            JsonNode document =
                    host.get("/api/documents/" + waiting.get("related_document").asLong() + "/");
            assertThat(document.get("read_state").asString()).isEqualTo("postponed");
            assertThat(document.get("content").asString()).isEmpty();

            Path next = Files.copy(ARCHIVE, home.resolve("next.zip"));
            Files.move(next, installed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            host.until(() -> ocr(host).startsWith("UP: Tesseract that comes along reads"));
            assertThat(readText(host, scan).split("\\s+"))
                    .containsExactly(String.join(" ", LINES).split(" "));
            aReadingIsCancelledAndTakenUpAgain(host);
        }
    }

    /** In the same host, because it takes long to start. */
    private void aReadingIsCancelledAndTakenUpAgain(HostProcess host) throws Exception {
        String scan = host.task(tiff(MANY), "scans.tif");
        JsonNode task = host.task(scan, now -> now.get("pages_total").asInt() == MANY);
        host.send("POST", "/api/tasks/" + task.get("id").asLong() + "/cancel/", "{}");
        JsonNode cancelled = host.task(scan, now -> state(now).equals("cancelled"));
        JsonNode document =
                host.get("/api/documents/" + cancelled.get("related_document").asLong() + "/");
        assertThat(document.get("read_state").asString()).isEqualTo("postponed");
        assertThat(document.get("read_reason").asString()).isEqualTo("The reading was cancelled.");
        assertThat(document.get("content").asString()).isEmpty();
        host.send("POST", "/api/tasks/" + task.get("id").asLong() + "/retry/", "{}");
        assertThat(readText(host, scan).split("\f")).hasSize(MANY);
    }

    private static String readText(HostProcess host, String scan) throws Exception {
        JsonNode rests = host.task(scan, task -> List.of("waiting", "done").contains(state(task)));
        return host.get("/api/documents/" + rests.get("related_document").asLong() + "/")
                .get("content")
                .asString();
    }

    /** Returns what health says of OCR; empty while no plugin answers, which may begin between any two requests. */
    private static String ocr(HostProcess host) throws IOException, InterruptedException {
        HttpResponse<String> health = host.send("GET", HEALTH, "", new byte[0]);
        if (health.statusCode() != 200) {
            return "";
        }
        for (JsonNode part : JsonMapper.shared().readTree(health.body()).get("parts")) {
            if (part.get("name").asString().equals("ocr")) {
                return part.get("state").asString() + ": " + part.get("message").asString();
            }
        }
        throw new AssertionError("health does not tell of OCR");
    }

    private static void copyWithoutOcr(Path archive, Path to) throws IOException {
        int left = 0;
        try (ZipFile from = new ZipFile(archive.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : from.stream().toList()) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                if (OCR.matcher(entry.getName()).find()) {
                    left++;
                    continue;
                }
                if (entry.getName().equals("checksums.sha256")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !OCR.matcher(line).find())
                            .collect(Collectors.joining("\n", "", "\n"))
                            .getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
                out.closeEntry();
            }
        }
        assertThat(left).as("libraries left out").isEqualTo(2);
    }

    /** Returns pictures that all show the same letter. */
    private static byte[] tiff(int pages) throws IOException {
        BufferedImage picture = new BufferedImage(1200, 400, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 1200, 400);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 46));
        for (int i = 0; i < LINES.size(); i++) {
            graphics.drawString(LINES.get(i), 80, 100 + i * 90);
        }
        graphics.dispose();
        // two files of the same bytes would be one document
        picture.getRaster().setSample(pages, 0, 0, 254);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pages; i++) {
                writer.writeToSequence(new IIOImage(picture, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
