package dev.tagwright.classifier.snapshot;

/**
 * Where a snapshot comes from.
 *
 * @param dataDigest SHA-256 over all documents and labels it was learned from, in hexadecimal; the same for any order
 * @param settingsDigest SHA-256 over the settings of the training, in hexadecimal
 * @param documents how many it was learned from
 * @param labels how many it knows
 * @param seed of all chance
 * @param version of this product
 * @param jvm version of the Java machine; not part of the digest
 */
public record Provenance(
        String dataDigest, String settingsDigest, int documents, int labels, long seed, String version, String jvm) {}
