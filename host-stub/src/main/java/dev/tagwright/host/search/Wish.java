package dev.tagwright.host.search;

import dev.tagwright.api.LabelKind;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is looked for. */
sealed interface Wish {

    /** All of them; with none, every document. */
    record All(List<Wish> wishes) implements Wish {}

    /** One of them at least. */
    record Any(List<Wish> wishes) implements Wish {}

    record Not(Wish wish) implements Wish {}

    /**
     * A word or several in a row.
     *
     * @param field where; null for title, file name, text, notes and the names of labels
     * @param phrase whether the words must stand together in this order
     */
    record Words(@Nullable Field field, String text, boolean phrase) implements Wish {}

    /** Words that fit a pattern, where {@code *} stands for any letters and {@code ?} for one. */
    record Pattern(@Nullable Field field, String pattern) implements Wish {}

    /** A label by words of its name. */
    record Labelled(Field field, String name) implements Wish {}

    /** A day of the field in a range, both ends included. */
    record Days(
            Field field, @Nullable LocalDate from, @Nullable LocalDate to) implements Wish {}

    /** What can stand before a colon. */
    enum Field {
        TITLE,
        CONTENT,
        NAME,
        NOTE,
        TAG,
        CORRESPONDENT,
        TYPE,
        PATH,
        CREATED,
        ADDED;

        /** Returns the kind of labels that is meant; null where none is. */
        @Nullable
        LabelKind kind() {
            return switch (this) {
                case TAG -> LabelKind.TAG;
                case CORRESPONDENT -> LabelKind.CORRESPONDENT;
                case TYPE -> LabelKind.DOCUMENT_TYPE;
                case PATH -> LabelKind.STORAGE_PATH;
                case TITLE, CONTENT, NAME, NOTE, CREATED, ADDED -> null;
            };
        }
    }
}
