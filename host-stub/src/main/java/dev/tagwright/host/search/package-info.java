/** Full-text search and similar documents: the index follows the changes of documents by itself. */
@NullMarked
package dev.tagwright.host.search;

import org.jspecify.annotations.NullMarked;
