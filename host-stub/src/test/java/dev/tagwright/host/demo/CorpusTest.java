package dev.tagwright.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the demo archive as a corpus for the command line, so that learning can be measured on it:
 *
 * <pre>{@code
 * java -jar classifier-plugin/target/tagwright-cli.jar evaluate host-stub/target/demo-corpus.jsonl
 * }</pre>
 *
 * What a person has filed is there to train on, with what was forgotten; what arrives is there to test on, with the
 * truth. Scans have the text of their print, as if they were read without a fault.
 */
class CorpusTest {

    private static final Path CORPUS = Path.of("target/demo-corpus.jsonl");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theArchiveIsWrittenAsACorpusForTheCommandLine() throws IOException {
        Archive archive = Archive.plan(DemoSettings.SEED, DemoSettings.EVERYTHING);
        List<String> lines = new ArrayList<>();
        for (DemoDocument document : archive.filed()) {
            lines.add(line(document, "train", document.filed()));
        }
        for (DemoDocument document : archive.arriving()) {
            lines.add(line(document, "test", document.truth()));
        }
        Files.write(CORPUS, lines);
        assertThat(lines).hasSize(archive.filed().size() + archive.arriving().size());
        assertThat(lines.stream()
                        .filter(line -> line.contains("\"split\":\"test\""))
                        .count())
                .isEqualTo(archive.arriving().size());
        assertThat(lines.get(0))
                .startsWith("{\"id\":\"")
                .contains("\"text\":\"")
                .contains("\"tags\":[");
    }

    private static String line(DemoDocument document, String split, Filing filing) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", Long.toHexString(document.seed()));
        line.put("split", split);
        try (PDDocument pdf = Loader.loadPDF(Press.print(document))) {
            line.put("text", new PDFTextStripper().getText(pdf));
        }
        line.put("tags", new TreeSet<>(filing.tags()));
        line.put("correspondent", orNull(filing.correspondent()));
        line.put("document_type", orNull(filing.type()));
        line.put("storage_path", orNull(filing.path()));
        return JSON.writeValueAsString(line);
    }

    private static Object orNull(String name) {
        return name.isEmpty() ? null : name;
    }
}
