package dev.tagwright.classifier.plugin;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.embedding.VectorShelf;
import dev.tagwright.classifier.feedback.JobWork;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotEmbedding;
import dev.tagwright.classifier.suggestion.Serving;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Makes the vectors of all documents anew, as a job that can be followed; trainings and decisions go first. */
final class ReembedWork implements JobWork {

    private static final int PAGE = 200;

    private final Corpus corpus;
    private final ModelMeaning meaning;
    private final VectorShelf shelf;
    private final Serving serving;
    private final GiveWay way;
    private final Supplier<Set<String>> others;

    /**
     * @param others waits for the digests of further models whose vectors are to be kept
     */
    ReembedWork(
            Corpus corpus,
            ModelMeaning meaning,
            VectorShelf shelf,
            Serving serving,
            GiveWay way,
            Supplier<Set<String>> others) {
        this.corpus = corpus;
        this.meaning = meaning;
        this.shelf = shelf;
        this.serving = serving;
        this.way = way;
        this.others = others;
    }

    /** Takes no argument. What a snapshot by another model needs is kept. */
    @Override
    public String run(String argument, Progress progress, BooleanSupplier stop) {
        EmbeddingModel model = meaning.await()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no embedding model. " + meaning.trouble() + " Maybe look at embedding.model."));
        Snapshot snapshot = serving.current();
        SnapshotEmbedding learned = snapshot == null ? null : snapshot.embedding();
        Set<String> kept = new HashSet<>(others.get());
        if (learned != null && !learned.digest().equals(model.digest())) {
            kept.add(learned.digest());
        }
        shelf.keepOnly(kept);
        long total = corpus.countDocuments(false);
        long done = 0;
        long embedded = 0;
        long last = 0;
        for (List<DocumentId> page = corpus.documents(last, PAGE, false);
                !page.isEmpty() && !stop.getAsBoolean();
                page = corpus.documents(last, PAGE, false)) {
            for (DocumentId id : page) {
                way.rest();
                embedded += corpus.document(id)
                                .filter(document -> meaning.document(document.text()) != null)
                                .isPresent()
                        ? 1
                        : 0;
                last = id.value();
            }
            done += page.size();
            progress.at(done, Math.max(done, total));
        }
        return JsonMapper.shared()
                .writeValueAsString(Map.of("model", model.name(), "documents", done, "embedded", embedded));
    }
}
