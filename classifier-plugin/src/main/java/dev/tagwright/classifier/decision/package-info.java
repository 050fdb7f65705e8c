/** Turns margins and similarities into calibrated probabilities, and those and a policy into apply, suggest or abstain. */
@NullMarked
package dev.tagwright.classifier.decision;

import org.jspecify.annotations.NullMarked;
