package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The host's documents, and beside them files that jobs classified, so that what people say of such a file teaches like
 * what they say of a document. A file has a number that no host comes to; it is in no pass and on no page, and carries
 * the labels that people accepted. Safe for any number of threads.
 */
public final class ClassifiedFiles implements Corpus {

    /** What the number of a file is counted from as that of a document. */
    public static final long FIRST = 1L << 62;

    private final Corpus host;
    private final JobFiles files;
    private final FeedbackLog log;

    public ClassifiedFiles(Corpus host, JobFiles files, FeedbackLog log) {
        this.host = host;
        this.files = files;
        this.log = log;
    }

    /** Returns the number under which what people say of a file is kept. */
    public static DocumentId id(JobFiles.Kept file) {
        return new DocumentId(FIRST + file.id());
    }

    /** Returns whether a document is a file that a job classified. */
    static boolean has(DocumentId id) {
        // the largest number names a text that is asked about and not kept
        return id.value() > FIRST && id.value() < Long.MAX_VALUE;
    }

    @Override
    public Optional<HostDocument> document(DocumentId id) {
        if (!has(id)) {
            return host.document(id);
        }
        return files.text(id.value() - FIRST).map(text -> {
            Map<LabelId, Origin> carried = new HashMap<>();
            log.judged(id).forEach((label, belongs) -> {
                if (belongs) {
                    carried.put(label, Origin.PERSON);
                }
            });
            return new HostDocument(id, 1, text, carried, false);
        });
    }

    @Override
    public ChangeMark latestChange() {
        return host.latestChange();
    }

    @Override
    public Map<LabelKind, List<Long>> autoLabels() {
        return host.autoLabels();
    }

    @Override
    public long countTrainingDocuments() {
        return host.countTrainingDocuments();
    }

    @Override
    public void forEachTrainingDocument(Predicate<HostDocument> visitor) {
        host.forEachTrainingDocument(visitor);
    }

    @Override
    public List<DocumentId> documents(long after, int atMost, boolean onlyInInbox) {
        return host.documents(after, atMost, onlyInInbox);
    }

    @Override
    public long countDocuments(boolean onlyInInbox) {
        return host.countDocuments(onlyInInbox);
    }

    @Override
    public Set<LabelId> ruleMatches(DocumentId id) {
        return has(id) ? Set.of() : host.ruleMatches(id);
    }

    @Override
    public Set<LabelId> refusedLabels(DocumentId id) {
        return has(id) ? Set.of() : host.refusedLabels(id);
    }
}
