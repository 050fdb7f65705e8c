/** A small document management system that hosts classifier plugins. */
@NullMarked
package dev.tagwright.host;

import org.jspecify.annotations.NullMarked;
