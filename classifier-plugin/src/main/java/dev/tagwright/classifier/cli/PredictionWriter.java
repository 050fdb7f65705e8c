package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.snapshot.ScoredLabel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON line for each label that is worth telling. */
final class PredictionWriter implements AutoCloseable {

    private final JsonGenerator json;

    PredictionWriter(Path file) throws IOException {
        this(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /**
     * @param out closed with this writer
     */
    PredictionWriter(OutputStream out) {
        json = JsonFactory.builder().rootValueSeparator("").build().createGenerator(ObjectWriteContext.empty(), out);
    }

    void write(String id, List<ScoredLabel> scored) {
        for (ScoredLabel label : scored) {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("kind", label.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("label", label.key());
            json.writeNumberProperty("probability", label.probability());
            json.writeStringProperty("decision", label.decision().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    void flush() {
        json.flush();
    }

    @Override
    public void close() {
        json.close();
    }
}
