package dev.tagwright.host.pages;

import dev.tagwright.api.Extraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How a page was read, in words. Safe for any number of threads. */
@Component("pageFacts")
class PageFacts {

    private final Words words;

    PageFacts(Words words) {
        this.words = words;
    }

    /** Returns such as "read from the picture, 95 % confidence, Tesseract 5.5.2, eng, 300 dots per inch, 1.4 s". */
    public String of(Extraction.Page page) {
        List<String> facts = new ArrayList<>();
        facts.add(words.say("how." + page.how().name()));
        if (page.how() == Extraction.How.OCR) {
            facts.add(words.say("about.confidence", Long.toString(Math.round(page.confidence() * 100))));
        }
        if (page.rotation() != 0) {
            facts.add(words.say("page.turned", Integer.toString(page.rotation())));
        }
        add(facts, page.engine());
        add(facts, page.languages());
        if (page.dpi() > 0) {
            facts.add(words.say("page.dpi", Integer.toString(page.dpi())));
        }
        if (!page.time().isZero()) {
            facts.add(words.say(
                    "page.seconds",
                    String.format(Locale.ROOT, "%.1f", page.time().toMillis() / 1000.0)));
        }
        return String.join(", ", facts);
    }

    private static void add(List<String> facts, String fact) {
        if (!fact.isEmpty()) {
            facts.add(fact);
        }
    }
}
