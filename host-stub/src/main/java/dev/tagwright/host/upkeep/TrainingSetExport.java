package dev.tagwright.host.upkeep;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what is learned from as a corpus: one JSON object a line, the format that the classifier's command line takes.
 * Safe for any number of threads.
 */
public class TrainingSetExport {

    private final Corpus corpus;
    private final Labels labels;

    TrainingSetExport(Corpus corpus, Labels labels) {
        this.corpus = corpus;
        this.labels = labels;
    }

    /** Returns the field of a kind in a line. */
    static String field(LabelKind kind) {
        return kind == LabelKind.TAG ? "tags" : kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the documents outside the inbox, with those of their labels that are learned. A kind is left out of a line
     * where a plugin put something, because what a machine said is not known to be true. The stream is not closed.
     *
     * @throws IOException if the stream does not take it
     */
    public void write(OutputStream out) throws IOException {
        Map<LabelKind, List<Long>> auto = corpus.autoLabels();
        Map<Long, String> names = new HashMap<>();
        for (StoredLabel label : labels.all()) {
            names.put(label.getId(), label.getName());
        }
        try {
            corpus.forEachTrainingDocument(document -> {
                write(document, auto, names, out);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw new IOException("the corpus cannot be written", e.getCause());
        }
    }

    private static void write(
            HostDocument document, Map<LabelKind, List<Long>> auto, Map<Long, String> names, OutputStream out) {
        Map<LabelId, Origin> carried = document.labels();
        boolean onlyByPlugin =
                !carried.isEmpty() && carried.values().stream().allMatch(origin -> origin == Origin.PLUGIN);
        if (document.text().isBlank() || onlyByPlugin) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", Long.toString(document.id().value()));
        auto.forEach((kind, learned) -> {
            Map<LabelId, Origin> ofKind = new TreeMap<>((a, b) -> Long.compare(a.value(), b.value()));
            carried.forEach((label, origin) -> {
                if (label.kind() == kind) {
                    ofKind.put(label, origin);
                }
            });
            if (!learned.isEmpty() && !ofKind.containsValue(Origin.PLUGIN)) {
                List<String> known = ofKind.keySet().stream()
                        .filter(label -> learned.contains(label.value()) && names.containsKey(label.value()))
                        .map(label -> names.getOrDefault(label.value(), ""))
                        .toList();
                line.put(field(kind), kind == LabelKind.TAG ? known : known.isEmpty() ? null : known.get(0));
            }
        });
        line.put("text", document.text());
        try {
            out.write(JsonMapper.shared().writeValueAsBytes(line));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
