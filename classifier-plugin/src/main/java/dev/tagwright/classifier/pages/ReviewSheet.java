package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.Sheet;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.review.Action;
import dev.tagwright.classifier.review.ActionLog;
import dev.tagwright.classifier.review.Appraisal;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.OpenDocument;
import dev.tagwright.classifier.review.OpenDocument.OpenSuggestion;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import dev.tagwright.classifier.suggestion.NearTie;
import dev.tagwright.classifier.suggestion.TextCheck;
import dev.tagwright.classifier.web.Pages;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.Context;

/** All that one document's review page shows. Names and texts are given as they are; the template escapes them. */
final class ReviewSheet {

    private static final int MOST_SIMILAR = 3;
    private static final int MOST_PICTURES = 8;
    private static final int MOST_ALIKE = 8;
    private static final int MOST_PAST = 50;

    /** From this probability on a suggestion is ticked, beside the first. */
    private static final double TICKED = 0.5;

    private final Pages.Sources sources;
    private final Review review;
    private final Templates templates;

    ReviewSheet(Pages.Sources sources, Review review, Templates templates) {
        this.sources = sources;
        this.review = review;
        this.templates = templates;
    }

    /** Fills a page with a document; false if there is none that the caller may view. */
    boolean fill(Context context, Caller caller, DocumentId id) {
        List<Sheet> sheets = review.filing().sheets(caller, List.of(id));
        Optional<HostDocument> found =
                sheets.isEmpty() ? Optional.empty() : review.corpus().document(id);
        if (found.isEmpty()) {
            return false;
        }
        HostDocument document = found.get();
        Suggestions said = review.suggester().suggest(id, caller);
        OpenDocument open = review.appraisal().of(document, said);
        Map<LabelId, String> names = sources.labels().all().stream().collect(Collectors.toMap(Label::id, Label::name));
        List<Suggestion> shown = open.suggestions().stream()
                .map(one -> said.suggestions().stream()
                        .filter(suggestion -> suggestion.label().equals(one.label()))
                        .findFirst()
                        .orElseThrow())
                .toList();
        context.setVariable("document", document(sheets.get(0), document, context));
        context.setVariable("filed", filed(document, names));
        context.setVariable("suggestions", suggestions(shown, caller, names, context));
        context.setVariable("flags", flags(document, open, names, context));
        context.setVariable("silence", said.silence());
        context.setVariable("noSnapshot", said.snapshot().isEmpty());
        context.setVariable("parts", MarkedText.of(document.text(), shown));
        context.setVariable("places", places(sheets.get(0), caller, shown));
        context.setVariable("cut", document.text().length() > MarkedText.LONGEST);
        context.setVariable("alike", alike(caller, id));
        context.setVariable("past", past(id, names, context));
        return true;
    }

    /** The pictures that are shown, and on each the places of the words that spoke for a suggestion. */
    private List<Map<String, Object>> places(Sheet sheet, Caller caller, List<Suggestion> shown) {
        Map<Integer, List<Map<String, String>>> marks =
                MarkedPages.of(review.filing().words(caller, sheet.document()), shown);
        List<Map<String, Object>> pictures = new ArrayList<>();
        for (String picture : sheet.pictures().stream().limit(MOST_PICTURES).toList()) {
            pictures.add(Map.of("address", picture, "marks", marks.getOrDefault(pictures.size() + 1, List.of())));
        }
        return pictures;
    }

