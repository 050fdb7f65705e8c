package dev.tagwright.classifier.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadixSortTest {

    /** How many keys, and of how many bits; with bits of ones that no key has, too. */
    @ParameterizedTest
    @CsvSource({"0, 10", "1, 63", "2, 1", "1000, 7", "1000, 11", "1000, 12", "5000, 40", "5000, 60", "5000, 63"})
    void sortsAsJavaDoes(int size, int bits) {
        Random random = new Random(size + bits);
        long holes = random.nextLong() | random.nextLong();
        for (long mask : new long[] {-1, holes, 0x7ff, 0x7ffL << 33}) {
            long[] keys =
                    random.longs(size).map(key -> key >>> 64 - bits & mask).toArray();
            long[] expected = keys.clone();
            Arrays.sort(expected);
            RadixSort.sort(keys);
            assertThat(keys).isEqualTo(expected);
        }
    }
}
