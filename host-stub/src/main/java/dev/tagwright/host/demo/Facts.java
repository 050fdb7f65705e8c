package dev.tagwright.host.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one paper is about: names, numbers, dates and amounts, as its language writes them. Not thread-safe. */
final class Facts {

    private record Person(
            String name, String german, String french, String english, String born, String iban, String employer) {}

    private static final Map<String, Person> HOUSEHOLD = Map.of(
            "anna",
            new Person(
                    "Anna Keller",
                    "Frau Keller",
                    "Madame Keller",
                    "Ms Keller",
                    "14.05.1984",
                    "DE57 6809 9910 0044 7102 18",
                    "Harrow & Finch"),
            "julien",
            new Person(
                    "Julien Marchand",
                    "Herr Marchand",
                    "Monsieur Marchand",
                    "Mr Marchand",
                    "02.11.1982",
                    "FR76 1470 7000 2130 1188 0421 907",
                    "Atelier Numérique"),
            "family",
            new Person(
                    "Anna Keller, Julien Marchand",
                    "Frau Keller, sehr geehrter Herr Marchand",
                    "Madame, Monsieur",
                    "Ms Keller and Mr Marchand",
                    "02.11.1982",
                    "DE57 6809 9910 0044 7102 18",
                    "Harrow & Finch"));
    private static final List<String> PATIENTS =
            List.of("Anna Keller", "Julien Marchand", "Emma Keller", "Luca Keller");
    private static final List<String> BORN = List.of("14.05.1984", "02.11.1982", "23.03.2013", "09.08.2016");
    private static final String HOME = "Lindenweg 7, 77866 Rheinau";

    private final Language language;
    private final LocalDate date;
    private final Chance chance;
    private final boolean datesInWords;
    private final Map<String, String> fixed = new HashMap<>();

    Facts(Senders.Sender sender, LocalDate date, Chance house, Chance chance) {
        this.language = sender.language();
        this.date = date;
        this.chance = chance;
        this.datesInWords = house.percent(40);
        Person person = HOUSEHOLD.getOrDefault(sender.to(), new Person(sender.to(), "", "", "", "", "", ""));
        LocalDate due = date.plusDays(chance.between(12, 31));
        LocalDate month = date.minusMonths(1).withDayOfMonth(1);
        int patient = chance.between(0, PATIENTS.size() - 1);
        fixed.put("sender", sender.name());
        fixed.put("place", sender.place());
        fixed.put("to", person.name());
        fixed.put("person_de", person.german());
        fixed.put("person_fr", person.french());
        fixed.put("person_en", person.english());
        fixed.put("iban", person.iban());
        fixed.put("employer", person.employer());
        fixed.put("home", HOME);
        fixed.put("patient", PATIENTS.get(patient));
        fixed.put("born", BORN.get(patient));
        fixed.put("child", house.percent(50) ? "Emma" : "Luca");
        fixed.put("customer", sender.customer().equals("-") ? "-" : house.fill(sender.customer()));
        fixed.put("bank", house.fill(language.accountPattern()));
        fixed.put("ref", house.fill("@@##-#####"));
        fixed.put("number", chance.fill(sender.number().replace("{year}", String.valueOf(date.getYear()))));
        fixed.put("year", String.valueOf(date.getYear()));
        fixed.put("lastyear", String.valueOf(date.getYear() - 1));
        fixed.put("nextyear", String.valueOf(date.getYear() + 1));
        fixed.put("date", written(date));
        fixed.put("due", written(due));
        fixed.put("past", written(date.minusDays(chance.between(3, 27))));
        fixed.put("month", language.month(date));
        fixed.put("nextmonth", language.month(date.plusMonths(1)));
        fixed.put("from", written(month));
        fixed.put("until", written(month.plusMonths(1).minusDays(1)));
        fixed.put("period", language.month(date) + " " + date.getYear());
        fixed.put("cost", language.money(chance.between(9, 290) * 100L));
    }

    /** States a fact that only the making of the paper tells, such as its total. */
    void state(String name, String value) {
        fixed.put(name, value);
    }

    /** Returns the fact of this name, or what a function of this name gives; null if there is neither. */
    @Nullable
    String find(String call) {
        String known = fixed.get(call);
        if (known != null) {
            return known;
        }
        String[] words = call.split(" ");
        return switch (words[0]) {
            case "later" -> written(date.plusDays(chance.between(9, 140)));
            case "int" -> String.valueOf(chance.between(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
            case "num" -> chance.fill("#".repeat(Integer.parseInt(words[1])));
            case "money" -> language.money(cents(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
            default -> null;
        };
    }

    /** Returns an amount in hundredths between two whole amounts. */
    long cents(double low, double high) {
        return Math.round(chance.between(low, high) * 100);
    }

    private String written(LocalDate day) {
        return language.date(day, datesInWords);
    }
}
