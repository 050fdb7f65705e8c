package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** Decides on documents that come in, one JSON object a line, with a snapshot that was kept. */
final class PredictCommand {

    private PredictCommand() {}

    static void run(List<String> args, InputStream in, PrintStream out) throws BadInputException, IOException {
        Options options =
                new Options(args, List.of("--snapshot", "--key", EmbeddingOption.NAME, EmbeddingOption.CACHE));
        options.noArguments();
        Snapshot snapshot = SnapshotFile.read(options);
        PredictionWriter writer = new PredictionWriter(out);
        try (TextVectors vectors = TextVectors.of(snapshot, options);
                CorpusReader reader = new CorpusReader("input", in)) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                writer.write(document.id(), snapshot.classify(document.text(), vectors.of(document.text())));
            }
        } finally {
            writer.flush();
        }
    }
}
