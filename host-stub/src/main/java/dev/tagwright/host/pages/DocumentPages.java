package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.TextQuality;
import dev.tagwright.host.documents.DecidedState;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentChange;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.LabelRemoval;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.search.DocumentSearch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One document: its pages beside its fields, who or what set them, and its text. */
@Controller
class DocumentPages {

    private static final int LONGEST_TEXT = 200_000;
    private static final int MOST_PICTURES = 50;
    private static final int MOST_ALIKE = 5;

    /**
     * A label on the document.
     *
     * @param label who or what put it there and why
     * @param needed the probability that was asked for, in percent; null when a plugin did not put it there
     * @param why the words that speak for it today; null when the plugin has nothing to say on it
     */
    record Filed(Chip chip, DocumentLabel label, @Nullable Long needed, Opinions.@Nullable Why why) {}

    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final DocumentNotes notes;
    private final Labels labels;
    private final Opinions opinions;
    private final DocumentSearch search;
    private final Ingest ingest;
    private final Clock clock;

    DocumentPages(
            Documents documents,
            DocumentLabels documentLabels,
            DocumentNotes notes,
            Labels labels,
            Opinions opinions,
            DocumentSearch search,
            Ingest ingest,
            Clock clock) {
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.notes = notes;
        this.labels = labels;
        this.opinions = opinions;
        this.search = search;
        this.ingest = ingest;
        this.clock = clock;
    }

    @GetMapping("/documents/{id}")
    String page(@PathVariable long id, Visitor visitor, Model model) {
        show(visible(id, visitor), visitor, model);
        return "document";
    }

    /** All but the pictures, for a page that waits for the document to be read and decided on. */
    @GetMapping("/documents/{id}/side")
    String side(@PathVariable long id, HttpServletResponse response, Visitor visitor, Model model) {
        Document document = visible(id, visitor);
        show(document, visitor, model);
        if (!waits(document)) {
            // now its pictures can be made, too
            response.setHeader("HX-Refresh", "true");
        }
        return "document :: side";
    }

    /** The text with the words marked that spoke for a label. */
    @GetMapping("/documents/{id}/text")
    String text(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long label,
            HttpServletRequest request,
            Visitor visitor,
            Model model) {
        Document document = visible(id, visitor);
        model.addAttribute("document", document);
        text(document, label, visitor, model);
        if (!Frame.isPart(request)) {
            return "redirect:/documents/" + id;
        }
        return "document :: text";
    }

    Document visible(long id, Visitor visitor) {
        return documents.findEvenDeleted(id).filter(visitor::mayView).orElseThrow(() -> new NoSuchDocument(id));
    }

    /** Labels of which people said that they do not belong on a document, as they stand in the catalogue. */
    private List<Chip> refused(Document document) {
        List<Long> taken = documentLabels.removals(document.getId()).stream()
                .map(LabelRemoval::getLabelId)
                .toList();
        return labels.byId(taken).values().stream().map(Chip::of).toList();
    }

    void show(Document document, Visitor visitor, Model model) {
        Opinions.Opinion opinion = opinions.of(document, visitor);
        List<Filed> filed = filed(document, opinion);
        model.addAttribute("document", document);
        model.addAttribute("opinion", opinion);
        model.addAttribute("filed", filed);
        model.addAttribute("refused", refused(document));
        model.addAttribute("mayChange", visitor.mayChange(document) && !document.isDeleted());
        model.addAttribute("waits", waits(document));
        Optional<Job> job = ingest.lastOf(document.getId());
        model.addAttribute("reading", job.filter(Job::cancellable).orElse(null));
        model.addAttribute(
                "rests",
                job.filter(one -> one.isToBeRead() && one.retryable(clock.instant()))
                        .isPresent());
        model.addAttribute(
                "doubtful", filed.stream().anyMatch(one -> one.label().getOrigin() == Origin.PLUGIN));
        model.addAttribute(
                "pictures",
                Math.max(1, Math.min(MOST_PICTURES, Objects.requireNonNullElse(document.getPageCount(), 1))));
        model.addAttribute(
                "doubtfulText",
                document.getQuality() == TextQuality.REVIEW || document.getQuality() == TextQuality.EMPTY);
        model.addAttribute("alike", alike(document, visitor));
        model.addAttribute("notes", notes.of(document.getId()));
        model.addAttribute("longestNote", DocumentNotes.LONGEST);
        model.addAttribute("readings", documents.pages(document.getId()));
        List<DocumentChange> history = documents.history(document.getId());
        model.addAttribute("history", history);
        Map<LabelKind, List<LabelTree.Node>> choices = new LinkedHashMap<>();
        for (LabelKind kind : LabelKind.values()) {
            choices.put(kind, LabelTree.of(labels.all(kind)));
        }
        model.addAttribute("choices", choices);
        model.addAttribute("tags", choices.get(LabelKind.TAG));
        Map<LabelKind, Long> single = new LinkedHashMap<>();
        filed.forEach(one -> single.putIfAbsent(one.chip().kind(), one.chip().id()));
        model.addAttribute("single", single);
        model.addAttribute("singleKinds", ListQuery.SINGLE_KINDS);
        text(document, 0, visitor, model);
    }

    private List<Document> alike(Document document, Visitor visitor) {
        if (document.isDeleted()) {
            return List.of();
        }
        return search.similar(
                        document.getId(),
                        documents.text(document.getId()),
                        visitor.person(),
                        DocumentFilter.present().visibleTo(visitor.person()),
                        null,
                        1,
                        MOST_ALIKE)
                .documents();
    }

    private static boolean waits(Document document) {
        return !document.isDeleted()
                && (document.getReadState() == ReadState.WAITING
                        || document.getReadState() == ReadState.READ
                                && document.getDecidedState() == DecidedState.WAITING
                                && document.isInInbox());
    }

    private void text(Document document, long label, Visitor visitor, Model model) {
        String whole = documents.text(document.getId());
        boolean cut = whole.length() > LONGEST_TEXT;
        String text = cut ? whole.substring(0, LONGEST_TEXT) : whole;
        model.addAttribute("cut", cut);
        model.addAttribute("markedLabel", label);
        model.addAttribute(
                "parts", MarkedText.of(text, label == 0 ? List.of() : opinions.words(document, label, visitor)));
    }

    /** The inbox is a state of the document here, not one of its labels. */
    private List<Filed> filed(Document document, Opinions.Opinion opinion) {
        List<DocumentLabel> on = documentLabels.of(document.getId());
        Map<Long, StoredLabel> known =
                labels.byId(on.stream().map(DocumentLabel::getLabelId).toList());
        List<Filed> filed = new ArrayList<>();
        for (DocumentLabel label : on) {
            StoredLabel stored = known.get(label.getLabelId());
            if (stored != null && !stored.isInbox()) {
                Double threshold = label.getThreshold();
                filed.add(new Filed(
                        Chip.of(stored, label),
                        label,
                        threshold == null ? null : Math.round(threshold * 100),
                        opinion.why(label.getLabelId())));
            }
        }
        filed.sort(Comparator.comparingInt((Filed one) -> order(one.chip().kind()))
                .thenComparing(one -> one.chip().name(), String.CASE_INSENSITIVE_ORDER));
        return filed;
    }

    private static int order(LabelKind kind) {
        return kind == LabelKind.TAG ? LabelKind.values().length : kind.ordinal();
    }
}
