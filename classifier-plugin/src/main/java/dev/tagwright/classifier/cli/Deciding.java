package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Decides on the documents of a corpus with several threads, and gives what was decided in their order. */
final class Deciding {

    /** Few enough that what waits for its turn needs little memory, enough that handing it over costs nothing. */
    private static final int TASK = 32;

    /** Is given each document with what was decided, one after the other. */
    interface Receiver {

        void take(CorpusDocument document, List<ScoredLabel> scored) throws IOException;
    }

    private Deciding() {}

    static void run(
            Snapshot snapshot, CorpusVectors vectors, List<CorpusDocument> documents, int threads, Receiver receiver)
            throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread worker = new Thread(task, "deciding");
            worker.setDaemon(true);
            return worker;
        });
        try {
            Queue<Future<List<List<ScoredLabel>>>> under = new ArrayDeque<>();
            int given = 0;
            for (int from = 0; from < documents.size(); from += TASK) {
                List<CorpusDocument> some = documents.subList(from, Math.min(documents.size(), from + TASK));
                under.add(workers.submit(() -> some.stream()
                        .map(document -> snapshot.classify(document.text(), vectors.of(document.text())))
                        .toList()));
                if (under.size() > threads) {
                    given = give(under.remove(), documents, given, receiver);
                }
            }
            while (!under.isEmpty()) {
                given = give(under.remove(), documents, given, receiver);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static int give(
            Future<List<List<ScoredLabel>>> task, List<CorpusDocument> documents, int given, Receiver receiver)
            throws IOException {
        int next = given;
        for (List<ScoredLabel> scored : result(task)) {
            receiver.take(documents.get(next++), scored);
        }
        return next;
    }

    private static <T> T result(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a decision failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("deciding was interrupted", e);
        }
    }
}
