package dev.tagwright.classifier.rework;

import dev.tagwright.api.LabelKind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rework is to do. */
public sealed interface Wish {

    /** Returns it as a text that {@link #read} understands; at most 2,000 characters. */
    String text();

    /**
     * Asks to decide again on documents that are in the archive.
     *
     * @param kinds kinds of label that may change, at least one
     * @param onlyInInbox whether only documents that carry an inbox label are looked at
     * @param overwrite whether labels that machines put on may be replaced and taken off; what a person put on stays
     * @param useFirst whether the first by name is taken where several labels of a single-valued kind fit; otherwise
     *     none of them
     * @param from lowest number of a document, at least 1
     * @param to highest number of a document, not below {@code from}
     */
    record Retag(Set<LabelKind> kinds, boolean onlyInInbox, boolean overwrite, boolean useFirst, long from, long to)
            implements Wish {

        public Retag {
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException(
                        "kinds (none) must name at least one of TAG, CORRESPONDENT, DOCUMENT_TYPE, STORAGE_PATH; there"
                                + " is nothing to retag.");
            }
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("documents from (" + from + ") to (" + to
                        + ") must be numbers from 1 on, the second not below the first.");
            }
            kinds = Set.copyOf(EnumSet.copyOf(kinds));
        }

        @Override
        public String text() {
            return "kinds="
                    + EnumSet.copyOf(kinds).stream().map(LabelKind::name).collect(Collectors.joining("+"))
                    + ";onlyInInbox=" + onlyInInbox + ";overwrite=" + overwrite + ";useFirst=" + useFirst + ";from="
                    + from + ";to=" + to;
        }
    }

    /**
     * Asks to take back what the plugin did, as far as no person changed it since.
     *
     * @param scope of what
     * @param value the number of an assignment, the name of a run, or the digest of a snapshot
     */
    record Undo(Scope scope, String value) implements Wish {

        /** What is undone as one. */
        public enum Scope {
            /** One label on one document. */
            ASSIGNMENT,
            /** All of one run: a retag, or what arrived on one day. */
            RUN,
            /** All that one snapshot decided, also after feedback had changed it. */
            SNAPSHOT
        }

        public Undo {
            if (value.isBlank() || value.length() > 64 || value.indexOf(';') >= 0) {
                throw new IllegalArgumentException(
                        "what to undo must have 1 to 64 characters and no semicolon, it has " + value.length() + ".");
            }
            if (scope == Scope.ASSIGNMENT && !value.matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException("the number of an assignment must consist of digits.");
            }
        }

        @Override
        public String text() {
            return "scope=" + scope + ";value=" + value;
        }
    }

    /** Reads what {@link #text} wrote. */
    static Wish read(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            int sign = part.indexOf('=');
            parts.put(part.substring(0, sign), part.substring(sign + 1));
        }
        if (parts.containsKey("scope")) {
            return new Undo(Undo.Scope.valueOf(part(parts, "scope")), part(parts, "value"));
        }
        Set<LabelKind> kinds = EnumSet.noneOf(LabelKind.class);
        for (String kind : part(parts, "kinds").split("\\+")) {
            kinds.add(LabelKind.valueOf(kind));
        }
        return new Retag(
                kinds,
                Boolean.parseBoolean(part(parts, "onlyInInbox")),
                Boolean.parseBoolean(part(parts, "overwrite")),
                Boolean.parseBoolean(part(parts, "useFirst")),
                Long.parseLong(part(parts, "from")),
                Long.parseLong(part(parts, "to")));
    }

    private static String part(Map<String, String> parts, String name) {
        String value = parts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a stored wish lacks its part (" + name + ").");
        }
        return value;
    }
}
