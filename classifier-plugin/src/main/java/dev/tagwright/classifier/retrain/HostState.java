package dev.tagwright.classifier.retrain;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import java.util.List;
import java.util.Map;

/**
 * The state of the host at the beginning of a check: at most five queries, no text. The change mark is read before
 * everything else, so that a change that comes meanwhile is newer than it and the next check sees it.
 *
 * @param labels numbers of the {@code AUTO} labels
 * @param fingerprint all that a training depends on
 */
record HostState(Map<LabelKind, List<Long>> labels, Fingerprint fingerprint) {

    static HostState read(Corpus corpus, String settingsDigest) {
        ChangeMark change = corpus.latestChange();
        Map<LabelKind, List<Long>> labels = corpus.autoLabels();
        return new HostState(labels, new Fingerprint(change, LabelsDigest.of(labels), settingsDigest));
    }
}
