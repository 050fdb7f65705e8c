package dev.tagwright.host.documents;

import dev.tagwright.api.Extraction;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes new values into one document and notes each in its history. Used by one thread, once. */
final class DocumentEdits {

    private final EntityManager entities;
    private final Document document;
    private final Actor actor;
    private final Instant now;

    DocumentEdits(EntityManager entities, Changes changes, Document document, Actor actor) {
        this.entities = entities;
        this.document = document;
        this.actor = actor;
        this.now = changes.now();
    }

    /** Returns whether anything differed. */
    boolean apply(DocumentEdit edit) {
        boolean changed = false;
        String wanted = edit.title();
        if (wanted != null) {
            String title = DocumentChecks.title(wanted);
            changed |= note(DocumentChange.What.TITLE, document.getTitle(), title);
            document.setTitle(title);
        }
        LocalDate day = edit.createdOn();
        if (day != null) {
            if (day.getYear() < 1 || day.getYear() > 9999) {
                throw new DocumentRefused("created", "The day of a document lies between the years 1 and 9999.");
            }
            changed |= note(DocumentChange.What.CREATED, document.getCreatedOn().toString(), day.toString());
            document.setCreatedOn(day);
        }
        Boolean never = edit.neverClassify();
        if (never != null) {
            changed |= note(
                    DocumentChange.What.NEVER_CLASSIFY,
                    Boolean.toString(document.isNeverClassify()),
                    Boolean.toString(never));
            document.setNeverClassify(never);
        }
        Optional<Long> owner = edit.owner();
        if (owner != null) {
            changed |= note(
                    DocumentChange.What.OWNER,
                    String.valueOf(document.getOwnerId()),
                    String.valueOf(owner.orElse(null)));
            document.setOwnerId(owner.orElse(null));
        }
        Map<Long, Boolean> shares = edit.shares();
        if (shares != null) {
            changed |= note(DocumentChange.What.SHARED, told(document.getShares()), told(shares));
            document.setShares(shares);
        }
        String text = edit.text();
        if (text != null) {
            changed |= setText(text);
        }
        return changed;
    }

    /** Returns whether the document itself differs now; how far reading came does not count. */
    boolean read(Reading reading) {
        if (isLessThanBefore(reading)) {
            document.reading(ReadState.READ, "Reading it again gave less than what is here. " + reading.reason());
            return false;
        }
        document.reading(reading.state(), reading.reason());
        String mediaType = reading.mediaType();
        if (mediaType != null) {
            document.setMediaType(DocumentChecks.cut(mediaType, 255));
        }
        if (reading.state() != ReadState.READ) {
            return false;
        }
        document.read(reading);
        entities.createQuery("delete from DocumentPageReading p where p.documentId = :id")
                .setParameter("id", document.getId())
                .executeUpdate();
        entities.createQuery("delete from DocumentPageWords w where w.documentId = :id")
                .setParameter("id", document.getId())
                .executeUpdate();
        for (Extraction.Page page : reading.pages()) {
            entities.persist(new DocumentPageReading(document.getId(), page));
            if (!page.words().isEmpty()) {
                entities.persist(new DocumentPageWords(document.getId(), page));
            }
        }
        // also an equal text makes the document a part of the corpus, which it was not before it was read
        setText(reading.text());
        return true;
    }

    /** What was read once is kept until as much of the file has been read again. */
    private boolean isLessThanBefore(Reading reading) {
        if (reading.state() == ReadState.READ && !reading.partial()) {
            return false;
        }
        long before = entities.createQuery(
                        "select count(p) from DocumentPageReading p where p.documentId = :id", Long.class)
                .setParameter("id", document.getId())
                .getSingleResult();
        return before > reading.pages().size();
    }

    private boolean setText(String raw) {
        // PostgreSQL takes no zero characters
        String text = raw.replace('\0', ' ');
        DocumentText stored = entities.find(DocumentText.class, document.getId());
        int before = stored == null ? 0 : stored.getContent().length();
        if (stored == null) {
            entities.persist(new DocumentText(document.getId(), text));
        } else if (stored.getContent().equals(text)) {
            return false;
        } else {
            stored.setContent(text);
        }
        // the history tells that the text changed and how long it was, never the text
        write(DocumentChange.What.TEXT, before + " characters", text.length() + " characters");
        return true;
    }

    /** By number of user, such as {@code 3 may view, 7 may change}. */
    private static String told(Map<Long, Boolean> shares) {
        String all = new TreeMap<>(shares)
                .entrySet().stream()
                        .map(share -> share.getKey() + (share.getValue() ? " may change" : " may view"))
                        .collect(Collectors.joining(", "));
        return DocumentChecks.cut(all, 1000);
    }

    private boolean note(DocumentChange.What what, @Nullable String before, @Nullable String after) {
        if (Objects.equals(before, after)) {
            return false;
        }
        write(what, before, after);
        return true;
    }

    private void write(DocumentChange.What what, @Nullable String before, @Nullable String after) {
        entities.persist(DocumentChange.ofField(document.getId(), actor, now, what, before, after));
    }
}
