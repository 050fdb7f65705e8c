package dev.tagwright.host.documents;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels of one document during one change by one actor, or by several machines in turn. Used by one thread, once. */
final class LabelSheet {

    private final LabelSheets room;
    private final Document document;
    private Actor actor;
    private final Instant now;
    private final boolean wasInInbox;
    private final Map<Long, DocumentLabel> current = new LinkedHashMap<>();
    private final Map<Long, StoredLabel> known = new HashMap<>();
    private final Set<Long> takenOffByPeople = new HashSet<>();
    private final Set<LabelId> added = new LinkedHashSet<>();
    private final Set<LabelId> removed = new LinkedHashSet<>();
    private final Map<LabelId, String> leftOut = new LinkedHashMap<>();
    private final Map<LabelId, Feedback> judged = new LinkedHashMap<>();
    private boolean changed;
    private boolean leftInbox;

    LabelSheet(LabelSheets room, Document document, Actor actor) {
        this.room = room;
        this.document = document;
        this.actor = actor;
        this.now = room.changes.now();
        this.wasInInbox = document.isInInbox();
        room.documentLabels
                .findByDocumentIdOrderByKindAscLabelIdAsc(document.getId())
                .forEach(label -> current.put(label.getLabelId(), label));
        known.putAll(room.labels.byId(current.keySet()));
        room.removals.findByDocumentId(document.getId()).forEach(one -> takenOffByPeople.add(one.getLabelId()));
    }

    /** Says who acts from here on. */
    void by(Actor next) {
        actor = next;
    }

    void takeOff(Collection<Long> ids, Grounds grounds) {
        for (long id : ids) {
            List<DocumentLabel> group = new ArrayList<>();
            DocumentLabel label = current.get(id);
            if (label != null) {
                group.add(label);
            }
            room.labels.descendants(id).forEach(tag -> {
                DocumentLabel nested = current.get(tag.getId());
                if (nested != null) {
                    group.add(nested);
                }
            });
            // a machine never takes off what another put on, so it must leave the tag above it as well
            if (actor.isPerson() || group.stream().allMatch(one -> one.getOrigin() == actor.origin())) {
                group.forEach(one -> takeOff(one, grounds));
            }
        }
        // Hibernate writes inserts first; a field must be empty before its new value comes.
        room.entities.flush();
    }

    /** Takes off a label that ceases to be: nobody judged it, so nothing is confirmed and no refusal is kept. */
    void lose(StoredLabel stored, Grounds grounds) {
        DocumentLabel label = current.remove(stored.getId());
        if (label != null) {
            room.entities.remove(label);
            removed.add(label.label());
            changed = true;
            note(DocumentChange.What.LABEL_REMOVED, label.label(), stored, grounds);
        }
        room.entities.flush();
    }

    private void takeOff(DocumentLabel label, Grounds grounds) {
        StoredLabel stored = find(label.getLabelId());
        current.remove(label.getLabelId());
        room.entities.remove(label);
        removed.add(label.label());
        changed = true;
        note(DocumentChange.What.LABEL_REMOVED, label.label(), stored, grounds);
        if (!actor.isPerson()) {
            return;
        }
        judge(label.label(), stored, Feedback.Verdict.REJECTED, null);
        if (stored != null && stored.isInbox()) {
            leftInbox = true;
        } else if (takenOffByPeople.add(label.getLabelId())) {
            room.entities.persist(new LabelRemoval(document.getId(), label.getLabelId(), actor.name(), now));
        }
    }

    void putOn(Map<Long, Grounds> wishes) {
        wishes.forEach((id, grounds) -> {
            StoredLabel label = find(id);
            if (label == null) {
                throw new NoSuchLabel(id);
            }
            List<StoredLabel> chain = new ArrayList<>();
            chain.add(label);
            chain.addAll(room.labels.ancestors(label));
            String hindrance = actor.isPerson() ? null : hindrance(chain);
            if (hindrance == null) {
                for (StoredLabel one : chain) {
                    known.put(one.getId(), one);
                    putOn(one, one == label ? grounds : nested(grounds, label));
                }
            } else {
                leftOut.put(label.labelId(), hindrance);
            }
        });
    }

    private @Nullable String hindrance(List<StoredLabel> chain) {
        StoredLabel label = chain.get(0);
        for (StoredLabel one : chain) {
            if (takenOffByPeople.contains(one.getId())) {
                return one == label
                        ? "A person took this label off the document."
                        : "A person took tag " + one.getId() + ", in which this one is nested, off the document.";
            }
        }
        boolean taken = !label.getKind().multiValued()
                && current.values().stream()
                        .anyMatch(one -> one.getKind() == label.getKind() && one.getLabelId() != label.getId());
        return taken ? "The document already has a value of this kind." : null;
    }

