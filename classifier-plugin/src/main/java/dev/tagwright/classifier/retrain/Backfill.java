package dev.tagwright.classifier.retrain;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.embedding.VectorShelf;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotEmbedding;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Serving;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds all documents of the host that have not been embedded by the model that is set, one after the other, and lets
 * what people and arriving files wait for go first. Until it is through, training learns from words alone, and the
 * snapshot before serves. Safe for any number of threads; {@link #run} is called on one.
 */
public final class Backfill implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final int PAGE = 100;

    private final Corpus corpus;
    private final Meaning meaning;
    private final Supplier<Optional<EmbeddingModel>> opening;
    private final VectorShelf shelf;
    private final Serving serving;
    private final GiveWay way;
    private final Supplier<Set<String>> others;
    private final Runnable whenThrough;
    private volatile long done;
    private volatile long total;
    private volatile boolean through;
    private volatile boolean hopeless;
    private volatile boolean closed;

    /**
     * @param opening waits until the model is open; empty if it cannot be used
     * @param others waits for the digests of further models whose vectors are to be kept
     * @param whenThrough called after all documents were embedded, when what serves did not learn from it
     */
    public Backfill(
            Corpus corpus,
            Meaning meaning,
            Supplier<Optional<EmbeddingModel>> opening,
            VectorShelf shelf,
            Serving serving,
            GiveWay way,
            Supplier<Set<String>> others,
            Runnable whenThrough) {
        this.opening = opening;
        this.corpus = corpus;
        this.meaning = meaning;
        this.shelf = shelf;
        this.serving = serving;
        this.way = way;
        this.others = others;
        this.whenThrough = whenThrough;
    }

    /** Opens the model and embeds what there is; ends early when closed, or when the model cannot be used. */
    @Override
    public void run() {
        EmbeddingModel model = opening.get().orElse(null);
        hopeless = model == null;
        if (model == null) {
            return;
        }
        try {
            done = 0;
            total = corpus.countDocuments(false);
            long last = 0;
            for (List<DocumentId> page = corpus.documents(last, PAGE, false);
                    !page.isEmpty() && !closed;
                    page = corpus.documents(last, PAGE, false)) {
                for (DocumentId id : page) {
                    if (closed) {
                        return;
                    }
                    way.rest();
                    corpus.document(id).ifPresent(document -> meaning.document(document.text()));
                    done++;
                    last = id.value();
                }
            }
            if (!closed) {
                end(model);
            }
        } catch (RuntimeException e) {
            LOG.warn("Not all documents could be embedded; it is tried again at the next start.", e);
        }
    }

    private void end(EmbeddingModel model) {
        through = true;
        Snapshot snapshot = serving.current();
        SnapshotEmbedding learned = snapshot == null ? null : snapshot.embedding();
        Set<String> wanted = new HashSet<>(others.get());
        wanted.add(model.digest());
        if (learned != null) {
            wanted.add(learned.digest());
        }
        shelf.keepOnly(wanted);
        if (learned == null || !learned.digest().equals(model.digest())) {
            whenThrough.run();
        }
    }

    /**
     * Returns the digest of the model that training learns from; "words" where it learns from words alone. Until all is
     * embedded that of the model that the serving snapshot learned from: a start, or another model, is no reason by itself
     * to learn from words and then once more.
     */
    public String learnsFrom() {
        if (through) {
            return meaning.model().map(EmbeddingModel::digest).orElse("words");
        }
        Snapshot snapshot = hopeless ? null : serving.current();
        SnapshotEmbedding learned = snapshot == null ? null : snapshot.embedding();
        return learned == null ? "words" : learned.digest();
    }

    /** Returns whether all documents that were there at the start have been embedded. */
    public boolean isThrough() {
        return through;
    }

    /** Returns how many documents were gone through. */
    public long done() {
        return done;
    }

    /** Returns how many there were at the beginning. */
    public long total() {
        return total;
    }

    /** Ends {@link #run} after the document at hand. */
    @Override
    public void close() {
        closed = true;
    }
}
