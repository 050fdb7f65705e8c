package dev.tagwright.classifier.cli;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.embedding.Embedder;
import dev.tagwright.classifier.routes.Centre;
import dev.tagwright.classifier.routes.Commonplaces;
import dev.tagwright.classifier.routes.RouteSettings;
import dev.tagwright.classifier.routes.RouteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one model makes of the documents of a corpus and of what describes their labels. */
final class CorpusMeaning {

    private final LabelKind kind;
    private final List<String> labels;
    private final List<List<String>> sentences;
    private final Map<String, float[]> vectors = new HashMap<>();
    private final List<List<float[]>> described = new ArrayList<>();
    private final List<float[]> commonplaces;
    private final List<float[]> asDocuments;

    /**
     * @param model as the command line names it
     * @param sentences of each label, in the order of the labels
     */
    CorpusMeaning(
            Path corpus,
            String model,
            List<CorpusDocument> documents,
            LabelKind kind,
            List<String> labels,
            List<List<String>> sentences)
            throws Exception {
        this.kind = kind;
        this.labels = labels;
        this.sentences = sentences;
        Options options = new Options(
                List.of(corpus.toString(), EmbeddingOption.NAME, model),
                List.of(EmbeddingOption.NAME, EmbeddingOption.CACHE));
        CorpusVectors embedded = CorpusVectors.of(corpus, options, 2, new Phases(System.err, false));
        for (CorpusDocument document : documents) {
            vectors.put(document.id(), embedded.of(document.text()));
        }
        try (Embedder embedder = EmbeddingOption.open(options)) {
            for (List<String> of : sentences) {
                described.add(embedder.descriptions(of));
            }
            commonplaces = embedder.descriptions(Commonplaces.sentences());
            asDocuments = embedder.documents(Commonplaces.sentences());
        }
    }

    float[] vector(CorpusDocument document) {
        return Objects.requireNonNull(vectors.get(document.id()));
    }

    /** Returns the routes of all labels, moved by some documents. */
    RouteTable routes(List<CorpusDocument> chosen) {
        Centre centre = Centre.of(chosen.stream().map(this::vector).toList(), asDocuments, asDocuments.get(0).length);
        RouteTable.Builder table = RouteTable.builder(RouteSettings.defaults(kind.multiValued()), centre, commonplaces);
        for (int label = 0; label < labels.size(); label++) {
            String name = labels.get(label);
            table.add(
                    sentences.get(label),
                    described.get(label),
                    chosen.stream()
                            .filter(document -> document.labels()
                                    .getOrDefault(kind, Set.of())
                                    .contains(name))
                            .map(this::vector)
                            .toList());
        }
        return table.build();
    }
}
