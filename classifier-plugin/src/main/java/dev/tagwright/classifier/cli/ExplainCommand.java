package dev.tagwright.classifier.cli;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Says of one document which words spoke for and against its labels: one JSON line a label. */
final class ExplainCommand {

    private static final int LEAST_SHOWN = 3;

    private ExplainCommand() {}

    static void run(List<String> args, InputStream in, PrintStream out) throws BadInputException, IOException {
        Options options = new Options(
                args, List.of("--snapshot", "--key", "--kind", "--label", EmbeddingOption.NAME, EmbeddingOption.CACHE));
        options.noArguments();
        Snapshot snapshot = SnapshotFile.read(options);
        CorpusDocument document;
        try (CorpusReader reader = new CorpusReader("input", in)) {
            document = reader.next();
        }
        if (document == null) {
            throw new BadInputException("input is empty, one JSON object with id and text is expected.");
        }
        JsonGenerator json =
                JsonFactory.builder().rootValueSeparator("").build().createGenerator(ObjectWriteContext.empty(), out);
        float[] vector;
        try (TextVectors vectors = TextVectors.of(snapshot, options)) {
            vector = vectors.of(document.text());
        }
        for (Explanation explanation : explanations(options, snapshot, document.text(), vector)) {
            write(json, document.id(), explanation);
        }
        json.flush();
    }

    private static List<Explanation> explanations(
            Options options, Snapshot snapshot, String text, float @Nullable [] vector) throws BadInputException {
        List<Explanation> explanations = new ArrayList<>();
        String label = options.text("--label");
        String kind = options.text("--kind");
        if (label != null && kind != null) {
            try {
                explanations.add(snapshot.explain(text, vector, kind(kind), label));
            } catch (IllegalArgumentException e) {
                throw new BadInputException(String.valueOf(e.getMessage()));
            }
            return explanations;
        }
        if (label != null || kind != null) {
            throw new BadInputException("options (--kind) and (--label) are expected together.");
        }
        // whatever was decided, and the most probable ones in any case
        for (ScoredLabel scored : snapshot.classify(text, vector)) {
            if (scored.decision() != Decision.ABSTAIN || explanations.size() < LEAST_SHOWN) {
                explanations.add(snapshot.explain(text, vector, scored.kind(), scored.key()));
            }
        }
        return explanations;
    }

    private static LabelKind kind(String name) throws BadInputException {
        return Arrays.stream(LabelKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "option (--kind): (" + name + ") must be tag, correspondent, document_type or storage_path."));
    }

    private static void write(JsonGenerator json, String id, Explanation explanation) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("kind", explanation.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("label", explanation.key());
        json.writeNumberProperty("margin", explanation.margin());
        json.writeNumberProperty("bias", explanation.bias());
        json.writeNumberProperty("meaning", explanation.meaning());
        json.writeNumberProperty("probability", explanation.probability());
        json.writeNumberProperty("threshold", explanation.threshold());
        json.writeNumberProperty("aboveThreshold", explanation.probability() - explanation.threshold());
        json.writeArrayPropertyStart("parts");
        for (Explanation.Part part : explanation.parts()) {
            json.writeStartObject();
            json.writeStringProperty("text", part.text());
            json.writeNumberProperty("weight", part.weight());
            json.writeArrayPropertyStart("positions");
            for (Explanation.Position position : part.positions()) {
                json.writeStartArray();
                json.writeNumber(position.start());
                json.writeNumber(position.end());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }
}