    private static Map<String, Object> document(Sheet sheet, HostDocument document, Context context) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("id", Long.toString(document.id().value()));
        shown.put("title", sheet.title());
        shown.put(
                "day",
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(context.getLocale())
                        .format(sheet.createdOn()));
        shown.put("page", sheet.page());
        shown.put("mayChange", sheet.mayChange());
        shown.put("inInbox", sheet.inInbox());
        shown.put("never", document.neverClassify());
        shown.put("version", Long.toString(document.version()));
        shown.put(
                "seen",
                new TreeSet<>(document.labels().keySet())
                        .stream().map(Wanted::key).collect(Collectors.joining(" ")));
        return shown;
    }

    private List<Map<String, String>> filed(HostDocument document, Map<LabelId, String> names) {
        return document.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> Map.of(
                        "kind", one.getKey().kind().name(),
                        "name", names.getOrDefault(one.getKey(), ""),
                        "by", one.getValue().name()))
                .toList();
    }

    private List<Map<String, Object>> suggestions(
            List<Suggestion> shown, Caller caller, Map<LabelId, String> names, Context context) {
        Set<LabelKind> taken = EnumSet.noneOf(LabelKind.class);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Suggestion suggestion : shown) {
            LabelId label = suggestion.label();
            boolean free = label.kind().multiValued() || taken.add(label.kind());
            Map<String, Object> row = new HashMap<>();
            row.put("number", Integer.toString(rows.size()));
            row.put("digit", Integer.toString(rows.size() + 1));
            row.put("key", Wanted.key(label));
            row.put("kind", label.kind().name());
            row.put("name", names.getOrDefault(label, ""));
            row.put("percent", Templates.percent(context, suggestion.probability()));
            row.put("value", Long.toString(Math.round(suggestion.probability() * 100)));
            row.put("threshold", suggestion.threshold() > 1 ? "" : Templates.percent(context, suggestion.threshold()));
            row.put("reason", suggestion.evidence().reason());
            row.put("ticked", rows.isEmpty() || free && suggestion.probability() >= TICKED);
            row.put(
                    "words",
                    suggestion.evidence().words().stream()
                            .limit(6)
                            .map(word -> Map.of("text", word.text(), "against", word.weight() < 0 ? "yes" : ""))
                            .toList());
            row.put("similar", similar(suggestion, caller, context));
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, String>> similar(Suggestion suggestion, Caller caller, Context context) {
        Map<DocumentId, Double> near = new LinkedHashMap<>();
        suggestion.evidence().similar().stream()
                .limit(MOST_SIMILAR)
                .forEach(one -> near.put(one.document(), one.similarity()));
        return review.filing().sheets(caller, List.copyOf(near.keySet())).stream()
                .map(sheet -> Map.of(
                        "title", sheet.title(),
                        "page", sheet.page(),
                        "percent", Templates.percent(context, Math.max(0, near.getOrDefault(sheet.document(), 0.0)))))
                .toList();
    }

    private List<Map<String, String>> flags(
            HostDocument document, OpenDocument open, Map<LabelId, String> names, Context context) {
        List<Map<String, String>> flags = new ArrayList<>();
        for (Flag flag : EnumSet.copyOf(open.flags().isEmpty() ? EnumSet.noneOf(Flag.class) : open.flags())) {
            flags.add(Map.of("name", flag.name(), "why", why(flag, document, open, names, context)));
        }
        return flags;
    }

    private String why(
            Flag flag, HostDocument document, OpenDocument open, Map<LabelId, String> names, Context context) {
        return switch (flag) {
            case NEAR_TIE ->
                Appraisal.nearTies(open.suggestions()).keySet().stream()
                        .map(kind -> tie(kind, open, names, context))
                        .collect(Collectors.joining(" "));
            case LOW_TEXT -> TextCheck.refuse(document.text()).orElse("");
            case UNKNOWN -> templates.say(context, "flag.UNKNOWN.why");
            case RULE_CONFLICT ->
                document.labels().entrySet().stream()
                        .filter(one -> one.getValue() == Origin.RULE
                                && !one.getKey().kind().multiValued()
                                && open.suggestions().stream()
                                        .anyMatch(other -> other.label().kind()
                                                == one.getKey().kind()))
                        .map(one ->
                                templates.say(context, "flag.RULE_CONFLICT.why", names.getOrDefault(one.getKey(), "")))
                        .collect(Collectors.joining(" "));
        };
    }

    private String tie(LabelKind kind, OpenDocument open, Map<LabelId, String> names, Context context) {
        List<OpenSuggestion> two = open.suggestions().stream()
                .filter(one -> one.label().kind() == kind)
                .limit(2)
                .toList();
        return templates.say(
                context,
                "flag.NEAR_TIE.why",
                names.getOrDefault(two.get(0).label(), ""),
                Templates.percent(context, two.get(0).probability()),
                names.getOrDefault(two.get(1).label(), ""),
                Templates.percent(context, two.get(1).probability()),
                Long.toString(Math.round(NearTie.DIFFERENCE * 100)));
    }

    /** Documents like this one, for a label on all of them at once. */
    private List<Map<String, String>> alike(Caller caller, DocumentId id) {
        return review.filing().sheets(caller, review.filing().alike(caller, id, MOST_ALIKE)).stream()
                .filter(Sheet::mayChange)
                .map(sheet -> Map.of(
                        "id", Long.toString(sheet.document().value()), "title", sheet.title(), "page", sheet.page()))
                .toList();
    }

    private record Past(Instant at, String text) {}

    /** What was done to the labels of a document and why, newest first. */
    private List<Map<String, String>> past(DocumentId id, Map<LabelId, String> names, Context context) {
        List<Past> past = new ArrayList<>();
        sources.assignments().ofDocument(id).forEach(one -> past.add(applied(one, names, context)));
        sources.feedback().ofDocument(id).forEach(one -> past.add(said(one, names, context)));
        review.actions().ofDocument(id, MOST_PAST).stream()
                .filter(one -> one.action().verb() == Action.Verb.PASS
                        || one.action().verb() == Action.Verb.SKIP
                        || one.action().verb() == Action.Verb.NEVER
                        || one.action().state() == Action.State.UNDONE)
                .forEach(one -> past.add(decided(one, context)));
        return past.stream()
                .sorted(Comparator.comparing(Past::at).reversed())
                .limit(MOST_PAST)
                .map(one -> Map.of("at", Templates.time(one.at()), "text", one.text()))
                .toList();
    }

    private Past applied(AssignmentRecord one, Map<LabelId, String> names, Context context) {
        String undone = one.undoneAt() == null ? "" : " " + templates.say(context, "past.undone", one.undoneBy());
        return new Past(
                one.at(),
                templates.say(
                                context,
                                "past.applied",
                                names.getOrDefault(one.label(), templates.say(context, "label.deleted")),
                                Templates.percent(context, one.probability()),
                                Templates.percent(context, one.threshold()),
                                digest(one.snapshot()),
                                one.reason())
                        + undone);
    }

    private Past said(FeedbackEntry one, Map<LabelId, String> names, Context context) {
        return new Past(
                one.saidAt(),
                templates.say(
                        context,
                        "past." + one.verdict().name(),
                        one.user(),
                        names.getOrDefault(one.label(), templates.say(context, "label.deleted")),
                        Templates.percent(context, one.probability()),
                        digest(one.snapshot()),
                        name(one.instead(), names)));
    }

    private static String name(@Nullable LabelId label, Map<LabelId, String> names) {
        return label == null ? "" : names.getOrDefault(label, "");
    }

    private Past decided(ActionLog.OfDocument one, Context context) {
        Action action = one.action();
        boolean undone = action.state() == Action.State.UNDONE;
        Instant ended = action.endedAt();
        return new Past(
                ended == null ? action.askedAt() : ended,
                templates.say(
                        context,
                        undone
                                ? "past.taken-back"
                                : "past.verb." + action.verb().name(),
                        action.user(),
                        templates.say(context, "verb." + action.verb().name())));
    }

    static String digest(String snapshot) {
        return snapshot.length() > 12 ? snapshot.substring(0, 12) : snapshot;
    }
}
