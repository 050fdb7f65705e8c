package dev.tagwright.classifier.retrain;

import java.util.Locale;

/**
 * Keeps a training within the memory that it may take: refuses one that would probably need more, and says when the heap
 * is nearly full in the midst of one, so that the host never runs out of memory because of it.
 */
final class MemoryCap {

    /** What stays free for the host's own work, as a part of the heap. */
    private static final double RESERVE = 0.1;

    /** Above this part of the heap nearly everything that is still needed is in it. */
    private static final double FULL = 0.95;

    // Upper bounds of what was measured: the least heap with which trainings of several sizes went through.
    private static final long OF_CHARACTER = 14;
    private static final long OF_PAIR_OF_DOCUMENTS = 5;
    private static final long MOST_DOCUMENTS_IN_PAIRS = 8192;
    private static final long OF_WEIGHT = 16;
    private static final long WEIGHTS_OF_LABEL = 40_000;
    private static final long MOST_WEIGHTS = 12_000_000;
    private static final long ANYWAY = 25_000_000;

    private final long cap;
    private final Heap heap;

    /**
     * @param cap bytes that a training may take; 0 for as many as the heap has room for
     */
    MemoryCap(long cap, Heap heap) {
        this.cap = cap;
        this.heap = heap;
    }

    /** Returns how many bytes a training probably needs at most beside what it has read. */
    static long need(long characters, long documents, long labels) {
        // beyond, documents are fitted without a table of their pairs
        long inPairs = documents > MOST_DOCUMENTS_IN_PAIRS ? 0 : documents;
        long weights = Math.min(labels * WEIGHTS_OF_LABEL, MOST_WEIGHTS);
        return ANYWAY + characters * OF_CHARACTER + inPairs * inPairs * OF_PAIR_OF_DOCUMENTS + weights * OF_WEIGHT;
    }

    /**
     * Looks whether a training that has read its documents may go on.
     *
     * @param characters of all texts
     * @return why not, as plain sentences; empty when it may
     */
    String refusal(long characters, long documents, long labels) {
        long need = need(characters, documents, labels);
        if (cap > 0 && need > cap) {
            return "Learning from " + documents + " documents would need about " + megabytes(need)
                    + " of memory, more than training.megabytes allows (" + megabytes(cap)
                    + "). Raise it, or learn from fewer documents.";
        }
        if (need <= room()) {
            return "";
        }
        heap.collect();
        long room = room();
        return need <= room
                ? ""
                : "Learning from " + documents + " documents would need about " + megabytes(need)
                        + " of memory, and the host has " + megabytes(Math.max(0, room))
                        + " left for it. Give the host more (-Xmx), or learn from fewer documents.";
    }

    private long room() {
        return (long) (heap.most() * (1 - RESERVE)) - heap.used();
    }

    /** Returns whether the heap is so full that the work must end. */
    boolean isFull() {
        return heap.needed() > heap.most() * FULL;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", (bytes + 999_999) / 1_000_000);
    }
}
