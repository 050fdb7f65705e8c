/** Offers the rooms above as a command line. */
@NullMarked
package dev.tagwright.classifier.cli;

import org.jspecify.annotations.NullMarked;
