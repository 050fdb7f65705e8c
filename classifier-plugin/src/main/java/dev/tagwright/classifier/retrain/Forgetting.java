package dev.tagwright.classifier.retrain;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.embedding.ContentKey;
import dev.tagwright.classifier.embedding.VectorShelf;
import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.ErasedFiles;
import dev.tagwright.classifier.feedback.JobFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets documents that are gone for good. Rows about them go at once; vectors of their texts go in the background,
 * because which are meant can only be told by those that are left; and what was trained on them goes as soon as a
 * snapshot serves that never saw them: then no older one is kept, and there is none to roll back to.
 *
 * <p>What is still to do is written down, so a process that ends in between leaves it to the next. {@link #forget} may be
 * called from any thread, {@link #goOn} from one at a time.
 */
public final class Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
    private static final int PAGE = 200;

    private final ErasureLog log;
    private final Corpus corpus;
    private final VectorShelf vectors;
    private final SnapshotShelf snapshots;
    private final ErasedFiles files;

    public Forgetting(ErasureLog log, Corpus corpus, VectorShelf vectors, SnapshotShelf snapshots, ErasedFiles files) {
        this.log = log;
        this.corpus = corpus;
        this.vectors = vectors;
        this.snapshots = snapshots;
        this.files = files;
    }

    /** Removes what is kept of these documents and of files with their texts, and leaves the rest to {@link #goOn}. */
    public void forget(List<ErasedDocument> documents) {
        List<DocumentId> ids =
                new ArrayList<>(documents.stream().map(ErasedDocument::id).toList());
        Set<String> texts =
                documents.stream().map(ErasedDocument::textDigest).collect(Collectors.toCollection(HashSet::new));
        texts.remove("");
        List<JobFiles.Kept> same = texts.isEmpty() ? List.of() : files.withTexts(texts);
        same.forEach(file -> ids.add(ClassifiedFiles.id(file)));
        log.erase(ids, corpus.latestChange().sequence());
        // last, because what was said of a file can only be found by it
        files.erase(same);
    }

    /** Does what is still to be done and can be done now. One query when there is nothing. */
    public void goOn() {
        ErasureLog.Open open = log.open().orElse(null);
        if (open == null) {
            return;
        }
        if (!open.vectorsGone()) {
            Set<String> before = vectors.ids();
            int gone = vectors.dropAllBut(before, keysOfWhatIsLeft());
            log.vectorsGone(open.change());
            LOG.info("{} vectors of texts that no document has any more were dropped.", gone);
        }
        boolean servesWithout = snapshots
                .serving()
                .map(serving -> serving.seen().change().sequence() >= open.change())
                .orElse(true);
        if (servesWithout) {
            int gone = snapshots.keepNewest(0);
            log.close(open.change());
            LOG.info("Documents that were erased are forgotten; {} snapshots that knew them were dropped.", gone);
        }
    }

    private Set<ContentKey> keysOfWhatIsLeft() {
        Set<ContentKey> keys = new HashSet<>();
        long last = 0;
        List<DocumentId> page = corpus.documents(last, PAGE, false);
        while (!page.isEmpty()) {
            for (DocumentId id : page) {
                corpus.document(id).ifPresent(document -> keys.add(ContentKey.of(document.text())));
                last = id.value();
            }
            page = corpus.documents(last, PAGE, false);
        }
        return keys;
    }
}