    private void putOn(StoredLabel label, Grounds grounds) {
        if (actor.isPerson() && takenOffByPeople.remove(label.getId())) {
            LabelRemoval removal =
                    room.entities.find(LabelRemoval.class, new DocumentLabelKey(document.getId(), label.getId()));
            if (removal != null) {
                room.entities.remove(removal);
            }
        }
        DocumentLabel present = current.get(label.getId());
        if (present != null) {
            if (actor.isPerson()) {
                confirm(present);
            }
            return;
        }
        judge(label.labelId(), label, Feedback.Verdict.ACCEPTED, null);
        if (!label.getKind().multiValued()) {
            for (DocumentLabel other : List.copyOf(current.values())) {
                if (other.getKind() == label.getKind()) {
                    takeOff(other, Grounds.because("Replaced by another label of this kind."));
                    correct(other.label(), label);
                    room.entities.flush();
                }
            }
        }
        DocumentLabel fresh = new DocumentLabel(document.getId(), label.labelId(), actor, now, grounds);
        room.entities.persist(fresh);
        current.put(label.getId(), fresh);
        if (!removed.remove(label.labelId())) {
            added.add(label.labelId());
        }
        changed = true;
        note(DocumentChange.What.LABEL_ADDED, label.labelId(), label, grounds);
    }

    private void correct(LabelId wrong, StoredLabel right) {
        if (judged.containsKey(wrong) && judged.remove(right.labelId()) != null) {
            judge(wrong, find(wrong.value()), Feedback.Verdict.CORRECTED, right.labelId());
        }
    }

    private void judge(
            LabelId label, @Nullable StoredLabel stored, Feedback.Verdict verdict, @Nullable LabelId instead) {
        if (actor.isPerson() && stored != null && stored.getAlgorithm() == MatchingAlgorithm.AUTO) {
            judged.put(
                    label, new Feedback(new DocumentId(document.getId()), label, verdict, instead, actor.name(), now));
        }
    }

    /** Notes that a label that was suggested, and is not on the document, does not belong there. */
    void refuse(StoredLabel label) {
        if (!current.containsKey(label.getId())) {
            judge(label.labelId(), label, Feedback.Verdict.REJECTED, null);
        }
    }

    /** Takes back that a label that is not on the document does not belong there. */
    void allow(StoredLabel label) {
        LabelRemoval removal =
                room.entities.find(LabelRemoval.class, new DocumentLabelKey(document.getId(), label.getId()));
        if (removal != null) {
            room.entities.remove(removal);
            takenOffByPeople.remove(label.getId());
            judge(label.labelId(), label, Feedback.Verdict.REVOKED, null);
            changed = true;
            note(DocumentChange.What.LABEL_ALLOWED, label.labelId(), label, Grounds.NONE);
        }
    }

    private void confirm(DocumentLabel label) {
        if (label.getOrigin() != Origin.PERSON) {
            judge(label.label(), find(label.getLabelId()), Feedback.Verdict.ACCEPTED, null);
            label.confirm(actor, now);
            changed = true;
            note(DocumentChange.What.LABEL_CONFIRMED, label.label(), find(label.getLabelId()), Grounds.NONE);
        }
    }

    /** Writes what belongs to the change as a whole. */
    LabelChange close() {
        if (leftInbox) {
            // Whoever takes a document out of the inbox has looked at it: what still stands is that person's word.
            List.copyOf(current.values()).forEach(this::confirm);
        }
        if (changed) {
            document.setInInbox(current.keySet().stream().anyMatch(this::isInbox));
            room.changes.touch(document, wasInInbox);
            room.entities.flush();
            room.filing.replan(document);
        }
        if (!judged.isEmpty()) {
            room.events.publishEvent(new LabelsJudged(List.copyOf(judged.values())));
        }
        return new LabelChange(document.getVersion(), added, removed, leftOut);
    }

    private boolean isInbox(long id) {
        StoredLabel label = find(id);
        return label != null && label.isInbox();
    }

    private void note(DocumentChange.What what, LabelId label, @Nullable StoredLabel stored, Grounds grounds) {
        String name = stored == null ? "" : stored.getName();
        room.entities.persist(DocumentChange.ofLabel(document.getId(), actor, now, what, label, name, grounds));
    }

    private @Nullable StoredLabel find(long id) {
        StoredLabel label = known.get(id);
        if (label == null) {
            label = room.labels.find(id).orElse(null);
            if (label != null) {
                known.put(id, label);
            }
        }
        return label;
    }

    private static Grounds nested(Grounds grounds, StoredLabel child) {
        return new Grounds(
                grounds.snapshot(),
                grounds.probability(),
                grounds.threshold(),
                "Tag " + child.getId() + " is nested in this one.",
                grounds.run());
    }
}
