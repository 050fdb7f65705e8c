package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.labels.StoredLabel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A label as it is shown.
 *
 * @param name untrusted
 * @param style the class that gives it its colour, see {@link LabelColours}
 * @param origin who or what put it there; null where that is not the question
 * @param percent the probability in whole percent; null when no plugin gave one
 */
record Chip(
        long id,
        LabelKind kind,
        String name,
        String style,
        boolean inbox,
        @Nullable Origin origin,
        @Nullable Long percent) {

    static Chip of(StoredLabel label) {
        return new Chip(label.getId(), label.getKind(), label.getName(), style(label), label.isInbox(), null, null);
    }

    static Chip of(StoredLabel label, DocumentLabel on) {
        Double probability = on.getProbability();
        return new Chip(
                label.getId(),
                label.getKind(),
                label.getName(),
                style(label),
                label.isInbox(),
                on.getOrigin(),
                probability == null ? null : percent(probability));
    }

    /** Returns whole percent that never claim certainty: 0.997 is 99. */
    static long percent(double probability) {
        return probability >= 1 ? 100 : Math.min(99, Math.round(probability * 100));
    }

    /** Returns the name of the icon of the kind. */
    String icon() {
        return icon(kind);
    }

    static String icon(LabelKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String style(StoredLabel label) {
        return label.getKind() == LabelKind.TAG ? "l-" + label.getId() : "plain";
    }

    @Override
    public String toString() {
        return "Chip[id=" + id + ", kind=" + kind + "]";
    }
}
