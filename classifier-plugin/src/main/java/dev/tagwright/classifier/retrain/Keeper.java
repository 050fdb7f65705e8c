package dev.tagwright.classifier.retrain;

import dev.tagwright.classifier.snapshot.BesideFormat.Part;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.CrossValidation;
import dev.tagwright.classifier.training.HeldOut;
import dev.tagwright.classifier.training.HeldOutScores;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshot that serves in this process in step with the shelf: at the start, after a promotion here, and when
 * another node promoted. Falls back to the one before when the newest cannot be read. Safe for any number of threads.
 */
public final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final SnapshotShelf shelf;
    private final SnapshotBytes format;
    private final Serving serving;
    private final Clock clock;
    private final int keep;
    private @Nullable KeptSnapshot held;
    private long refused;
    private volatile String trouble = "";

    /**
     * @param keep how many snapshots are kept beside the one that serves
     */
    public Keeper(SnapshotShelf shelf, SnapshotBytes format, Serving serving, int keep, Clock clock) {
        this.shelf = shelf;
        this.format = format;
        this.serving = serving;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Looks which snapshot is to serve and lets it. One query when nothing changed.
     *
     * @return whether a snapshot serves
     */
    public synchronized boolean follow() {
        Optional<KeptSnapshot> wanted = shelf.serving();
        if (wanted.isEmpty()) {
            return held != null;
        }
        KeptSnapshot about = wanted.get();
        if ((held != null && held.id() == about.id()) || refused == about.id()) {
            return held != null;
        }
        if (load(about)) {
            refused = 0;
            trouble = "";
        } else {
            refused = about.id();
            fallBack(about);
        }
        return held != null;
    }

    private void fallBack(KeptSnapshot unreadable) {
        if (held != null) {
            return;
        }
        List<KeptSnapshot> older = shelf.newest().stream()
                .filter(about -> about.promotedAt() != null && about.id() != unreadable.id())
                .sorted((a, b) -> promotedAt(b).compareTo(promotedAt(a)))
                .toList();
        for (KeptSnapshot about : older) {
            if (load(about)) {
                trouble += " The snapshot before (" + about.id() + ") serves.";
                return;
            }
        }
    }

    private static Instant promotedAt(KeptSnapshot about) {
        return about.promotedAt() == null ? Instant.EPOCH : about.promotedAt();
    }

    private boolean load(KeptSnapshot about) {
        try {
            Snapshot snapshot = format.read(shelf.bytes(about.id()));
            serving.serve(snapshot);
            held = about;
            LOG.info(
                    "Snapshot {} serves: {} labels, learned from {} documents.",
                    about.id(),
                    about.labels(),
                    about.documents());
            return true;
        } catch (UnreadableSnapshotException | IllegalStateException e) {
            trouble = "Snapshot (" + about.id() + ") was refused: " + e.getMessage();
            LOG.warn("Snapshot {} was refused: {}", about.id(), e.getMessage());
            return false;
        }
    }

    /** Writes a snapshot down, reads it back to be sure, and does not let it serve yet. */
    KeptSnapshot shelve(KeptSnapshot about, Snapshot snapshot, @Nullable CrossValidation crossValidation)
            throws UnreadableSnapshotException {
        byte[] bytes = format.write(snapshot);
        String readBack = format.read(bytes).digest();
        if (!readBack.equals(snapshot.digest())) {
            throw new UnreadableSnapshotException(
                    "the snapshot does not come back as it was written.", new IllegalStateException(readBack));
        }
        KeptSnapshot kept = shelf.add(about, bytes);
        if (crossValidation != null) {
            String digest = snapshot.digest();
            shelf.keepHeldOut(
                    kept.id(),
                    format.writeBeside(
                            Part.PREDICTIONS, digest, crossValidation.heldOut().bytes()));
            shelf.keepScores(
                    kept.id(),
                    format.writeBeside(
                            Part.SCORES, digest, crossValidation.scores().bytes()));
        }
        return kept;
    }

    /**
     * Returns what cross-validation predicted of the documents of the snapshot that serves here, before feedback changed
     * it; null if unknown.
     */
    @Nullable
    HeldOut heldOut(Snapshot snapshot) {
        KeptSnapshot about = held();
        if (about == null || !about.digest().equals(snapshot.base())) {
            return null;
        }
        try {
            Optional<byte[]> bytes = shelf.heldOut(about.id());
            return bytes.isEmpty()
                    ? null
                    : format.readBeside(Part.PREDICTIONS, about.digest(), bytes.get())
                            .map(HeldOut::read)
                            .orElse(null);
        } catch (IllegalArgumentException | UnreadableSnapshotException e) {
            LOG.warn("What cross-validation said of snapshot {} cannot be read: {}", about.id(), e.getMessage());
            return null;
        }
    }

    /**
     * Returns how probable cross-validation found each label of a kept snapshot; empty if it was trained before this was
     * kept and signed, or cannot be read.
     */
    public Optional<HeldOutScores> scores(long id) {
        Optional<byte[]> bytes = shelf.scores(id);
        Optional<KeptSnapshot> about = bytes.isEmpty() ? Optional.empty() : shelf.snapshot(id);
        if (about.isEmpty()) {
            return Optional.empty();
        }
        try {
            return format.readBeside(Part.SCORES, about.get().digest(), bytes.get())
                    .map(HeldOutScores::read);
        } catch (IllegalArgumentException | UnreadableSnapshotException e) {
            LOG.warn("The held-out scores of snapshot {} cannot be read: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Reads a kept snapshot without letting it serve.
     *
     * @throws IllegalArgumentException if there is none of that number or it cannot be read
     */
    public Snapshot read(long id) {
        try {
            return format.read(shelf.bytes(id));
        } catch (UnreadableSnapshotException | IllegalStateException e) {
            throw new IllegalArgumentException("snapshot (" + id + ") cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes a snapshot that was just shelved serve, everywhere and here. */
    synchronized void promote(KeptSnapshot about, Snapshot snapshot, String by) {
        shelf.promote(about.id(), by, clock.instant());
        serving.serve(snapshot);
        held = shelf.snapshot(about.id()).orElse(about);
        refused = 0;
        trouble = "";
        shelf.keepNewest(keep);
    }

    /**
     * Makes a kept snapshot serve again.
     *
     * @throws IllegalArgumentException if there is none of that number or it cannot be read; the one that serves then
     *     serves on
     */
    public synchronized KeptSnapshot rollBack(long id, String by) {
        KeptSnapshot about = shelf.snapshot(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no snapshot (" + id + ")."));
        if (!load(about)) {
            String why = trouble;
            trouble = "";
            throw new IllegalArgumentException(why);
        }
        shelf.promote(id, by, clock.instant());
        refused = 0;
        trouble = "";
        held = shelf.snapshot(id).orElse(about);
        return held;
    }

    /** Returns what is known of the snapshot that serves here; null when none does. */
    public synchronized @Nullable KeptSnapshot held() {
        return held;
    }

    /** Returns why the snapshot that should serve does not, as plain sentences; empty when all is well. */
    public String trouble() {
        return trouble;
    }
}
