package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import java.util.List;
import java.util.Map;

/** Documents that were made up, which may teach beside those of the archive. Safe for any number of threads. */
public interface SyntheticDocuments {

    /** There are none. */
    SyntheticDocuments NONE = new SyntheticDocuments() {
        @Override
        public List<LabelledDocument> beside(Map<LabelKind, List<Long>> auto, Map<LabelId, Integer> examples) {
            return List.of();
        }

        @Override
        public List<LabelledDocument> counting(Map<LabelKind, List<Long>> auto) {
            return List.of();
        }

        @Override
        public String state() {
            return "";
        }
    };

    /**
     * Returns those that count, and drops those of labels that have enough examples of their own by now.
     *
     * @param auto numbers of the labels that are learned
     * @param examples how many documents of the archive carry each label; an absent one is carried by none
     */
    List<LabelledDocument> beside(Map<LabelKind, List<Long>> auto, Map<LabelId, Integer> examples);

    /** Returns those that count, without dropping any. */
    List<LabelledDocument> counting(Map<LabelKind, List<Long>> auto);

    /** Returns something that differs whenever what counts may differ; empty when nothing does. One query at most. */
    String state();
}
