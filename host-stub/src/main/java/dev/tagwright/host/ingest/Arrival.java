package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.Actor;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file that arrives.
 *
 * @param source how it came
 * @param fileName what it is called; untrusted
 * @param title for people; empty for one made from the file name
 * @param createdOn the day on the document; null for today
 * @param owner the only person beside administrators who may see it; null for everyone
 * @param actor who brings it; a person's labels count as set by that person
 * @param labels to put on at once
 * @param toInbox whether it waits for a person in the inbox
 * @param decide whether a plugin is asked; false for documents that a person has already filed
 */
public record Arrival(
        Job.Source source,
        String fileName,
        String title,
        @Nullable LocalDate createdOn,
        @Nullable Long owner,
        Actor actor,
        Set<Long> labels,
        boolean toInbox,
        boolean decide) {

    public Arrival {
        labels = Set.copyOf(labels);
    }

    /** A file that a person sends and about which nothing else is known. */
    public static Arrival upload(String fileName, String user) {
        return new Arrival(Job.Source.UPLOAD, fileName, "", null, null, Actor.person(user), Set.of(), true, true);
    }

    /** A file that a person has filed by hand: it goes past the inbox and past the plugin. */
    public static Arrival filedByHand(
            String fileName, String title, @Nullable LocalDate createdOn, String user, Set<Long> labels) {
        return new Arrival(Job.Source.HOST, fileName, title, createdOn, null, Actor.person(user), labels, false, false);
    }

    @Override
    public String toString() {
        return "Arrival[source=" + source + ", owner=" + owner + ", labels=" + labels.size() + "]";
    }
}
