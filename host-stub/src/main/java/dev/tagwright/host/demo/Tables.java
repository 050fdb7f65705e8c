package dev.tagwright.host.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Makes the tables of one paper from the row rules of the grammar, and states their sums as facts. */
final class Tables {

    private final Wording wording;
    private final Facts facts;
    private final Language language;
    private final LocalDate date;
    private final long house;
    private final Chance chance;

    Tables(Wording wording, Facts facts, Language language, LocalDate date, long house, Chance chance) {
        this.wording = wording;
        this.facts = facts;
        this.language = language;
        this.date = date;
        this.house = house;
        this.chance = chance;
    }

    /** Makes the table that a {@code @table} line names. */
    Paper.Table make(String what) {
        String[] words = what.split(" ");
        return switch (words[0]) {
            case "items" -> items();
            case "usage" -> usage();
            case "sums" -> sums(words[1], words.length > 2);
            case "transactions" -> transactions();
            case "lab" -> lab();
            default -> throw new IllegalStateException("No kind of table is called %s.".formatted(what));
        };
    }

    private Paper.Table items() {
        List<List<String>> rows = new ArrayList<>();
        long net = 0;
        for (String item : chance.some(wording.rule("*items").alternatives(), 1, 7)) {
            String[] parts = item.split(";");
            long price = facts.cents(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            int quantity = price < 6000 && chance.percent(35) ? chance.between(2, 4) : 1;
            net += price * quantity;
            rows.add(List.of(
                    wording.expand(parts[0]),
                    String.valueOf(quantity),
                    language.amount(price),
                    language.amount(price * quantity)));
        }
        int strong = 1;
        long total = net;
        if (new Chance(house).percent(65)) {
            long tax = Math.round(net * (language == Language.DE ? 0.19 : 0.2));
            total += tax;
            rows.add(List.of(word("table.net"), "", "", language.amount(net)));
            rows.add(List.of(word("table.vat"), "", language == Language.DE ? "19 %" : "20 %", language.amount(tax)));
            strong = 3;
        }
        rows.add(List.of(word("table.total"), "", "", state(total)));
        return new Paper.Table(header("table.items"), rows, strong);
    }

    private Paper.Table usage() {
        String[] tariff = word("*usage").split(";");
        int used = chance.between(Integer.parseInt(tariff[1]), Integer.parseInt(tariff[2]));
        long price = Math.round(10_000 * chance.between(Double.parseDouble(tariff[3]), Double.parseDouble(tariff[4])));
        long start = new Chance(house).between(9_000, 40_000) + used * Math.max(1L, date.toEpochDay() - 19_000) / 200;
        facts.state("used", String.valueOf(used));
        long work = Math.round(used * price / 100.0);
        long base = facts.cents(9, 44);
        long tax = facts.cents(3, 38);
        long total = work + base + tax;
        long paid = Math.round(total * chance.between(0.35, 0.8));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(word("table.reading"), start + " - " + (start + used) + " " + tariff[0], "", ""));
        rows.add(List.of(tariff[5], used + " " + tariff[0], language.price(price), language.amount(work)));
        rows.add(List.of(tariff[6], "", "", language.amount(base)));
        rows.add(List.of(tariff[7], "", "", language.amount(tax)));
        rows.add(List.of(word("table.paid"), "", "", language.amount(-paid)));
        rows.add(List.of(word("table.total"), "", "", state(total - paid)));
        return new Paper.Table(header("table.usage"), rows, 1);
    }

    /**
     * Makes a table from rows of {@code [?][-]name;low;high}: {@code ?} may be missing, {@code -} is taken off, {@code =} hardly varies.
     *
     * @param taxed whether only a part of the sum is due
     */
    private Paper.Table sums(String rule, boolean taxed) {
        List<List<String>> rows = new ArrayList<>();
        long total = 0;
        for (String line : wording.rule(rule).alternatives()) {
            boolean maybe = line.startsWith("?");
            if (maybe && chance.percent(50)) {
                continue;
            }
            String[] parts = line.substring(maybe ? 1 : 0).split(";");
            boolean minus = parts[0].startsWith("-");
            long cents;
            if (parts[1].startsWith("=")) {
                double usual = new Chance(Chance.seed(house, line, date.getYear()))
                        .between(Double.parseDouble(parts[1].substring(1)), Double.parseDouble(parts[2]));
                cents = Math.round(usual * 100);
            } else {
                cents = facts.cents(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            }
            total += minus ? -cents : cents;
            rows.add(List.of(
                    wording.expand(parts[0].substring(minus ? 1 : 0)), language.amount(minus ? -cents : cents)));
        }
        rows.add(List.of(word("table.sum"), state(Math.abs(total))));
        if (taxed) {
            rows.add(List.of(word("table.due"), state(Math.round(Math.abs(total) * chance.between(0.01, 0.06)))));
        }
        return new Paper.Table(header("table.sums"), rows, taxed ? 2 : 1);
    }

    private Paper.Table transactions() {
        List<String> kinds = wording.rule("*tx").alternatives();
        List<List<String>> rows = new ArrayList<>();
        long balance = facts.cents(300, 5200);
        rows.add(List.of("", word("table.opening"), "", language.amount(balance)));
        int count = chance.between(12, 46);
        for (int i = 0; i < count; i++) {
            String[] parts = chance.pick(kinds).split(";");
            long cents = facts.cents(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            long change = parts.length > 3 ? cents : -cents;
            balance += change;
            LocalDate day = date.minusDays(30L - 30L * i / count);
            rows.add(List.of(
                    language.date(day, false),
                    wording.expand(parts[0]),
                    language.amount(change),
                    language.amount(balance)));
        }
        rows.add(List.of("", word("table.closing"), "", state(balance)));
        return new Paper.Table(header("table.tx"), rows, 1);
    }

    private Paper.Table lab() {
        List<List<String>> rows = new ArrayList<>();
        for (String line : chance.some(wording.rule("lab").alternatives(), 3, 9)) {
            String[] parts = line.split(";");
            String value = String.format(
                    java.util.Locale.ROOT,
                    "%.1f",
                    chance.between(Double.parseDouble(parts[2]), Double.parseDouble(parts[3])));
            rows.add(List.of(parts[0], value.replace('.', ','), parts[1], parts[4]));
        }
        return new Paper.Table(header("table.lab"), rows, 0);
    }

    private String state(long total) {
        facts.state("total", language.money(total));
        return language.money(total);
    }

    private List<String> header(String rule) {
        return List.of(word(rule).split(";"));
    }

    private String word(String rule) {
        return wording.expand("{" + rule + "}");
    }
}
