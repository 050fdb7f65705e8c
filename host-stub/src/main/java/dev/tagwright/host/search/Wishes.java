package dev.tagwright.host.search;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Narrowing;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.BooleanPredicateClausesStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.jspecify.annotations.Nullable;

/** Turns what is looked for into a question to the index. Labels are looked up by their names at that moment. */
final class Wishes {

    private static final float TITLE = 3;
    private static final float LABEL = 2;

    private final SearchPredicateFactory index;
    private final Collection<StoredLabel> labels;

    Wishes(SearchPredicateFactory index, Collection<StoredLabel> labels) {
        this.index = index;
        this.labels = labels;
    }

    /** What is looked for, among the documents that a person may see. */
    static SearchPredicate visible(SearchPredicateFactory index, SearchPredicate wanted, Person person) {
        if (person.getRole() == Role.ADMINISTRATOR) {
            return wanted;
        }
        return index.bool()
                .must(wanted)
                .filter(index.terms().field("viewers").matchingAny(IndexedDocument.EVERYBODY, person.getId()))
                .toPredicate();
    }

    /** What is looked for, among the documents of a list, as far as the index knows of it. */
    static SearchPredicate among(SearchPredicateFactory index, SearchPredicate wanted, Narrowing list) {
        BooleanPredicateClausesStep<?, ?> bool = index.bool().must(wanted);
        for (Set<Long> choice : list.labels()) {
            bool.filter(
                    choice.isEmpty()
                            ? index.matchNone()
                            : index.terms().field("labels").matchingAny(choice));
        }
        if (!list.without().isEmpty()) {
            bool.mustNot(index.terms().field("labels").matchingAny(list.without()));
        }
        if (list.inbox() != null) {
            bool.filter(index.match().field("inbox").matching(list.inbox()));
        }
        if (list.from() != null || list.to() != null) {
            bool.filter(index.range().field("created").between(list.from(), list.to()));
        }
        return bool.toPredicate();
    }

    SearchPredicate predicate(Wish wish) {
        if (wish instanceof Wish.All all) {
            if (all.wishes().isEmpty()) {
                return index.matchAll().toPredicate();
            }
            return all(all.wishes());
        }
        if (wish instanceof Wish.Any any) {
            BooleanPredicateClausesStep<?, ?> bool = index.bool();
            any.wishes().forEach(one -> bool.should(predicate(one)));
            return bool.minimumShouldMatchNumber(1).toPredicate();
        }
        if (wish instanceof Wish.Not not) {
            return index.bool().mustNot(predicate(not.wish())).toPredicate();
        }
        if (wish instanceof Wish.Words words) {
            return words(words);
        }
        if (wish instanceof Wish.Pattern pattern) {
            return pattern(pattern);
        }
        if (wish instanceof Wish.Labelled labelled) {
            return carries(named(labelled.field().kind(), labelled.name()), 1);
        }
        return days((Wish.Days) wish);
    }

    private SearchPredicate all(List<Wish> wishes) {
        BooleanPredicateClausesStep<?, ?> bool = index.bool();
        for (Wish one : wishes) {
            if (one instanceof Wish.Not not) {
                bool.mustNot(predicate(not.wish()));
            } else {
                bool.must(predicate(one));
            }
        }
        return bool.toPredicate();
    }

    private SearchPredicate words(Wish.Words words) {
        if (words.field() != null) {
            return words(field(words.field()), 1, words);
        }
        BooleanPredicateClausesStep<?, ?> bool = index.bool()
                .should(words("title", TITLE, words))
                .should(words("name", 1, words))
                .should(words("content", 1, words))
                .should(words("notes", 1, words));
        List<Long> named = named(null, words.text());
        if (!named.isEmpty()) {
            bool.should(carries(named, LABEL));
        }
        return bool.minimumShouldMatchNumber(1).toPredicate();
    }

    private SearchPredicate words(String field, float boost, Wish.Words words) {
        // what is written without a space may still be several words to the index: an address, a number with dashes
        return index.phrase().field(field).boost(boost).matching(words.text()).toPredicate();
    }

    private SearchPredicate pattern(Wish.Pattern pattern) {
        String wanted = Writing.asIndexed(pattern.pattern());
        if (pattern.field() != null) {
            return index.wildcard()
                    .field(field(pattern.field()))
                    .matching(wanted)
                    .toPredicate();
        }
        return index.wildcard()
                .field("title")
                .boost(TITLE)
                .fields("name", "content", "notes")
                .matching(wanted)
                .toPredicate();
    }

    private SearchPredicate days(Wish.Days days) {
        String field = days.field().name().toLowerCase(Locale.ROOT);
        return index.range().field(field).between(days.from(), days.to()).toPredicate();
    }

    private SearchPredicate carries(List<Long> wanted, float boost) {
        return wanted.isEmpty()
                ? index.matchNone().toPredicate()
                : index.terms().field("labels").matchingAny(wanted).boost(boost).toPredicate();
    }

    /** A label is meant when its name holds the words, whole or as a beginning. */
    private List<Long> named(@Nullable LabelKind kind, String words) {
        String wanted = asNamed(words);
        return labels.stream()
                .filter(label -> kind == null || label.getKind() == kind)
                .filter(label -> holds(label.getName(), wanted))
                .map(StoredLabel::getId)
                .toList();
    }

    /** Returns words as {@link #holds} compares them. */
    static String asNamed(String words) {
        return Writing.plain(words.strip()).toLowerCase(Locale.ROOT);
    }

    /** Returns whether the name of a label holds the words from the beginning of one of its own. */
    static boolean holds(String label, String wanted) {
        String name = asNamed(label);
        int at = name.indexOf(wanted);
        while (at >= 0) {
            if (at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1))) {
                return true;
            }
            at = name.indexOf(wanted, at + 1);
        }
        return false;
    }

    private static String field(Wish.Field field) {
        return switch (field) {
            case TITLE -> "title";
            case NAME -> "name";
            case NOTE -> "notes";
            default -> "content";
        };
    }
}
