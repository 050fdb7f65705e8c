/**
 * Bytes that arrive into files that stay: in a folder or a bucket, received whole, held while they are read, moved,
 * deleted. Knows no database and no document but by its number.
 */
@NullMarked
package dev.tagwright.host.files;

import org.jspecify.annotations.NullMarked;
