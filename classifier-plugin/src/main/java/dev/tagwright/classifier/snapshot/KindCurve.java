package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;

/**
 * How margins of one kind become probabilities. The arrays are shared, never copied, and nobody writes to them.
 *
 * @param kind one of those that were learned
 * @param term of a many-valued kind the weights of {@link dev.tagwright.classifier.decision.Sigmoid}; of a
 *     single-valued kind slope, count and none of {@link dev.tagwright.classifier.decision.NoneChoice}
 * @param from log odds before they are straightened, rising, see
 *     {@link dev.tagwright.classifier.decision.Straightener}
 * @param to log odds after, as many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KindCurve(LabelKind kind, double[] term, double[] from, double[] to) {}
