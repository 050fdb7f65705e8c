package dev.tagwright.api.host;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import java.util.List;
import java.util.Optional;

/** The host's labels. */
public interface LabelCatalogue {

    /** Returns all labels of the four kinds in the order of their ids. At most four queries. */
    List<Label> all();

    /** Returns one label as it stands now; empty if there is none. */
    Optional<Label> label(LabelId id);
}
