package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.feedback.JobWork;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Serving;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Looks again at what waits and at what is in the inbox, because another snapshot serves. */
public final class Refresh implements JobWork {

    private static final int CHUNK = 200;

    private final Corpus corpus;
    private final Serving serving;
    private final Appraisal appraisal;
    private final ReviewLog log;

    public Refresh(Corpus corpus, Serving serving, Appraisal appraisal, ReviewLog log) {
        this.corpus = corpus;
        this.serving = serving;
        this.appraisal = appraisal;
        this.log = log;
    }

    @Override
    public String run(String argument, Progress progress, BooleanSupplier stop) {
        Snapshot snapshot = serving.current();
        String digest = snapshot == null ? "" : snapshot.digest();
        long inbox = corpus.countDocuments(true);
        long total = inbox + log.count();
        long done = 0;
        for (boolean waiting : new boolean[] {false, true}) {
            long after = 0;
            List<DocumentId> next = next(waiting, digest, after);
            while (!next.isEmpty()) {
                for (DocumentId id : next) {
                    if (stop.getAsBoolean()) {
                        return "{}";
                    }
                    appraisal.look(id);
                    after = id.value();
                }
                done += next.size();
                progress.at(Math.min(done, total), total);
                next = next(waiting, digest, after);
            }
        }
        return "{\"documents\":" + done + "}";
    }

    private List<DocumentId> next(boolean waiting, String digest, long after) {
        return waiting ? log.older(digest, after, CHUNK) : corpus.documents(after, CHUNK, true);
    }
}
