package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.training.Judgements;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.SyntheticDocuments;
import dev.tagwright.classifier.training.TrainingSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Puts documents on a workbench as the host holds them now. Immutable. */
final class Filler {

    private final Corpus corpus;
    private final LabelCatalogue catalogue;
    private final FeedbackLog log;
    private final Meaning meaning;
    private final SyntheticDocuments synthetic;

    Filler(Corpus corpus, LabelCatalogue catalogue, FeedbackLog log, Meaning meaning, SyntheticDocuments synthetic) {
        this.corpus = corpus;
        this.catalogue = catalogue;
        this.log = log;
        this.meaning = meaning;
        this.synthetic = synthetic;
    }

    /**
     * Reads all documents once.
     *
     * @param mostBytes beyond that no more are read; the bench is then too full to be used
     * @param giveWay called for each document
     * @param closed once it says true no more are read
     */
    Workbench fill(Snapshot now, long mostBytes, Runnable giveWay, BooleanSupplier closed) {
        Judgements judgements = log.all();
        Map<LabelKind, List<Long>> auto = corpus.autoLabels();
        TrainingSet set = new TrainingSet(auto, judgements);
        Workbench made = new Workbench(now.content().weights().features());
        corpus.forEachTrainingDocument(document -> {
            giveWay.run();
            set.of(document).ifPresent(labelled -> put(made, now, labelled));
            return !closed.getAsBoolean() && made.bytes() <= mostBytes;
        });
        for (DocumentId id : new TreeSet<>(judgements.documents())) {
            Optional<HostDocument> judged = corpus.document(id);
            if (judged.isPresent() && made.bytes() <= mostBytes && made.isMissing(Long.toString(id.value()))) {
                set.ofJudged(judged.get()).ifPresent(labelled -> put(made, now, labelled));
            }
        }
        synthetic.counting(auto).forEach(one -> put(made, now, one));
        return made;
    }

    private void put(Workbench bench, Snapshot snapshot, LabelledDocument labelled) {
        String text = labelled.text();
        bench.put(labelled.id(), labelled, snapshot.vector(text, meaning.document(snapshot, text)));
    }

    /** Puts the documents of the entries on the bench as they are now, and returns the labels that this concerns. */
    Set<LabelName> place(List<FeedbackEntry> entries, Workbench ready, Snapshot now) {
        Set<LabelName> labels = new HashSet<>();
        Map<DocumentId, Set<LabelName>> named = new HashMap<>();
        for (FeedbackEntry entry : entries) {
            Set<LabelName> ofDocument = named.computeIfAbsent(entry.document(), id -> new HashSet<>());
            ofDocument.add(LabelName.of(entry.label()));
            LabelId instead = entry.instead();
            if (instead != null) {
                ofDocument.add(LabelName.of(instead));
            }
        }
        TrainingSet set = new TrainingSet(corpus.autoLabels(), log.of(named.keySet()));
        Set<LabelId> inbox = new HashSet<>();
        catalogue.all().stream().filter(Label::inbox).forEach(label -> inbox.add(label.id()));
        named.forEach((id, ofDocument) -> {
            Optional<HostDocument> document = corpus.document(id);
            Optional<LabelledDocument> labelled = document.flatMap(found ->
                    ClassifiedFiles.has(id) || found.labels().keySet().stream().anyMatch(inbox::contains)
                            ? set.ofJudged(found)
                            : set.of(found));
            String name = Long.toString(id.value());
            if (labelled.isPresent()) {
                put(ready, now, labelled.get());
            } else {
                ready.remove(name);
            }
            labels.addAll(ofDocument);
        });
        return labels;
    }

    /** Returns the texts of those documents that are still there. */
    List<String> texts(Collection<String> documents) {
        return documents.stream()
                .flatMap(id -> corpus.document(new DocumentId(Long.parseLong(id))).stream())
                .map(HostDocument::text)
                .toList();
    }
}
