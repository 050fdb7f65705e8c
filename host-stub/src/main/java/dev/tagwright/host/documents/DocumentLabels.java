package dev.tagwright.host.documents;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which labels are on which documents. */
@Component
public class DocumentLabels implements DisposableBean {

    private final DocumentRepository documents;
    private final DocumentLabelRepository documentLabels;
    private final LabelRemovalRepository removals;
    private final Labels labels;
    private final Changes changes;
    private final LabelSheets sheets;
    private final ExecutorService counting;
    private final LabelCounts counts;

    DocumentLabels(
            DocumentRepository documents,
            DocumentLabelRepository documentLabels,
            LabelRemovalRepository removals,
            Labels labels,
            Changes changes,
            LabelSheets sheets) {
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.removals = removals;
        this.labels = labels;
        this.changes = changes;
        this.sheets = sheets;
        this.counting = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "label-counts");
            thread.setDaemon(true);
            return thread;
        });
        this.counts = new LabelCounts(
                person ->
                        person == LabelCounts.ALL ? documentLabels.countByLabel() : documentLabels.countByLabel(person),
                counting);
    }

    @Override
    public void destroy() {
        counting.shutdown();
    }

    /** Returns the labels of one document, by kind and number. */
    @Transactional(readOnly = true)
    public List<DocumentLabel> of(long document) {
        return documentLabels.findByDocumentIdOrderByKindAscLabelIdAsc(document);
    }

    /** Returns the labels of many documents in one query; each of the documents has an entry. */
    @Transactional(readOnly = true)
    public Map<Long, List<DocumentLabel>> of(Collection<Long> ids) {
        Map<Long, List<DocumentLabel>> found = new LinkedHashMap<>();
        ids.forEach(id -> found.put(id, new ArrayList<>()));
        if (!ids.isEmpty()) {
            documentLabels
                    .findByDocumentIdInOrderByDocumentIdAscKindAscLabelIdAsc(ids)
                    .forEach(label -> found.computeIfAbsent(label.getDocumentId(), id -> new ArrayList<>())
                            .add(label));
        }
        return found;
    }

    /**
     * Returns on how many documents outside the trash that a person may see each label is; labels on none are left out.
     * Of a large archive the numbers may be those of a moment ago. At most two queries.
     */
    public Map<Long, Long> counts(Person person) {
        return counts.of(person.getRole() == Role.ADMINISTRATOR ? LabelCounts.ALL : person.getId(), changes.sequence());
    }

    /** Returns what people took off a document. */
    @Transactional(readOnly = true)
    public List<LabelRemoval> removals(long document) {
        return removals.findByDocumentId(document);
    }

    /**
     * Puts labels on a document and takes labels off it.
     *
     * <p>A tag brings its ancestors; taking off a tag takes off those nested in it. A person replaces the value of a
     * single-valued kind, and confirms all other labels by taking off a tag that marks the inbox. A machine leaves a
     * value that is there, leaves off what a person had taken off, and takes off only what its own sort had put on.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws NoSuchLabel when a person names a label that is not there
     */
    @Transactional
    public LabelChange change(long document, Collection<Long> add, Collection<Long> remove, Actor actor) {
        Map<Long, Grounds> wishes = new LinkedHashMap<>();
        add.forEach(label -> wishes.put(label, Grounds.NONE));
        return change(document, wishes, remove, actor, Grounds.NONE);
    }

    /** The same, with the grounds of each label to put on, and one for all that are to be taken off. */
    @Transactional
    public LabelChange change(
            long document, Map<Long, Grounds> add, Collection<Long> remove, Actor actor, Grounds removeGrounds) {
        changes.begin();
        Document found = documents.present(document);
        return change(found, add, remove, actor, removeGrounds);
    }

    /** What one machine does to a document in a change that others have a part in. */
    public record Step(Actor machine, Map<Long, Grounds> add, Collection<Long> remove, Grounds removeGrounds) {}

    /** The same, as one change of several machines, one after the other. */
    @Transactional
    public LabelChange change(long document, List<Step> steps) {
        changes.begin();
        Document found = documents.present(document);
        LabelSheet sheet = sheets.open(found, Actor.rules());
        for (Step step : steps) {
            sheet.by(step.machine());
            sheet.takeOff(step.remove(), step.removeGrounds());
            sheet.putOn(step.add());
        }
        return sheet.close();
    }

    /** Puts on what a machine wishes, leaving out labels that are not there any more. */
    @Transactional
    LabelChange offer(long document, Map<Long, Grounds> wishes, Actor machine) {
        changes.begin();
        Map<Long, Grounds> possible = new LinkedHashMap<>(wishes);
        possible.keySet().retainAll(labels.byId(wishes.keySet()).keySet());
        return change(document, possible, List.of(), machine, Grounds.NONE);
    }

    /**
     * Notes that a label that was suggested does not belong on a document: no machine will put it there. Taken off if it
     * is there.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws NoSuchLabel when there is no such label
     */
    @Transactional
    public void refuse(long document, long label, Actor person) {
        LabelChange change = change(document, List.of(), List.of(label), person);
        StoredLabel refused = labels.find(label).orElseThrow(() -> new NoSuchLabel(label));
        if (change.removed().contains(refused.labelId())
                || removals.findById(new DocumentLabelKey(document, label)).isPresent()) {
            return;
        }
        Document found = documents.findById(document).orElseThrow(() -> new NoSuchDocument(document));
        sheets.entities.persist(new LabelRemoval(document, label, person.name(), changes.now()));
        sheets.entities.persist(DocumentChange.ofLabel(
                document,
                person,
                changes.now(),
                DocumentChange.What.LABEL_REMOVED,
                refused.labelId(),
                refused.getName(),
                Grounds.because("It was suggested and refused.")));
        LabelSheet sheet = sheets.open(found, person);
        sheet.refuse(refused);
        sheet.close();
        changes.touch(found, found.isInInbox());
    }

    /**
     * Takes back that a label does not belong on a document: machines may suggest it and put it on again. No effect when
     * nobody had said so.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws NoSuchLabel when there is no such label
     */
    @Transactional
    public void allow(long document, long label, Actor person) {
        changes.begin();
        Document found = documents.present(document);
        StoredLabel allowed = labels.find(label).orElseThrow(() -> new NoSuchLabel(label));
        LabelSheet sheet = sheets.open(found, person);
        sheet.allow(allowed);
        sheet.close();
    }

    /** Makes the tags of a document exactly those given, with their ancestors. */
    @Transactional
    public LabelChange setTags(long document, Collection<Long> exactly, Actor actor) {
        changes.begin();
        Set<Long> now = new TreeSet<>();
        of(document).stream()
                .filter(label -> label.getKind() == LabelKind.TAG)
                .forEach(label -> now.add(label.getLabelId()));
        Set<Long> wanted = new LinkedHashSet<>();
        for (long id : exactly) {
            StoredLabel tag = labels.find(id).orElseThrow(() -> new NoSuchLabel(id));
            if (tag.getKind() != LabelKind.TAG) {
                throw new DocumentRefused("tags", "Label " + id + " is not a tag.");
            }
            wanted.add(id);
        }
        Set<Long> remove = new TreeSet<>(now);
        remove.removeAll(wanted);
        // a child whose parent is taken off goes with it, as if the parent had been taken off alone
        Set<Long> gone = new HashSet<>(remove);
        remove.forEach(id -> labels.descendants(id).forEach(tag -> {
            if (now.contains(tag.getId())) {
                gone.add(tag.getId());
            }
        }));
        wanted.removeAll(gone);
        return change(document, wanted, remove, actor);
    }

    /** Sets or, with null, empties a single-valued kind. */
    @Transactional
    public LabelChange setSingle(long document, LabelKind kind, @Nullable Long label, Actor actor) {
        changes.begin();
        if (label != null) {
            StoredLabel found = labels.find(label).orElseThrow(() -> new NoSuchLabel(label));
            if (found.getKind() != kind || kind.multiValued()) {
                throw new DocumentRefused("labels", "Label " + label + " is not of the kind " + kind + ".");
            }
            return change(document, List.of(label), List.of(), actor);
        }
        List<Long> present = of(document).stream()
                .filter(one -> one.getKind() == kind)
                .map(DocumentLabel::getLabelId)
                .toList();
        return change(document, List.of(), present, actor);
    }

    /** For callers in this room that hold the lock and the document. */
    LabelChange change(
            Document document, Map<Long, Grounds> add, Collection<Long> remove, Actor actor, Grounds removeGrounds) {
        LabelSheet sheet = sheets.open(document, actor);
        sheet.takeOff(remove, removeGrounds);
        sheet.putOn(add);
        return sheet.close();
    }
}
