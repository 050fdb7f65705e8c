package dev.tagwright.host.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Tells whoever started the demo what it does, in plain lines. */
class DemoConsole {

    private static final int EVERY = 100;

    private final PrintStream out;
    private final Supplier<String> address;

    DemoConsole(PrintStream out, Supplier<String> address) {
        this.out = out;
        this.address = address;
    }

    /** What happens now, and what to try first. */
    void explain(DemoProgress progress) {
        int toFile = progress.toFile() - progress.filed();
        int toArrive = progress.toArrive() - progress.arrived();
        say("");
        say("Tagwright's host is running at " + address.get());
        say("Sign in as %s with the password %s".formatted(DemoHousehold.NAME, DemoHousehold.NAME));
        say("(others are %s and %s; each password is the name)".formatted(DemoHousehold.EDITOR, DemoHousehold.VIEWER));
        say("");
        say("What happens now:");
        if (toFile > 0) {
            say("  %d papers of a household are filed by hand-given labels, as a person would have done."
                    .formatted(toFile));
        }
        if (toArrive > 0) {
            say("  The classifier learns from what is filed. Then %d papers arrive one by one, and it files them."
                    .formatted(toArrive));
        } else {
            say("  Nothing by itself: all papers of the demo have arrived.");
        }
        say("Try first: watch the list, and click a paper that has just arrived. It shows who set each label,");
        say("how sure the classifier was, and which words spoke for it. Then upload a paper of your own.");
        say("Stop with Ctrl-C; the next start goes on where this one ended.");
        say("");
    }

    void filed(DemoProgress progress) {
        if (progress.filed() % EVERY == 0) {
            say(progress.sentence());
        }
    }

    void learned(String message) {
        say(message.isBlank() ? "Demo: the classifier has learned." : "Demo: " + message);
    }

    void arrived(DemoProgress progress) {
        if (progress.arrived() == 1 || progress.arrived() % (EVERY / 10) == 0) {
            say(progress.sentence());
        }
    }

    void entered(DemoProgress progress) {
        switch (progress.phase()) {
            case REFUSED, WAITING_FOR_PLUGIN, LEARNING -> say(progress.sentence());
            case DONE -> {
                say(progress.sentence());
                progress.scores().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(entry -> say("  %-13s %s"
                                .formatted(
                                        entry.getKey().name().toLowerCase(Locale.ROOT),
                                        entry.getValue().inWords())));
            }
            default -> {}
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
