package dev.tagwright.host.demo;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The labels of the demo archive, as {@code labels.txt} and {@code senders.txt} state them. Immutable. */
final class Catalogue {

    static final String INBOX = "Inbox";

    /**
     * One label.
     *
     * @param parent of a nested tag; empty for none
     * @param colour as {@code #rrggbb}; empty for none
     * @param match what its rule looks for; empty for none
     * @param template of a storage path; empty for none
     */
    record DemoLabel(
            LabelKind kind,
            String name,
            String parent,
            String colour,
            MatchingAlgorithm algorithm,
            String match,
            String description,
            String template) {}

    private final List<DemoLabel> labels = new ArrayList<>();
    private final Map<String, DemoLabel> tags = new LinkedHashMap<>();

    private Catalogue() {}

    static Catalogue read(Senders senders) {
        Catalogue catalogue = new Catalogue();
        for (String line : Grammar.lines("labels.txt")) {
            if (!line.isBlank()) {
                catalogue.add(line);
            }
        }
        for (Senders.Sender sender : senders.all()) {
            if (sender.known()) {
                String rule = sender.rule();
                String[] words = rule == null ? new String[] {"AUTO", ""} : rule.split(" ", 2);
                catalogue.labels.add(new DemoLabel(
                        LabelKind.CORRESPONDENT,
                        sender.name(),
                        "",
                        "",
                        MatchingAlgorithm.valueOf(words[0]),
                        words[1],
                        sender.motto(),
                        ""));
            }
        }
        return catalogue;
    }

    private void add(String line) {
        // an upright bar of a rule is written \|
        List<String> parts = new ArrayList<>();
        for (String part : line.split("(?<!\\\\)\\|", -1)) {
            parts.add(part.strip().replace("\\|", "|"));
        }
        String[] head = parts.get(0).split(" ", 2);
        String name = head[1].strip();
        DemoLabel label =
                switch (head[0]) {
                    case "tag" ->
                        new DemoLabel(
                                LabelKind.TAG,
                                name,
                                parts.get(1),
                                parts.get(2),
                                MatchingAlgorithm.valueOf(parts.get(3)),
                                parts.get(4),
                                parts.get(5),
                                "");
                    case "type" ->
                        new DemoLabel(
                                LabelKind.DOCUMENT_TYPE,
                                name,
                                "",
                                "",
                                MatchingAlgorithm.valueOf(parts.get(1)),
                                parts.get(2),
                                parts.get(3),
                                "");
                    case "path" ->
                        new DemoLabel(
                                LabelKind.STORAGE_PATH,
                                name,
                                "",
                                "",
                                MatchingAlgorithm.valueOf(parts.get(2)),
                                parts.get(3),
                                parts.get(4),
                                parts.get(1));
                    default -> throw new IllegalStateException("labels.txt: no kind of label is called " + head[0]);
                };
        labels.add(label);
        if (label.kind() == LabelKind.TAG) {
            tags.put(name, label);
        }
    }

    /** Returns all labels; a parent stands before its children. */
    List<DemoLabel> labels() {
        return List.copyOf(labels);
    }

    /** Returns a tag and all tags above it. */
    List<String> withAncestors(String tag) {
        List<String> names = new ArrayList<>();
        for (String name = tag; !name.isEmpty(); ) {
            DemoLabel label = tags.get(name);
            if (label == null) {
                throw new IllegalStateException("labels.txt has no tag %s.".formatted(name));
            }
            names.add(name);
            name = label.parent();
        }
        return names;
    }

    /** Returns the document type that the papers of a scene have: {@code bank-statement} is a {@code Bank statement}. */
    String typeOf(String scene) {
        String words = scene.replace('-', ' ');
        String name = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        if (labels.stream()
                .noneMatch(label ->
                        label.kind() == LabelKind.DOCUMENT_TYPE && label.name().equals(name))) {
            throw new IllegalStateException("labels.txt has no document type %s.".formatted(name));
        }
        return name;
    }
}
