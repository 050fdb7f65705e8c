package dev.tagwright.host.search;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells people who type a search what they may be about to type. Any thread. */
@Component
public class Completions {

    /** A single letter begins so many words that looking for them costs more than it tells. */
    private static final int SHORTEST = 2;

    /** So many labels are offered beside words. */
    private static final int LABELS_BESIDE = 3;

    private final DocumentSearch search;
    private final Labels labels;

    Completions(DocumentSearch search, Labels labels) {
        this.search = search;
        this.labels = labels;
    }

    /**
     * One way on.
     *
     * @param typed the whole search with it
     * @param shown the word, or the name of the label, which is untrusted
     * @param kind of the label; null for a word
     */
    public record Completion(
            String typed, String shown, @Nullable LabelKind kind) {

        @Override
        public String toString() {
            return "Completion[kind=" + kind + "]";
        }
    }

    /**
     * Returns ways on from what was typed, by its last word alone: names of labels that begin so, then words of titles and
     * texts that the person may see. None after less than two letters, and no words while the index cannot be asked.
     */
    public List<Completion> of(String written, Person person, int most) {
        String typed = Writing.typed(written);
        LastWord last = LastWord.of(typed);
        if (last.beginning().strip().length() < SHORTEST || last.field() == Wish.Field.CREATED) {
            return List.of();
        }
        List<Completion> found = new ArrayList<>();
        LabelKind kind = last.field() == null ? null : last.field().kind();
        if (kind != null || last.field() == null && !last.quoted()) {
            found.addAll(named(last, kind, kind == null ? Math.min(LABELS_BESIDE, most) : most));
        }
        if (kind == null) {
            search.complete(last.beginning(), person, most).stream()
                    .map(word -> new Completion(last.before() + word, word, null))
                    .forEach(found::add);
        }
        return found.stream()
                .filter(one -> !one.typed().equalsIgnoreCase(typed))
                .limit(most)
                .toList();
    }

    private List<Completion> named(LastWord last, @Nullable LabelKind kind, int most) {
        Stream<StoredLabel> some = kind == null ? labels.all().stream() : labels.all(kind).stream();
        String wanted = Wishes.asNamed(last.beginning());
        return some
                // what stands in quotes cannot hold one
                .filter(label -> label.getName().indexOf('"') < 0)
                .filter(label -> Wishes.holds(label.getName(), wanted))
                .sorted(Comparator.comparing(StoredLabel::getName, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(StoredLabel::getId))
                .limit(most)
                .map(label -> new Completion(
                        last.beforeField() + field(label.getKind()) + ":" + quoted(label.getName()),
                        label.getName(),
                        label.getKind()))
                .toList();
    }

    private static String field(LabelKind kind) {
        return switch (kind) {
            case TAG -> "tag";
            case CORRESPONDENT -> "correspondent";
            case DOCUMENT_TYPE -> "type";
            case STORAGE_PATH -> "path";
        };
    }

    private static String quoted(String name) {
        return name.chars().allMatch(Character::isLetterOrDigit) ? name : '"' + name + '"';
    }
}
