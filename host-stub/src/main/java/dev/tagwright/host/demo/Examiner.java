package dev.tagwright.host.demo;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what machines have put on a document with the truth, which only the demo knows. */
class Examiner {

    private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);

    private final DocumentLabels documentLabels;
    private final Labels labels;
    private final Plugins plugins;

    Examiner(DocumentLabels documentLabels, Labels labels, Plugins plugins) {
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.plugins = plugins;
    }

    Map<LabelKind, Score> examine(long document, Filing truth) {
        Map<LabelKind, Set<String>> given = new EnumMap<>(LabelKind.class);
        for (DocumentLabel label : documentLabels.of(document)) {
            if (label.getOrigin() != Origin.PERSON) {
                name(label.getLabelId())
                        .ifPresent(name -> names(given, label.getKind()).add(name));
            }
        }
        names(given, LabelKind.TAG).remove(Catalogue.INBOX);
        Map<LabelKind, Set<String>> suggested = suggested(document);
        Map<LabelKind, Score> scores = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            scores.put(
                    kind, Score.of(truth(truth, kind), names(given, kind), names(suggested, kind), kind.multiValued()));
        }
        return scores;
    }

    private Map<LabelKind, Set<String>> suggested(long document) {
        Map<LabelKind, Set<String>> suggested = new EnumMap<>(LabelKind.class);
        Optional<Classifier> classifier = plugins.classifier();
        if (classifier.isPresent()) {
            try {
                classifier
                        .get()
                        .suggest(new DocumentId(document), Caller.HOST)
                        .suggestions()
                        .forEach(suggestion -> {
                            LabelId label = suggestion.label();
                            name(label.value()).ifPresent(name -> names(suggested, label.kind())
                                    .add(name));
                        });
            } catch (PluginFailure e) {
                LOG.info("no suggestions for document {}: {}", document, e.getMessage());
            }
        }
        return suggested;
    }

    private static Set<String> truth(Filing truth, LabelKind kind) {
        return switch (kind) {
            case TAG -> truth.tags();
            case CORRESPONDENT -> orNone(truth.correspondent());
            case DOCUMENT_TYPE -> orNone(truth.type());
            case STORAGE_PATH -> orNone(truth.path());
        };
    }

    private static Set<String> orNone(String name) {
        return name.isEmpty() ? Set.of() : Set.of(name);
    }

    private static Set<String> names(Map<LabelKind, Set<String>> by, LabelKind kind) {
        return by.computeIfAbsent(kind, none -> new HashSet<>());
    }

    private Optional<String> name(long label) {
        return labels.find(label).map(StoredLabel::getName);
    }
}
