/**
 * Turns files and fields into stored documents: versions, changes, tombstones, origins, storage paths, page images.
 *
 * <p>Thread rule: everything here may be called from any number of threads. Every method that changes a document is one
 * transaction (or joins the caller's), and takes the lock of {@link dev.tagwright.host.documents.Changes} first, so
 * changes follow one another and their numbers rise in the order of the commits.
 */
@NullMarked
package dev.tagwright.host.documents;

import org.jspecify.annotations.NullMarked;
