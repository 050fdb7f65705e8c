package dev.tagwright.host.search;

import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of some documents by which a word that was begun may go on. Any thread. */
final class OfferedWords {

    /** Letters that are read at most: whoever types waits. */
    private static final int MOST_READ = 5_000_000;

    /** Texts that are in memory at once: they may be long. */
    private static final int AT_ONCE = 25;

    private final Documents documents;
    private final DocumentNotes notes;

    OfferedWords(Documents documents, DocumentNotes notes) {
        this.documents = documents;
        this.notes = notes;
    }

    /**
     * Returns the words in titles, texts and notes that begin so, those of most documents first, in lower case.
     *
     * @param beginning as {@link Writing#asIndexed} has it
     */
    List<String> of(String beginning, List<Document> among, int most) {
        Map<String, Integer> counts = new HashMap<>();
        int read = 0;
        for (int from = 0; from < among.size() && read <= MOST_READ; from += AT_ONCE) {
            List<Document> some = among.subList(from, Math.min(among.size(), from + AT_ONCE));
            List<Long> ids = some.stream().map(Document::getId).toList();
            Map<Long, String> texts = documents.texts(ids);
            Map<Long, List<String>> noted = notes.texts(ids);
            for (Document document : some) {
                List<String> parts = new ArrayList<>(noted.getOrDefault(document.getId(), List.of()));
                parts.add(document.getTitle());
                parts.add(texts.getOrDefault(document.getId(), ""));
                Set<String> words = new HashSet<>();
                for (String part : parts) {
                    Words.that(Writing.plain(part), beginning, words::add);
                    read += part.length();
                }
                words.forEach(word -> counts.merge(word, 1, Integer::sum));
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
    }
}
