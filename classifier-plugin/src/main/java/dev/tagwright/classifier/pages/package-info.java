/** Serves the pages of the plugin to people. Any number of threads. */
@NullMarked
package dev.tagwright.classifier.pages;

import org.jspecify.annotations.NullMarked;
