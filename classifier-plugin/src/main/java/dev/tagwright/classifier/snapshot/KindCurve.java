package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;

/**
 * How margins of one kind become probabilities. The array is shared, never copied, and nobody writes to it.
 *
 * @param kind one of those that were learned
 * @param term of a many-valued kind the weights of {@link dev.tagwright.classifier.decision.Sigmoid}; of a
 *     single-valued kind slope, count and none of {@link dev.tagwright.classifier.decision.NoneChoice}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KindCurve(LabelKind kind, double[] term) {}
