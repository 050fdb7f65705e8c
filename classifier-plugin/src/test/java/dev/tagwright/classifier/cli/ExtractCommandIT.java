package dev.tagwright.classifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code extract} of the command line, with real worker processes. */
class ExtractCommandIT {

    @TempDir
    private Path folder;

    @Test
    void eachFileGetsALineOfTheSamePropertiesInTheOrderGiven() throws Exception {
        Path read = write("letter.txt", "The yearly statement of the water company.");
        Path other = write("b/letter.txt", "Another letter of the same name.");
        Path refused = write("empty.pdf", "");
        Path missing = folder.resolve("missing.pdf");
        Path unwritable = write("long" + "x".repeat(248), "A name to which nothing can be added.");
        Path out = folder.resolve("out");

        List<JsonNode> lines = extract(read, refused, missing, unwritable, other, out);

        assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(line.propertyNames())
                .containsExactly("file", "status", "reason", "type", "pages", "quality", "seconds"));
        assertThat(lines.stream().map(line -> line.get("file").asString()))
                .containsExactly(
                        read.toString(),
                        refused.toString(),
                        missing.toString(),
                        unwritable.toString(),
                        other.toString());
        JsonNode page = lines.get(0).get("pages").get(0);
        assertThat(page.propertyNames())
                .containsExactly("page", "how", "characters", "confidence", "rotation", "quality");
        assertThat(lines.get(0).get("status").asString()).isEqualTo("read");
        assertThat(lines.get(0).get("reason").asString()).isEmpty();
        assertThat(lines.get(0).get("type").asString()).isEqualTo("text/plain");
        assertThat(page.get("how").asString()).isEqualTo("native");
        // with the end of its line
        assertThat(page.get("characters").asInt()).isEqualTo(43);
        assertThat(lines.get(1).get("status").asString()).isEqualTo("refused");
        assertThat(lines.get(1).get("reason").asString()).isEqualTo("The file is empty.");
        assertThat(lines.get(2).get("status").asString()).isEqualTo("failed");
        assertThat(lines.get(2).get("reason").asString()).isEqualTo("The file cannot be opened.");
        assertThat(lines.get(3).get("status").asString()).isEqualTo("failed");
        assertThat(lines.get(3).get("reason").asString())
                .isEqualTo("The text cannot be written (FileSystemException).");
        assertThat(out.resolve("letter.txt.txt")).content().contains("water company");
        assertThat(out.resolve("letter.txt.2.txt")).content().contains("same name");
    }

    private Path write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<JsonNode> extract(Path one, Path two, Path three, Path four, Path five, Path out) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        List<String> arguments = List.of(
                one.toString(),
                two.toString(),
                three.toString(),
                four.toString(),
                five.toString(),
                "--out",
                out.toString());
        assertThat(ExtractCommand.run(arguments, InputStream.nullInputStream(), stream, stream))
                .isZero();
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}
