package dev.tagwright.classifier.routes;

import java.util.List;

/**
 * The labels of one kind for one document.
 *
 * @param all every label, the most similar first; of equals the one with the lower number
 * @param margin how much more similar the first is than the second; than 0 where there is no second; 0 without labels
 * @param clearness what follows from the first's similarity and the margin
 */
public record Ranking(List<Scored> all, double margin, Clearness clearness) {

    public Ranking {
        all = List.copyOf(all);
    }

    /**
     * One label.
     *
     * @param route its number in the table
     * @param similarity in [-1, 1]
     * @param probability that it is this one rather than another or none of them, in [0, 1]
     */
    public record Scored(int route, double similarity, double probability) {}
}
