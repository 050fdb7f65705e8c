package dev.tagwright.host.pages;

import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings labels into the order of a tree: each before those nested in it, siblings as they come. Pure. */
final class LabelTree {

    /**
     * One label in the tree.
     *
     * @param depth 0 for the outermost
     */
    record Node(StoredLabel label, int depth) {}

    private final Map<Long, List<StoredLabel>> below = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    private LabelTree() {}

    static List<Node> of(List<StoredLabel> labels) {
        LabelTree tree = new LabelTree();
        Set<Long> known = new HashSet<>();
        labels.forEach(label -> known.add(label.getId()));
        List<StoredLabel> outermost = new ArrayList<>();
        for (StoredLabel label : labels) {
            Long parent = label.getParentId();
            if (parent == null || !known.contains(parent)) {
                outermost.add(label);
            } else {
                tree.below.computeIfAbsent(parent, id -> new ArrayList<>()).add(label);
            }
        }
        outermost.forEach(label -> tree.add(label, 0));
        return tree.nodes;
    }

    private void add(StoredLabel label, int depth) {
        nodes.add(new Node(label, depth));
        if (depth < Labels.MAX_DEPTH) {
            below.getOrDefault(label.getId(), List.of()).forEach(child -> add(child, depth + 1));
        }
    }
}
