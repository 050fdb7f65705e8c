/** Wires the rooms together and implements the contract with the host. */
@NullMarked
package dev.tagwright.classifier.plugin;

import org.jspecify.annotations.NullMarked;
