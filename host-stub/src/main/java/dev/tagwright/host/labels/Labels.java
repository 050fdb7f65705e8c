package dev.tagwright.host.labels;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.users.Audit;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue of labels of all four kinds. */
@Component
public class Labels {

    /** How many tags deep tags may be nested, the outermost counted. */
    public static final int MAX_DEPTH = 5;

    private final LabelRepository labels;
    private final ObjectProvider<LabelObserver> observers;
    private final Audit audit;
    private final Clock clock;

    Labels(LabelRepository labels, ObjectProvider<LabelObserver> observers, Audit audit, Clock clock) {
        this.labels = labels;
        this.observers = observers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds a label.
     *
     * @throws LabelRefused when the draft does not hold up
     */
    @Transactional
    public StoredLabel create(LabelDraft draft) {
        LabelDraft checked = LabelChecks.check(draft);
        checkName(checked, null);
        checkParent(checked, null);
        StoredLabel added = labels.saveAndFlush(new StoredLabel(checked, now()));
        audit.note(Audit.What.LABEL_CREATED, added.getId(), checked.kind() + " " + checked.name());
        return added;
    }

    /**
     * Changes a label; its kind stays.
     *
     * @throws NoSuchLabel when there is none of that number
     * @throws LabelRefused when the draft does not hold up
     */
    @Transactional
    public StoredLabel change(long id, LabelDraft draft) {
        observers.forEach(LabelObserver::changing);
        StoredLabel label = labels.findById(id).orElseThrow(() -> new NoSuchLabel(id));
        if (draft.kind() != label.getKind()) {
            throw new LabelRefused("kind", "The kind of a label cannot be changed.");
        }
        LabelDraft before = label.draft();
        LabelDraft checked = LabelChecks.check(draft);
        checkName(checked, id);
        checkParent(checked, id);
        label.take(checked, now());
        labels.flush();
        audit.note(Audit.What.LABEL_CHANGED, id, differences(before, label.draft()));
        observers.forEach(observer -> observer.changed(before, label));
        return label;
    }

    /**
     * Deletes a label and takes it off all documents. Tags nested in it move up to its parent.
     *
     * @throws NoSuchLabel when there is none of that number
     */
    @Transactional
    public void delete(long id) {
        observers.forEach(LabelObserver::changing);
        StoredLabel label = labels.findById(id).orElseThrow(() -> new NoSuchLabel(id));
        observers.forEach(observer -> observer.deleting(label));
        for (StoredLabel child : labels.findByParentId(id)) {
            child.take(child.draft().withParent(label.getParentId()), now());
        }
        labels.flush();
        labels.delete(label);
        labels.flush();
        audit.note(Audit.What.LABEL_DELETED, id, label.getKind() + " " + label.getName());
    }

    /** Names what differs, each with how it was and how it is. */
    private static String differences(LabelDraft before, LabelDraft after) {
        List<String> differ = new ArrayList<>();
        differ(differ, "name", before.name(), after.name());
        differ(differ, "algorithm", before.algorithm(), after.algorithm());
        differ(differ, "match", before.match(), after.match());
        differ(differ, "insensitive", before.insensitive(), after.insensitive());
        differ(differ, "inbox", before.inbox(), after.inbox());
        differ(differ, "parent", before.parent(), after.parent());
        differ(differ, "template", before.template(), after.template());
        differ(differ, "colour", before.colour(), after.colour());
        differ(differ, "description", before.description(), after.description());
        return after.kind() + " " + after.name() + (differ.isEmpty() ? "" : ": " + String.join("; ", differ));
    }

    private static void differ(List<String> differ, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            differ.add(field + " (" + before + ") is now (" + after + ")");
        }
    }

    @Transactional(readOnly = true)
    public Optional<StoredLabel> find(long id) {
        return labels.findById(id);
    }

    /** Finds a label by its name, upper and lower case being the same. */
    @Transactional(readOnly = true)
    public Optional<StoredLabel> find(LabelKind kind, String name) {
        return labels.findByKindAndNameKey(kind, key(name));
    }

    /** Returns all labels, by kind and then by name. */
    @Transactional(readOnly = true)
    public List<StoredLabel> all() {
        List<StoredLabel> all = new ArrayList<>();
        for (LabelKind kind : LabelKind.values()) {
            all.addAll(labels.findByKindOrderByNameKey(kind));
        }
        return all;
    }

    /** Returns all labels of one kind, by name. */
    @Transactional(readOnly = true)
    public List<StoredLabel> all(LabelKind kind) {
        return labels.findByKindOrderByNameKey(kind);
    }

    /** Returns those of the given numbers that exist. */
    @Transactional(readOnly = true)
    public Map<Long, StoredLabel> byId(Collection<Long> ids) {
        Map<Long, StoredLabel> found = new HashMap<>();
        labels.findAllById(ids).forEach(label -> found.put(label.getId(), label));
        return found;
    }

    /** Returns the tags above a label, nearest first; empty for one that is not nested. */
    @Transactional(readOnly = true)
    public List<StoredLabel> ancestors(StoredLabel label) {
        List<StoredLabel> above = new ArrayList<>();
        Long parent = label.getParentId();
        while (parent != null && above.size() < MAX_DEPTH) {
            StoredLabel next = labels.findById(parent).orElse(null);
            if (next == null) {
                break;
            }
            above.add(next);
            parent = next.getParentId();
        }
        return above;
    }

    /** Returns the tags nested in a label at any depth, a tag before those nested in it. */
    @Transactional(readOnly = true)
    public List<StoredLabel> descendants(long id) {
        List<StoredLabel> below = new ArrayList<>(labels.findByParentId(id));
        for (int i = 0; i < below.size(); i++) {
            below.addAll(labels.findByParentId(below.get(i).getId()));
        }
        return below;
    }

    private void checkName(LabelDraft draft, @Nullable Long self) {
        Optional<StoredLabel> same = labels.findByKindAndNameKey(draft.kind(), key(draft.name()));
        if (same.isPresent() && (self == null || same.get().getId() != self)) {
            throw new LabelRefused("name", "There is already a label of this kind and name.");
        }
    }

    private void checkParent(LabelDraft draft, @Nullable Long self) {
        Long parent = draft.parent();
        if (parent == null) {
            return;
        }
        StoredLabel above = labels.findById(parent).orElse(null);
        if (above == null || above.getKind() != LabelKind.TAG) {
            throw new LabelRefused("parent", "There is no tag " + parent + " to nest this one in.");
        }
        if (self != null
                && (parent.equals(self) || descendants(self).stream().anyMatch(tag -> tag.getId() == parent))) {
            throw new LabelRefused("parent", "A tag cannot be nested in itself or in a tag that is nested in it.");
        }
        int depth = ancestors(above).size() + 1 + (self == null ? 1 : height(self));
        if (depth > MAX_DEPTH) {
            throw new LabelRefused("parent", "Tags can be nested " + MAX_DEPTH + " deep, this would be " + depth + ".");
        }
    }

    /** How many levels a tag and those nested in it take. */
    private int height(long id) {
        int below = 0;
        for (StoredLabel child : labels.findByParentId(id)) {
            below = Math.max(below, height(child.getId()));
        }
        return below + 1;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
