package dev.tagwright.host.plugins;

/**
 * How much an archive may hold. Higher means that larger plugins load, and that a hostile one may fill more of the disk
 * before it is refused.
 *
 * @param entries at most so many entries; default 2,000
 * @param unpackedBytes at most so many bytes when unpacked, counted while unpacking; default 2 GiB
 */
record ArchiveLimits(int entries, long unpackedBytes) {

    static final ArchiveLimits DEFAULT = new ArchiveLimits(2_000, 2L << 30);

    ArchiveLimits {
        if (entries < 1 || unpackedBytes < 1) {
            throw new IllegalArgumentException("limits of a plugin archive (" + entries + " entries, " + unpackedBytes
                    + " bytes) must be positive");
        }
    }
}
