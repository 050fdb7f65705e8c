package dev.tagwright.host.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns a phrase with its choices, optional parts and references into plain text, for one paper. What the house chooses
 * depends on the sender only, so that each sender has wording of its own. Not thread-safe.
 */
final class Wording {

    private final Grammar grammar;
    private final Facts facts;
    private final long house;
    private final Chance chance;
    private final String scene;
    private final String topic;

    Wording(Grammar grammar, Facts facts, long house, Chance chance, String scene, String topic) {
        this.grammar = grammar;
        this.facts = facts;
        this.house = house;
        this.chance = chance;
        this.scene = scene;
        this.topic = topic;
    }

    /** Returns the variant of the scene that the house keeps to. */
    List<String> lines() {
        List<List<String>> variants = grammar.scene(scene);
        return variants.get(ofTheHouse(scene, variants.size()));
    }

    /** Returns whether a conditional line ({@code ?trait}, {@code ?!trait}) stands, and takes its conditions off. */
    static String unlessBarred(String line, Set<String> traits) {
        String rest = line;
        while (rest.startsWith("?")) {
            int end = rest.indexOf(' ');
            boolean barred = rest.startsWith("?!");
            if (traits.contains(rest.substring(barred ? 2 : 1, end)) == barred) {
                return "";
            }
            rest = rest.substring(end + 1);
        }
        return rest;
    }

    String expand(String phrase) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < phrase.length()) {
            char c = phrase.charAt(at);
            int end = "(<[{".indexOf(c) < 0 ? -1 : close(phrase, at);
            if (end < 0) {
                text.append(c);
                at++;
                continue;
            }
            String inner = phrase.substring(at + 1, end);
            text.append(
                    switch (c) {
                        case '{' -> reference(inner);
                        case '[' -> chance.percent(50) ? expand(inner) : "";
                        default -> choice(c, inner);
                    });
            at = end + 1;
        }
        return text.toString()
                .replaceAll(" +", " ")
                .replaceAll(" ([.,])(?= |$)", "$1")
                .strip();
    }

    private String choice(char open, String inner) {
        List<String> alternatives = split(inner, '|');
        if (alternatives.size() == 1) {
            // parentheses of the text itself
            return open == '(' ? "(" + expand(inner) + ")" : "<" + expand(inner) + ">";
        }
        String chosen =
                open == '<' ? alternatives.get(ofTheHouse(inner, alternatives.size())) : chance.pick(alternatives);
        boolean before = chosen.startsWith(" ");
        boolean after = chosen.endsWith(" ");
        return (before ? " " : "") + expand(chosen) + (after ? " " : "");
    }

    private String reference(String name) {
        if (!name.startsWith("*")) {
            String fact = facts.find(name);
            if (fact != null) {
                return fact;
            }
        }
        Grammar.Rule rule = rule(name);
        return expand(
                rule.ofTheHouse()
                        ? rule.alternatives()
                                .get(ofTheHouse(rule.name(), rule.alternatives().size()))
                        : chance.pick(rule.alternatives()));
    }

    /** Returns the rule of a name; {@code *name} is the topic's, and one for this scene and topic goes first. */
    Grammar.Rule rule(String name) {
        List<String> names = name.startsWith("*")
                ? List.of(scene + "/" + topic + "." + name.substring(1), topic + "." + name.substring(1))
                : List.of(name);
        for (String candidate : names) {
            Grammar.Rule rule = grammar.find(candidate);
            if (rule != null) {
                return rule;
            }
        }
        throw new IllegalStateException(
                "Scene %s/%s asks for %s, and neither a fact nor a rule has that name.".formatted(scene, topic, name));
    }

    private int ofTheHouse(String what, int size) {
        return new Chance(Chance.seed(house, what)).between(0, size - 1);
    }

    /** Returns where the bracket that opens at {@code from} closes; -1 if it does not. */
    private static int close(String phrase, int from) {
        char open = phrase.charAt(from);
        char close = open == '(' ? ')' : open == '<' ? '>' : open == '[' ? ']' : '}';
        int depth = 0;
        for (int i = from; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Splits at a character that stands outside all brackets. */
    static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == at && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            } else if ("([{<".indexOf(c) >= 0) {
                depth++;
            } else if (")]}>".indexOf(c) >= 0) {
                depth--;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
