package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.review.OpenDocument.OpenSuggestion;
import dev.tagwright.classifier.review.ReviewLog.PassedOver;
import dev.tagwright.classifier.suggestion.NearTie;
import dev.tagwright.classifier.suggestion.Suggester;
import dev.tagwright.classifier.suggestion.TextCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether a document waits for a person, and why, and keeps that. */
public final class Appraisal {

    private static final Logger LOG = LoggerFactory.getLogger(Appraisal.class);

    private final Corpus corpus;
    private final LabelCatalogue catalogue;
    private final Suggester suggester;
    private final ReviewLog log;
    private final Clock clock;

    public Appraisal(Corpus corpus, LabelCatalogue catalogue, Suggester suggester, ReviewLog log, Clock clock) {
        this.corpus = corpus;
        this.catalogue = catalogue;
        this.suggester = suggester;
        this.log = log;
        this.clock = clock;
    }

    /** Looks at a document as it stands and keeps whether it waits. Never throws: a queue is no reason to fail. */
    public void look(DocumentId id) {
        try {
            Optional<HostDocument> document = corpus.document(id);
            if (document.isEmpty()) {
                log.close(id);
            } else {
                keep(document.get(), suggester.of(document.get()));
            }
        } catch (RuntimeException e) {
            LOG.warn("It could not be kept whether document {} waits for a person.", id.value(), e);
        }
    }

    /** Looks again at a document that waits; at others not: what people filed without being asked is no question. */
    public void lookAgain(DocumentId id) {
        try {
            if (log.find(id).isPresent()) {
                look(id);
            }
        } catch (RuntimeException e) {
            LOG.warn("It could not be seen whether document {} waits for a person.", id.value(), e);
        }
    }

    /** Keeps that a person saw all that is open on a document now and left it as it is: it waits no more. */
    public void passOver(DocumentId id, String user) {
        Optional<HostDocument> document = corpus.document(id);
        if (document.isPresent()) {
            OpenDocument open = of(document.get(), suggester.of(document.get()));
            Set<LabelId> seen =
                    open.suggestions().stream().map(OpenSuggestion::label).collect(Collectors.toSet());
            log.passOver(id, new PassedOver(seen, open.flags(), user, clock.instant()));
        }
        log.close(id);
    }

    private void keep(HostDocument document, Suggestions said) {
        OpenDocument open = of(document, said);
        Optional<PassedOver> passed = log.passedOver(document.id());
        if (passed.isPresent()) {
            open = without(open, passed.get());
        }
        if (open.suggestions().isEmpty() && open.flags().isEmpty()) {
            log.close(document.id());
        } else {
            log.put(open);
        }
    }

    /** What was seen by a person waits again only when there is something that person did not see. */
    private static OpenDocument without(OpenDocument open, PassedOver passed) {
        boolean news =
                open.suggestions().stream().anyMatch(one -> !passed.labels().contains(one.label()))
                        || !passed.flags().containsAll(open.flags());
        return news
                ? open
                : new OpenDocument(
                        open.document(),
                        open.version(),
                        open.at(),
                        open.snapshot(),
                        0,
                        0,
                        open.correspondent(),
                        Set.of(),
                        List.of());
    }

    /** Returns what is open on a document, most probable first. Nothing is kept. */
    public OpenDocument of(HostDocument document, Suggestions said) {
        List<OpenSuggestion> open = new ArrayList<>();
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (!document.neverClassify()) {
            Map<LabelKind, Origin> taken = taken(document);
            for (Suggestion suggestion : said.suggestions()) {
                LabelId label = suggestion.label();
                Origin by = label.kind().multiValued() ? null : taken.get(label.kind());
                if (document.labels().containsKey(label)) {
                    continue;
                }
                if (by == Origin.RULE) {
                    flags.add(Flag.RULE_CONFLICT);
                }
                if (by == null || by == Origin.RULE) {
                    open.add(new OpenSuggestion(label, suggestion.probability(), suggestion.threshold()));
                }
            }
            open.sort(Comparator.comparingDouble(OpenSuggestion::probability)
                    .reversed()
                    .thenComparing(OpenSuggestion::label));
            flag(document, said, open, flags);
        }
        return new OpenDocument(
                document.id(),
                document.version(),
                clock.instant(),
                said.snapshot(),
                doubt(open, flags),
                open.isEmpty() ? 0 : open.get(0).probability(),
                document.labels().keySet().stream()
                        .filter(label -> label.kind() == LabelKind.CORRESPONDENT)
                        .mapToLong(LabelId::value)
                        .findFirst()
                        .orElse(0),
                flags,
                open);
    }

    private static Map<LabelKind, Origin> taken(HostDocument document) {
        Map<LabelKind, Origin> taken = new EnumMap<>(LabelKind.class);
        document.labels().forEach((label, origin) -> taken.put(label.kind(), origin));
        return taken;
    }

    private void flag(HostDocument document, Suggestions said, List<OpenSuggestion> open, Set<Flag> flags) {
        if (!nearTies(open).isEmpty()) {
            flags.add(Flag.NEAR_TIE);
        }
        if (TextCheck.refuse(document.text()).isPresent()) {
            flags.add(Flag.LOW_TEXT);
        } else if (said.suggestions().isEmpty() && !said.snapshot().isEmpty() && !isFiled(document)) {
            flags.add(Flag.UNKNOWN);
        }
    }

    private boolean isFiled(HostDocument document) {
        return document.labels().keySet().stream()
                .anyMatch(label -> !catalogue.label(label).map(Label::inbox).orElse(false));
    }

    /** Returns the kinds of which one label can stand and the first two are about as probable, with the difference. */
    public static Map<LabelKind, Double> nearTies(List<OpenSuggestion> open) {
        Map<LabelKind, Double> first = new HashMap<>();
        Map<LabelKind, Double> ties = new EnumMap<>(LabelKind.class);
        for (OpenSuggestion suggestion : open) {
            LabelKind kind = suggestion.label().kind();
            Double before = kind.multiValued() ? null : first.putIfAbsent(kind, suggestion.probability());
            if (before != null && NearTie.is(before, suggestion.probability())) {
                ties.putIfAbsent(kind, before - suggestion.probability());
            }
        }
        return ties;
    }

    /** The most there is to learn from any part: one half is most doubtful, and so is a tie or what is like nothing. */
    private static double doubt(List<OpenSuggestion> open, Set<Flag> flags) {
        double doubt = flags.contains(Flag.UNKNOWN) ? 1 : flags.contains(Flag.RULE_CONFLICT) ? 0.9 : 0;
        for (OpenSuggestion suggestion : open) {
            doubt = Math.max(doubt, 1 - Math.abs(2 * suggestion.probability() - 1));
        }
        for (double gap : nearTies(open).values()) {
            doubt = Math.max(doubt, 1 - gap);
        }
        return doubt;
    }
}
