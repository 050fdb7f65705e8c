package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.LabelId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps what was made up, apart from everything that is the user's. Any number of threads; each call is one transaction. */
public interface SyntheticShelf {

    /** Keeps one more. */
    void add(SyntheticDocument document);

    /** Returns all, by their numbers. */
    List<SyntheticDocument> all();

    /** Returns those of one label, by their numbers. */
    List<SyntheticDocument> of(LabelId label);

    /** Returns how many each label has. */
    Map<LabelId, Integer> counts();

    /** Takes those of a label away, and what was measured of them; returns how many there were. */
    int remove(LabelId label);

    /** Puts what was measured in the place of what was measured of the same labels before. */
    void measured(Collection<Measured> labels);

    /** Returns what was measured, by label. */
    List<Measured> measured();

    /** Returns those that were measured and helped, by their numbers. */
    List<SyntheticDocument> helping();

    /** Returns something that differs whenever {@link #helping} does; empty when there are none. One query. */
    String state();
}
