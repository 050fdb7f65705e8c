package dev.tagwright.host.documents;

import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.LabelKind;
import dev.tagwright.host.files.Received;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Audit;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The stored documents. */
@Component
public class Documents {

    private final DocumentRepository documents;
    private final HistoryRepository history;
    private final DocumentLabels documentLabels;
    private final Labels labels;
    private final StorageFiling filing;
    private final Changes changes;
    private final EntityManager entities;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Documents(
            DocumentRepository documents,
            HistoryRepository history,
            DocumentLabels documentLabels,
            Labels labels,
            StorageFiling filing,
            Changes changes,
            EntityManager entities,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.documents = documents;
        this.history = history;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.filing = filing;
        this.changes = changes;
        this.entities = entities;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Returns whether a person may see a document: administrators all, others what is theirs, everyone's, or shared with
     * them.
     */
    public static boolean mayView(Person person, Document document) {
        return mayShare(person, document)
                || document.getOwnerId() == null
                || document.getShares().containsKey(person.getId());
    }

    /**
     * Returns whether a person may change a document: editors and administrators what they may see, but what is shared
     * with them only if it is shared for changes.
     */
    public static boolean mayChange(Person person, Document document) {
        return person.getRole().includes(Role.EDITOR)
                && (mayShare(person, document)
                        || document.getOwnerId() == null
                        || Boolean.TRUE.equals(document.getShares().get(person.getId())));
    }

    /** Returns whether a person may say who sees a document that has an owner: the owner and administrators. */
    public static boolean mayShare(Person person, Document document) {
        Long owner = document.getOwnerId();
        return owner != null && owner == person.getId() || person.getRole() == Role.ADMINISTRATOR;
    }

    /**
     * Stores a file that has arrived as a document, and owns the file from the commit on.
     *
     * @throws DuplicateDocument when a document has the same bytes, also one in the trash; the file stays an arrival
     */
    @Transactional
    public Document add(Received received, NewDocument draft) {
        changes.begin();
        documents.findBySha256(received.sha256()).ifPresent(same -> {
            throw new DuplicateDocument(same.getId(), same.isDeleted());
        });
        NewDocument checked = DocumentChecks.check(draft);
        LocalDate day = checked.createdOn();
        Document document = new Document(
                checked,
                received.sha256(),
                received.size(),
                day == null ? LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()) : day,
                changes.now());
        entities.persist(document);
        entities.persist(new DocumentText(document.getId(), ""));
        note(document, checked.actor(), DocumentChange.What.ADDED, null, null);
        if (checked.toInbox()) {
            Map<Long, Grounds> inbox = new LinkedHashMap<>();
            labels.all(LabelKind.TAG).stream()
                    .filter(StoredLabel::isInbox)
                    .forEach(tag -> inbox.put(tag.getId(), Grounds.because("New documents wait for a person.")));
            documentLabels.change(document, inbox, List.of(), Actor.rules(), Grounds.NONE);
        }
        Map<Long, Grounds> given = new LinkedHashMap<>();
        checked.labels().forEach(label -> given.put(label, Grounds.NONE));
        documentLabels.change(document, given, List.of(), checked.actor(), Grounds.NONE);
        changes.touch(document, false);
        filing.place(document, received);
        return document;
    }

    /** Returns one document; empty if there is none of that number, or it is in the trash. */
    @Transactional(readOnly = true)
    public Optional<Document> find(long id) {
        return documents.findById(id).filter(document -> !document.isDeleted());
    }

    /** Returns those of many documents that are there and not in the trash, in the order asked for. Two queries. */
    @Transactional(readOnly = true)
    public List<Document> find(List<Long> ids) {
        Map<Long, Document> found = new HashMap<>();
        documents.findAllById(ids).forEach(document -> found.put(document.getId(), document));
        return ids.stream()
                .map(found::get)
                .filter(document -> document != null && !document.isDeleted())
                .toList();
    }

    /** Returns one document, also from the trash. */
    @Transactional(readOnly = true)
    public Optional<Document> findEvenDeleted(long id) {
        return documents.findById(id);
    }

    /** Returns the document with these bytes, also from the trash. */
    @Transactional(readOnly = true)
    public Optional<Document> findByBytes(String sha256) {
        return documents.findBySha256(sha256);
    }

    /** Returns the whole text of a document; empty when there is none. */
    @Transactional(readOnly = true)
    public String text(long id) {
        DocumentText text = entities.find(DocumentText.class, id);
        return text == null ? "" : text.getContent();
    }

