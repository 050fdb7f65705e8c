package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import java.util.List;

/**
 * Why one label got its probability on one text. The parts, the bias and the meaning add up to the
 * margin (to 1e-6).
 *
 * @param kind the kind of the label
 * @param key names the label within its kind
 * @param margin raw, unbounded
 * @param bias what the label's model says of any text
 * @param meaning what the text's embedding added as a whole; 0 when there was none
 * @param probability calibrated, in [0, 1]
 * @param threshold the probability that the decision was held against
 * @param parts what each word or pair of words added, the strongest first
 */
public record Explanation(
        LabelKind kind,
        String key,
        double margin,
        double bias,
        double meaning,
        double probability,
        double threshold,
        List<Part> parts) {

    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * A word or pair of words.
     *
     * @param text as normalised
     * @param weight its share of the margin; above 0 spoke for the label
     * @param positions where it stands in the text, rising
     */
    public record Part(String text, double weight, List<Position> positions) {
        public Part {
            positions = List.copyOf(positions);
        }

        @Override
        public String toString() {
            return "Part[weight=" + weight + "]";
        }
    }

    /** A place in the original text, in UTF-16 units from zero, the end exclusive. */
    public record Position(int start, int end) {}

    @Override
    public String toString() {
        return "Explanation[kind=" + kind + ", margin=" + margin + ", parts=" + parts.size() + "]";
    }
}
