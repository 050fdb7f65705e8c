package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Documents about a few topics, written from a seed: two words of each topic among words that say nothing. */
final class Topics {

    private static final String[] TOPICS = {"water", "power", "rent", "phone", "tax"};

    private Topics() {}

    /** Every document carries one tag and its sender; every tenth has neither. */
    static List<LabelledDocument> documents(int count, long seed) {
        Random random = new Random(seed);
        List<LabelledDocument> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean none = i % 10 == 9;
            String topic = TOPICS[random.nextInt(TOPICS.length)];
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 30; word++) {
                boolean telling = !none && random.nextInt(6) == 0;
                text.append(telling ? topic + "word" + random.nextInt(4) : "noise" + random.nextInt(200))
                        .append(' ');
            }
            documents.add(new LabelledDocument(
                    "d" + i,
                    text.toString(),
                    Map.of(
                            LabelKind.TAG, none ? Set.of() : Set.of(topic),
                            LabelKind.CORRESPONDENT, none ? Set.of() : Set.of(topic + " company")),
                    Map.of()));
        }
        return documents;
    }
}