    /** Returns the texts of many documents in one query; documents without one are left out. */
    @Transactional(readOnly = true)
    public Map<Long, String> texts(Collection<Long> ids) {
        Map<Long, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            entities.createQuery("from DocumentText t where t.documentId in :ids", DocumentText.class)
                    .setParameter("ids", ids)
                    .getResultStream()
                    .forEach(text -> texts.put(text.getDocumentId(), text.getContent()));
        }
        return texts;
    }

    /** Returns how each page was read, in order; empty when nobody read it by pages. */
    @Transactional(readOnly = true)
    public List<Extraction.Page> pages(long id) {
        return entities.createQuery(
                        "from DocumentPageReading p where p.documentId = :id order by p.number",
                        DocumentPageReading.class)
                .setParameter("id", id)
                .getResultStream()
                .map(DocumentPageReading::toPage)
                .toList();
    }

    /** Returns where the words of each page stand on it, by number of the page; pages of which it is not known are left out. */
    @Transactional(readOnly = true)
    public Map<Integer, List<Extraction.Word>> words(long id) {
        return entities.createQuery("from DocumentPageWords w where w.documentId = :id", DocumentPageWords.class)
                .setParameter("id", id)
                .getResultStream()
                .collect(Collectors.toMap(DocumentPageWords::getNumber, DocumentPageWords::words));
    }

    /** Tells that a person looked a document through and let stand what is on it. */
    @Transactional
    public void lookedThrough(long id, Actor actor) {
        events.publishEvent(new DocumentLookedThrough(id, actor.name()));
    }

    /** Returns what happened to a document, latest first. */
    @Transactional(readOnly = true)
    public List<DocumentChange> history(long id) {
        return history.findByDocumentIdOrderByIdDesc(id);
    }

    /**
     * Changes fields or the text.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws DocumentRefused when a value does not hold up; nothing is changed
     */
    @Transactional
    public Document edit(long id, DocumentEdit edit, Actor actor) {
        Document document = forChange(id);
        DocumentEdits edits = new DocumentEdits(entities, changes, document, actor);
        if (edits.apply(edit)) {
            changes.touch(document, document.isInInbox());
            filing.replan(document);
        }
        return document;
    }

    /** Stores what came of reading a document. A text that differs counts as a change of the document. */
    @Transactional
    public Document recordReading(long id, Reading reading, Actor actor) {
        Document document = forChange(id);
        DocumentEdits edits = new DocumentEdits(entities, changes, document, actor);
        if (edits.read(reading)) {
            changes.touch(document, document.isInInbox());
        }
        return document;
    }

    /** Asks for a document to be read and decided on again. Not a change of the document. */
    @Transactional
    public void readAgain(long id) {
        forChange(id).readAgain();
    }

    /** Notes that a document is not read after all: what was there before stands. Not a change of the document. */
    @Transactional
    public void readingCancelled(long id) {
        Document document = forChange(id);
        boolean read = document.getQuality() != null || !text(id).isEmpty();
        document.reading(
                read ? ReadState.READ : ReadState.POSTPONED,
                read ? "Reading it again was cancelled." : "The reading was cancelled.");
        document.keepDecision();
    }

    /** Stores how far the decision on a document has come. Not a change of the document. */
    @Transactional
    public void recordDecision(long id, DecidedState state, String snapshot, long version, String reason) {
        forChange(id).decided(state, snapshot, version, reason, changes.now());
    }

    /** Puts a document into the trash. Its file and its labels stay. */
    @Transactional
    public void delete(long id, Actor actor) {
        Document document = forChange(id);
        document.trash(changes.now(), actor);
        note(document, actor, DocumentChange.What.DELETED, null, null);
        changes.touch(document, document.isInInbox());
    }

    /** Takes a document out of the trash. No effect when it is not there. */
    @Transactional
    public void restore(long id, Actor actor) {
        changes.begin();
        Document document = documents.findById(id).orElseThrow(() -> new NoSuchDocument(id));
        if (!document.isDeleted()) {
            return;
        }
        document.restore();
        note(document, actor, DocumentChange.What.RESTORED, null, null);
        changes.touch(document, document.isInInbox());
        filing.replan(document);
    }

    /**
     * Removes a document in the trash for good: its file, text, history and whatever else is kept of it. Its number and
     * the mark of the change stay.
     */
    @Transactional
    public void purge(long id) {
        changes.begin();
        Document document =
                documents.findById(id).filter(Document::isDeleted).orElseThrow(() -> new NoSuchDocument(id));
        changes.touch(document, document.isInInbox());
        filing.doom(document.getFilePath());
        String from = document.getMovingFrom();
        if (from != null) {
            filing.doom(from);
        }
        filing.doomPictures(document);
        DocumentText text = entities.find(DocumentText.class, id);
        String digest = text == null ? "" : ErasedDocument.digest(text.getContent());
        entities.flush();
        entities.createNativeQuery("insert into purged_document (change_seq, document_id) values (:sequence, :id)")
                .setParameter("sequence", document.getChangeSequence())
                .setParameter("id", id)
                .executeUpdate();
        audit.note(Audit.What.DOCUMENT_ERASED, id, "");
        events.publishEvent(new DocumentErased(id, digest));
        entities.createQuery("delete from Document d where d.id = :id")
                .setParameter("id", id)
                .executeUpdate();
        entities.clear();
    }

    /** Returns where the file of a document would lie by a template, relative to the originals. */
    @Transactional(readOnly = true)
    public String previewPath(long id, String template) {
        return filing.preview(find(id).orElseThrow(() -> new NoSuchDocument(id)), template);
    }

    private Document forChange(long id) {
        changes.begin();
        return documents.present(id);
    }

    private void note(
            Document document, Actor actor, DocumentChange.What what, @Nullable String before, @Nullable String after) {
        entities.persist(DocumentChange.ofField(document.getId(), actor, changes.now(), what, before, after));
    }
}
