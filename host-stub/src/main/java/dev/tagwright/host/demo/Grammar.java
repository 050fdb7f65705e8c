package dev.tagwright.host.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scenes (kinds of paper) and rules (alternatives of wording) of one language, as {@code phrases.*.txt} states them;
 * the notation is explained at the head of {@code phrases.de.txt}. Immutable.
 */
final class Grammar {

    /** A rule: its alternatives, and whether a sender keeps to one of them. */
    record Rule(String name, boolean ofTheHouse, List<String> alternatives) {}

    private final String source;
    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, List<List<String>>> scenes = new LinkedHashMap<>();

    private Grammar(String source) {
        this.source = source;
    }

    static Grammar read(Language language) {
        String name = "phrases." + language.code() + ".txt";
        Grammar grammar = new Grammar(name);
        grammar.parse(lines(name));
        return grammar;
    }

    /** Returns the lines of a file of the demo, without comments. */
    static List<String> lines(String name) {
        try (InputStream in = Grammar.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The demo's file " + name + " is missing from the host's jar.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void parse(List<String> lines) {
        List<String> into = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("== ")) {
                into = new ArrayList<>();
                scenes.computeIfAbsent(line.substring(3).strip(), name -> new ArrayList<>())
                        .add(into);
            } else if (line.startsWith("= ")) {
                into = new ArrayList<>();
                String name = line.substring(2).strip();
                boolean house = name.endsWith("!");
                Rule rule = new Rule(house ? name.substring(0, name.length() - 1) : name, house, into);
                if (rules.put(rule.name(), rule) != null) {
                    throw new IllegalStateException("%s has the rule %s twice.".formatted(source, rule.name()));
                }
            } else if (!line.isBlank()) {
                into.add(line.strip());
            }
        }
    }

    /** Returns the variants of a scene, at least one. */
    List<List<String>> scene(String name) {
        List<List<String>> variants = scenes.get(name);
        if (variants == null) {
            throw new IllegalStateException("%s has no scene %s.".formatted(source, name));
        }
        return variants;
    }

    @Nullable
    Rule find(String name) {
        return rules.get(name);
    }
}
