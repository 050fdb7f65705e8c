package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryCapTest {

    private static final long MB = 1_000_000;

    /** A heap of given size; what is garbage goes when the collector looks. */
    private static final class Given implements Heap {

        private final long most;
        private long used;
        private final long garbage;
        private int collected;

        Given(long most, long used, long garbage) {
            this.most = most;
            this.used = used;
            this.garbage = garbage;
        }

        @Override
        public long most() {
            return most;
        }

        @Override
        public long used() {
            return used;
        }

        @Override
        public long needed() {
            return used - (collected == 0 ? garbage : 0);
        }

        @Override
        public void collect() {
            if (collected++ == 0) {
                used -= garbage;
            }
        }
    }

    @Test
    void aTrainingThatFitsGoesOnWithoutAskingTheCollector() {
        Given heap = new Given(4000 * MB, 500 * MB, 0);
        assertThat(new MemoryCap(0, heap).refusal(10 * MB, 5000, 300)).isEmpty();
        assertThat(heap.collected).isZero();
    }

    @Test
    void aTrainingBeyondTheSettingIsRefusedWithTheFiguresAndTheSettingToRaise() {
        long need = MemoryCap.need(100 * MB, 20_000, 1000);
        assertThat(new MemoryCap(100 * MB, new Given(100_000 * MB, 0, 0)).refusal(100 * MB, 20_000, 1000))
                .isEqualTo("Learning from 20000 documents would need about "
                        + String.format(java.util.Locale.ROOT, "%,d", (need + MB - 1) / MB)
                        + " MB of memory, more than training.megabytes allows (100 MB). Raise it, or learn from fewer"
                        + " documents.");
        assertThat(new MemoryCap(need, new Given(100_000 * MB, 0, 0)).refusal(100 * MB, 20_000, 1000))
                .isEmpty();
    }

    @Test
    void moreDocumentsThanAreLearnedFromInPairsNeedNoTableOfThem() {
        long pairs = MemoryCap.need(0, 8192, 10) - MemoryCap.need(0, 8193, 10);
        assertThat(pairs).isEqualTo(8192L * 8192 * 5);
    }

    @Test
    void aTrainingForWhichTheHeapHasNoRoomIsRefusedButOnlyAfterTheGarbageIsGone() {
        long need = MemoryCap.need(10 * MB, 1000, 10);
        Given tidy = new Given(2 * need, 2 * need, need + need / 2);
        assertThat(new MemoryCap(0, tidy).refusal(10 * MB, 1000, 10)).isEmpty();
        assertThat(tidy.collected).isEqualTo(1);

        Given full = new Given(2000 * MB, 1900 * MB, 0);
        assertThat(new MemoryCap(0, full).refusal(10 * MB, 1000, 10))
                .endsWith(" MB of memory, and the host has 0 MB left for it. Give the host more (-Xmx), or learn from"
                        + " fewer documents.");
    }

    @Test
    void theHeapIsFullWhenNearlyAllOfItIsStillNeeded() {
        assertThat(new MemoryCap(0, new Given(100 * MB, 96 * MB, 0)).isFull()).isTrue();
        assertThat(new MemoryCap(0, new Given(100 * MB, 96 * MB, 5 * MB)).isFull())
                .isFalse();
    }

    @Test
    void whatIsNeededGrowsWithTextsDocumentsAndLabels() {
        long base = MemoryCap.need(MB, 100, 10);
        assertThat(MemoryCap.need(2 * MB, 100, 10)).isGreaterThan(base);
        assertThat(MemoryCap.need(MB, 200, 10)).isGreaterThan(base);
        assertThat(MemoryCap.need(MB, 100, 20)).isGreaterThan(base);
    }

    @Test
    void theHeapOfThisProcessSaysWhatItHas() {
        assertThat(Heap.OWN.most()).isGreaterThan(0);
        assertThat(Heap.OWN.used()).isPositive().isLessThanOrEqualTo(Heap.OWN.most());
        Heap.OWN.collect();
        assertThat(Heap.OWN.needed()).isPositive().isLessThanOrEqualTo(Heap.OWN.most());
    }
}
