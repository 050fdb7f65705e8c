package dev.tagwright.host.demo;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The demo archive: which papers there are, how each is filed, and which of them are still to arrive. The oldest papers
 * are the ones that a person has filed; the newest arrive.
 *
 * @param filed what a person has filed, oldest first
 * @param arriving what arrives one after another, oldest first
 */
record Archive(List<DemoDocument> filed, List<DemoDocument> arriving) {

    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 9);
    private static final int DAYS = 1_050;
    private static final double STRANGERS_FROM = 0.7;
    private static final int ARRIVING_PERCENT = 15;
    private static final int SCANNED_PERCENT = 6;
    /** How many in a hundred of the filed papers lack one tag: people forget. */
    private static final int FORGETFUL_PERCENT = 2;

    /**
     * Plans an archive; the files themselves are made when they are asked for.
     *
     * @param seed same seed, same archive
     * @param size about how many papers; a smaller archive has fewer senders rather than fewer papers of each
     */
    static Archive plan(long seed, int size) {
        Senders senders = Senders.read();
        Catalogue catalogue = Catalogue.read(senders);
        Scribe scribe = new Scribe();
        List<DemoDocument> all = new ArrayList<>();
        for (Senders.Sender sender : enough(senders, size)) {
            for (int line = 0; line < sender.writes().size(); line++) {
                Senders.Writes writes = sender.writes().get(line);
                for (int i = 0; i < writes.count(); i++) {
                    long own = Chance.seed(seed, sender.name(), line, i);
                    double at = (i + new Chance(own).between(0.05, 0.95)) / writes.count();
                    if (!sender.known()) {
                        // strangers are mostly new to whoever has learned: most of their papers arrive
                        at = STRANGERS_FROM + at * (1 - STRANGERS_FROM);
                    }
                    LocalDate date = FIRST_DAY.plusDays((long) (at * DAYS));
                    all.add(document(senders, catalogue, scribe, sender, writes, date, seed, own));
                }
            }
        }
        all.sort(Comparator.comparing(DemoDocument::created).thenComparing(DemoDocument::seed));
        int arriving = Math.max(1, all.size() * ARRIVING_PERCENT / 100);
        return new Archive(
                List.copyOf(all.subList(0, all.size() - arriving)),
                List.copyOf(all.subList(all.size() - arriving, all.size())));
    }

    /** The busiest senders that make up the wanted number; all of them when it is large enough. */
    private static List<Senders.Sender> enough(Senders senders, int size) {
        List<Senders.Sender> chosen = new ArrayList<>(senders.all());
        chosen.sort(Comparator.comparingInt(Archive::papers).reversed());
        int papers = 0;
        Set<Senders.Sender> kept = new HashSet<>();
        for (Senders.Sender sender : chosen) {
            if (papers >= size) {
                break;
            }
            kept.add(sender);
            papers += papers(sender);
        }
        return senders.all().stream().filter(kept::contains).toList();
    }

    private static int papers(Senders.Sender sender) {
        return sender.writes().stream().mapToInt(Senders.Writes::count).sum();
    }

    private static DemoDocument document(
            Senders senders,
            Catalogue catalogue,
            Scribe scribe,
            Senders.Sender sender,
            Senders.Writes writes,
            LocalDate date,
            long seed,
            long own) {
        Chance chance = new Chance(Chance.seed(own, "plan"));
        Set<String> traits = traits(writes, chance);
        Set<String> tags = new LinkedHashSet<>();
        writes.tags().forEach(tag -> tags.addAll(catalogue.withAncestors(tag)));
        String path = writes.path();
        for (String name : traits) {
            Senders.Trait trait = senders.traits().get(name);
            if (trait != null) {
                tags.addAll(catalogue.withAncestors(trait.tag().replace("{year}", String.valueOf(date.getYear()))));
                path = trait.path().isEmpty() ? path : trait.path();
            }
        }
        long house = Chance.seed(seed, sender.name());
        Paper paper = scribe.write(sender, writes, traits, date, house, own);
        boolean scanned = chance.percent(SCANNED_PERCENT);
        Filing truth = new Filing(
                sender.known() ? sender.name() : "", catalogue.typeOf(writes.scene()), path, Set.copyOf(tags));
        return new DemoDocument(
                own,
                fileName(paper.title(), sender, date, scanned, chance),
                paper.title(),
                date,
                sender.language(),
                scanned,
                truth,
                forgetful(truth, catalogue, chance),
                sender,
                paper,
                house);
    }

    private static Set<String> traits(Senders.Writes writes, Chance chance) {
        Set<String> traits = new LinkedHashSet<>();
        writes.traits().forEach((name, percent) -> {
            if (chance.percent(percent)) {
                traits.add(name);
            }
        });
        if (traits.contains("debit")) {
            // nobody transfers what is collected
            traits.remove("transfer");
        } else if (traits.contains("reminder")
                || (writes.traits().containsKey("debit") && writes.scene().equals("utility-bill"))) {
            traits.add("transfer");
        }
        return traits;
    }

    private static Filing forgetful(Filing truth, Catalogue catalogue, Chance chance) {
        if (truth.tags().isEmpty() || !chance.percent(FORGETFUL_PERCENT)) {
            return truth;
        }
        // a leaf: without a tag below it, which would bring it back
        List<String> leaves = truth.tags().stream()
                .filter(tag -> truth.tags().stream()
                        .noneMatch(other -> !other.equals(tag)
                                && catalogue.withAncestors(other).contains(tag)))
                .sorted()
                .toList();
        Set<String> kept = new LinkedHashSet<>(truth.tags());
        kept.remove(chance.pick(leaves));
        return new Filing(truth.correspondent(), truth.type(), truth.path(), Set.copyOf(kept));
    }

    private static String fileName(
            String title, Senders.Sender sender, LocalDate date, boolean scanned, Chance chance) {
        if (scanned) {
            return chance.fill("scan_%s_####.pdf".formatted(date.toString().replace("-", "")));
        }
        String plain = Normalizer.normalize(title, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{N} ._-]", "-")
                .replaceAll("-+", "-");
        return switch (chance.between(0, 3)) {
            case 0 -> plain + ".pdf";
            case 1 -> plain.replace(' ', '_').toLowerCase(Locale.ROOT) + ".pdf";
            case 2 -> date + " " + plain + ".pdf";
            default ->
                chance.fill("%s-%s-###.pdf"
                        .formatted(sender.name().split(" ")[0], date.toString().replace("-", "")));
        };
    }
}
