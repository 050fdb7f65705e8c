package dev.tagwright.host.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who writes to the household, and what a trait of a paper means for its labels, as {@code senders.txt} states it.
 *
 * @param all in the order of the file
 * @param traits by name
 */
record Senders(List<Sender> all, Map<String, Trait> traits) {

    /**
     * One who writes.
     *
     * @param known whether there is a correspondent of this name
     * @param rule the rule that finds the correspondent ({@code LITERAL TEXT}); null when it is learned
     */
    record Sender(
            String name,
            boolean known,
            Language language,
            List<String> address,
            List<String> contact,
            String motto,
            List<String> register,
            String customer,
            String number,
            String to,
            Look look,
            @Nullable String rule,
            List<Writes> writes) {

        /** Returns the town of the address, without its postcode. */
        String place() {
            String town = address.get(address.size() - 1);
            return town.replaceAll("^[A-Z]?\\d[\\dA-Z ]*\\s+", "").replaceAll("\\s+[A-Z]{1,2}\\d.*$", "");
        }
    }

    /**
     * A kind of paper that a sender writes.
     *
     * @param traits percentages by name
     */
    record Writes(int count, String scene, String topic, List<String> tags, String path, Map<String, Integer> traits) {}

    /**
     * What a trait means for the labels.
     *
     * @param tag that it brings, with {@code {year}}
     * @param path that it brings; empty for none
     */
    record Trait(String tag, String path) {}

    /** What a sender's paper looks like. */
    record Look(String font, int ink, String layout, String logo) {}

    static Senders read() {
        List<Sender> senders = new ArrayList<>();
        Map<String, Trait> traits = new HashMap<>();
        Map<String, String> facts = new HashMap<>();
        List<Writes> writes = new ArrayList<>();
        for (String line : Grammar.lines("senders.txt")) {
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.strip().split(" ", 2);
            switch (words[0]) {
                case "sender", "stranger" -> {
                    finish(facts, writes, senders);
                    facts.put("name", words[1].strip());
                    facts.put("known", Boolean.toString(words[0].equals("sender")));
                }
                case "trait" -> {
                    List<String> parts = parts(words[1]);
                    traits.put(parts.get(0), new Trait(parts.get(1), parts.size() > 2 ? parts.get(2) : ""));
                }
                case "writes" -> writes.add(writes(parts(words[1])));
                default -> facts.put(words[0], words[1].strip());
            }
        }
        finish(facts, writes, senders);
        return new Senders(List.copyOf(senders), Map.copyOf(traits));
    }

    private static Writes writes(List<String> parts) {
        String[] head = parts.get(0).split("[ /]");
        List<String> tags = new ArrayList<>();
        for (String tag : parts.get(1).split(",")) {
            if (!tag.isBlank()) {
                tags.add(tag.strip());
            }
        }
        Map<String, Integer> traits = new LinkedHashMap<>();
        if (parts.size() > 3) {
            String[] words = parts.get(3).split(" ");
            for (int i = 0; i + 1 < words.length; i += 2) {
                traits.put(words[i], Integer.valueOf(words[i + 1]));
            }
        }
        String path = parts.get(2).equals("-") ? "" : parts.get(2);
        return new Writes(Integer.parseInt(head[0]), head[1], head[2], List.copyOf(tags), path, traits);
    }

    private static void finish(Map<String, String> facts, List<Writes> writes, List<Sender> senders) {
        if (!facts.isEmpty()) {
            String[] look = need(facts, "look").split(" ");
            senders.add(new Sender(
                    need(facts, "name"),
                    Boolean.parseBoolean(need(facts, "known")),
                    Language.valueOf(need(facts, "language").toUpperCase(Locale.ROOT)),
                    parts(need(facts, "address")),
                    parts(need(facts, "contact")),
                    need(facts, "motto"),
                    parts(need(facts, "register")),
                    need(facts, "customer"),
                    need(facts, "number"),
                    need(facts, "to"),
                    new Look(look[0], Integer.parseInt(look[1], 16), look[2], look[3]),
                    facts.get("match"),
                    List.copyOf(writes)));
        }
        facts.clear();
        writes.clear();
    }

    private static String need(Map<String, String> facts, String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalStateException("senders.txt: %s of %s is missing.".formatted(name, facts.get("name")));
        }
        return value;
    }

    /** Splits at upright bars; every part stripped. */
    static List<String> parts(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : line.split("\\|", -1)) {
            parts.add(part.strip());
        }
        return List.copyOf(parts);
    }
}
