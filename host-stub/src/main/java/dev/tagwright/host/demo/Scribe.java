package dev.tagwright.host.demo;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes papers. Its grammars are read once; thread-safe. */
final class Scribe {

    private final Map<Language, Grammar> grammars = new EnumMap<>(Language.class);

    Scribe() {
        for (Language language : Language.values()) {
            grammars.put(language, Grammar.read(language));
        }
    }

    /**
     * Writes one paper.
     *
     * @param house seed of what the sender always does
     * @param seed of this paper
     */
    Paper write(
            Senders.Sender sender, Senders.Writes writes, Set<String> traits, LocalDate date, long house, long seed) {
        Grammar grammar = grammars.get(sender.language());
        if (grammar == null) {
            throw new IllegalStateException("No grammar for " + sender.language());
        }
        Chance chance = new Chance(seed);
        Facts facts = new Facts(sender, date, new Chance(house), chance);
        Wording wording = new Wording(grammar, facts, house, chance, writes.scene(), writes.topic());
        Tables tables = new Tables(wording, facts, sender.language(), date, house, chance);
        List<String> lines = wording.lines().stream()
                .map(line -> Wording.unlessBarred(line, traits))
                .filter(line -> !line.isEmpty())
                .toList();
        // first the tables: paragraphs above them name their sums
        Deque<Paper.Table> made = new ArrayDeque<>();
        for (String line : lines) {
            if (line.startsWith("@table ")) {
                made.add(tables.make(line.substring(7)));
            }
        }
        String title = "";
        List<Paper.Block> blocks = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("title ")) {
                title = wording.expand(line.substring(6));
            } else if (line.startsWith("@table ")) {
                blocks.add(made.remove());
            } else {
                block(line, wording, chance, blocks);
            }
        }
        return new Paper(title, recipient(facts), capitalised(blocks));
    }

    private static List<String> recipient(Facts facts) {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("to", "home")) {
            String value = facts.find(name);
            if (value != null) {
                lines.addAll(List.of(value.split(", ")));
            }
        }
        return lines;
    }

    private static void block(String line, Wording wording, Chance chance, List<Paper.Block> into) {
        if (!line.startsWith("@")) {
            String text = wording.expand(line);
            if (!text.isBlank()) {
                into.add(new Paper.Text(text));
            }
            return;
        }
        String[] words = line.split(" ", 2);
        String rest = words[1];
        switch (words[0]) {
            case "@meta" -> into.add(new Paper.Meta(pairs(rest, wording)));
            case "@pairs" -> into.add(new Paper.Pairs(pairs(rest, wording)));
            case "@subject" -> into.add(new Paper.Subject(wording.expand(rest)));
            case "@heading" -> into.add(new Paper.Heading(wording.expand(rest)));
            case "@sign" -> into.add(new Paper.Signature(wording.expand(rest)));
            case "@cut" -> into.add(new Paper.Cut(wording.expand(rest)));
            case "@bullets" -> into.add(new Paper.Bullets(some(rest, wording, chance)));
            case "@paras" -> some(rest, wording, chance).forEach(text -> into.add(new Paper.Text(text)));
            case "@sections" ->
                some(rest, wording, chance).forEach(text -> {
                    String[] parts = text.split(" :: ", 2);
                    long number = 1
                            + into.stream()
                                    .filter(Paper.Heading.class::isInstance)
                                    .count();
                    into.add(new Paper.Heading((number) + ". " + parts[0]));
                    into.add(new Paper.Text(parts[1]));
                });
            default -> throw new IllegalStateException("A scene has the unknown line %s.".formatted(words[0]));
        }
    }

    /** Expands some alternatives of a rule: {@code RULE LOW HIGH}. */
    private static List<String> some(String call, Wording wording, Chance chance) {
        String[] words = call.split(" ");
        return chance
                .some(wording.rule(words[0]).alternatives(), Integer.parseInt(words[1]), Integer.parseInt(words[2]))
                .stream()
                .map(wording::expand)
                .toList();
    }

    private static List<String[]> pairs(String line, Wording wording) {
        List<String[]> pairs = new ArrayList<>();
        for (String pair : Wording.split(line, ';')) {
            int colon = pair.lastIndexOf(": ");
            String name = colon < 0 ? "" : wording.expand(pair.substring(0, colon));
            String value = wording.expand(colon < 0 ? pair : pair.substring(colon + 2));
            if (!value.equals("-") && !value.isEmpty()) {
                pairs.add(new String[] {name, value});
            }
        }
        return pairs;
    }

    /** Begins a paragraph with a capital letter, except after a salutation that ends in a comma. */
    private static List<Paper.Block> capitalised(List<Paper.Block> blocks) {
        List<Paper.Block> done = new ArrayList<>();
        boolean afterComma = false;
        for (Paper.Block block : blocks) {
            if (block instanceof Paper.Text text) {
                String words = text.text();
                done.add(
                        afterComma
                                ? block
                                : new Paper.Text(Character.toUpperCase(words.charAt(0)) + words.substring(1)));
                afterComma = words.endsWith(",");
            } else {
                done.add(block);
                afterComma = false;
            }
        }
        return done;
    }
}
