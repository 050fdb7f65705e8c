package dev.tagwright.classifier.retrain;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** The memory of this process that objects lie in. Safe for any number of threads. */
interface Heap {

    /** Returns how many bytes there can be at most. */
    long most();

    /** Returns how many bytes are taken, those that nobody needs any more included. */
    long used();

    /** Returns how many bytes were still needed when the collector looked last; 0 when it never did. */
    long needed();

    /** Has the collector look. Takes up to seconds. */
    void collect();

    /** The heap of this process. */
    Heap OWN = new Heap() {

        @Override
        public long most() {
            return Runtime.getRuntime().maxMemory();
        }

        @Override
        public long used() {
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }

        @Override
        public long needed() {
            long sum = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
                sum += usage == null ? 0 : usage.getUsed();
            }
            return sum;
        }

        @Override
        public void collect() {
            System.gc();
        }
    };
}
