package dev.tagwright.host.search;

import dev.tagwright.host.documents.ChangeFeed;
import dev.tagwright.host.documents.ChangeFeed.Item;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.search.Mark.Progress;
import java.io.EOFException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index after the documents, on a thread of its own: it remembers up to which change it has come, so whatever
 * is missed while the index or the host is away is made up for, and nothing that stores documents waits for the index.
 */
final class IndexFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);
    private static final int STEP = 200;
    /** How often an index that nothing is written to is asked whether it answers. */
    private static final Duration PULSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Supplier<SearchIndex> opener;
    private final Runnable thrower;
    private final Mark mark;
    private final ChangeFeed feed;
    private final Documents documents;
    private final DocumentNotes notes;
    private final DocumentLabels labels;
    private final DocumentVectors vectors;
    private final Duration look;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable SearchIndex index;
    private volatile boolean filled;
    private volatile String trouble = "";

    /** Whether documents that are gone for good were taken out of the index, whose files still hold their words. */
    private boolean erased;

    /**
     * @param opener opens the index; slow
     * @param thrower throws away what lies on the disk of it, if anything does
     */
    IndexFollower(
            Supplier<SearchIndex> opener,
            Runnable thrower,
            Mark mark,
            ChangeFeed feed,
            Documents documents,
            DocumentNotes notes,
            DocumentLabels labels,
            DocumentVectors vectors,
            Duration look) {
        this.opener = opener;
        this.thrower = thrower;
        this.mark = mark;
        this.feed = feed;
        this.documents = documents;
        this.notes = notes;
        this.labels = labels;
        this.vectors = vectors;
        this.look = look;
        this.thread = new Thread(this::follow, "search-index");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns the index when it holds all documents, as they were a moment ago; null when it does not. */
    @Nullable
    SearchIndex ready() {
        return filled && trouble.isEmpty() ? index : null;
    }

    /** Tells that the index did not answer; it is tried again by and by. */
    void failed(RuntimeException why) {
        trouble(why);
    }

    SearchState state() {
        long behind = feed.countAfter(mark.progress().place());
        if (!trouble.isEmpty()) {
            return new SearchState(SearchState.State.AWAY, behind, trouble);
        }
        if (ready() == null) {
            return new SearchState(
                    SearchState.State.BUILDING, behind, "The search index is being filled: " + behind + " to go.");
        }
        return new SearchState(SearchState.State.READY, behind, "");
    }

    /** Puts every document in anew, while the index goes on answering. */
    void refill() {
        mark.restart(false);
    }

    private void follow() {
        Duration pause = look;
        long pulse = Math.max(1, PULSE.dividedBy(look));
        long looks = 0;
        while (!stops(pause)) {
            try {
                SearchIndex open = index;
                if (open == null) {
                    open = opener.get();
                    index = open;
                    refillIfEmpty(open);
                } else if (!trouble.isEmpty()) {
                    // an engine may come back without what it held
                    open.createMissing();
                    refillIfEmpty(open);
                } else if (++looks % pulse == 0) {
                    open.isEmpty();
                }
                while (step(open) && stopped.getCount() > 0) {
                    // as long as there is more
                }
                if (erased) {
                    open.squeeze();
                    erased = false;
                }
                filled = mark.progress().filled();
                while (filled && vectorStep(open) && stopped.getCount() > 0) {
                    // as long as there is more
                }
                if (!trouble.isEmpty()) {
                    LOG.info("The search index answers again.");
                    trouble = "";
                }
                pause = look;
            } catch (RuntimeException e) {
                trouble(e);
                if (damaged(e)) {
                    discard();
                }
                pause = longer(pause);
            }
        }
        SearchIndex open = index;
        if (open != null) {
            open.close();
        }
    }

    /** Somebody may have taken the index away while the mark stayed. Asking shows whether it answers, too. */
    private void refillIfEmpty(SearchIndex open) {
        if (open.isEmpty()) {
            mark.restart(true);
        }
    }

    private boolean stops(Duration pause) {
        try {
            // not interrupted by anyone: an interrupt inside Lucene would close its files
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** An index on the disk that cannot be read is thrown away and filled anew: all that is in it lies in the database. */
    private void discard() {
        SearchIndex open = index;
        index = null;
        filled = false;
        if (open != null) {
            open.close();
        }
        thrower.run();
    }

    private static boolean damaged(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptIndexException
                    || cause instanceof IndexFormatTooOldException
                    || cause instanceof IndexFormatTooNewException
                    || cause instanceof EOFException
                    || cause instanceof NoSuchFileException) {
                return true;
            }
        }
        return false;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private void trouble(RuntimeException e) {
        if (trouble.isEmpty()) {
            LOG.warn(
                    "The search index cannot be used at the moment; searches read the texts themselves, slowly. It is tried again by itself.",
                    e);
        }
        trouble =
                "The search index cannot be used at the moment (" + e.getClass().getSimpleName()
                        + "); searches read the texts themselves, slowly. Documents are stored and filed as ever, and the index"
                        + " catches up by itself.";
    }

    /** Returns whether there may be more to do at once. */
    private boolean step(SearchIndex open) {
        boolean[] more = new boolean[1];
        mark.advance(before -> {
            List<Item> items = feed.latest() > before.place().sequence() || !before.filled()
                    ? feed.after(before.place(), STEP)
                    : List.of();
            if (items.isEmpty()) {
                return new Progress(before.place(), true);
            }
            more[0] = true;
            write(open, items, items.size() < STEP);
            return new Progress(items.get(items.size() - 1).place(), before.filled());
        });
        return more[0];
    }

    /** Takes vectors in that came after their documents. Returns whether there may be more to do at once. */
    private boolean vectorStep(SearchIndex open) {
        List<Long> pending = vectors.pending(STEP);
        if (pending.isEmpty()) {
            return false;
        }
        boolean advanced = mark.advance(progress -> {
            write(open, feed.of(pending), true);
            return progress;
        });
        return advanced && pending.size() == STEP;
    }

    private void write(SearchIndex open, List<Item> items, boolean refresh) {
        List<Document> put = new ArrayList<>();
        List<Long> out = new ArrayList<>();
        for (Item item : items) {
            Document document = item.document();
            erased |= document == null;
            if (document == null || document.isDeleted()) {
                out.add(item.place().document());
            } else {
                put.add(document);
            }
        }
        List<Long> ids = put.stream().map(Document::getId).toList();
        Map<Long, String> texts = documents.texts(ids);
        Map<Long, List<String>> noted = notes.texts(ids);
        Map<Long, List<DocumentLabel>> on = labels.of(ids);
        Map<Long, DocumentVectors.Kept> meant = vectors.of(ids);
        open.write(
                put.stream()
                        .map(document -> new IndexedDocument(
                                document,
                                texts.getOrDefault(document.getId(), ""),
                                noted.getOrDefault(document.getId(), List.of()),
                                on.getOrDefault(document.getId(), List.of()),
                                meant.get(document.getId())))
                        .toList(),
                out);
        if (refresh) {
            open.refresh();
        }
        // not before: what is no longer pending can be found
        vectors.taken(meant.values());
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
