/**
 * Turns the name and the description of a label, by a language model that an administrator named, into documents that
 * teach a little beside those of the archive, if they were measured to help. Off unless it is set. Safe for any number of
 * threads unless a class says otherwise.
 */
@NullMarked
package dev.tagwright.classifier.synthetic;

import org.jspecify.annotations.NullMarked;
