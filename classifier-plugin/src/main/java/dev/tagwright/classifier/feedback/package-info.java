/**
 * What people say about labels: an append-only log, the memory of what they refused, and models that learn from it at
 * once. Declares its tables as ports.
 */
@NullMarked
package dev.tagwright.classifier.feedback;

import org.jspecify.annotations.NullMarked;
