package dev.tagwright.classifier.plugin;

import dev.tagwright.api.LabelId;
import java.util.List;

/** Letters of two senders, easily told apart. */
final class Letters {

    static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    private Letters() {}

    /** Files as many of both. */
    static void file(TestHost host, int each, List<LabelId> ofRent, List<LabelId> ofTax) {
        for (int number = 1; number <= each; number++) {
            String rest = " " + number + " " + WORDS[number % WORDS.length];
            host.document(RENT + rest, ofRent.toArray(LabelId[]::new));
            host.document(TAX + rest, ofTax.toArray(LabelId[]::new));
        }
    }
}
