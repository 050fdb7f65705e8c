package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.Grounds;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people do to one document. Each answers with the changed side of the page, or leads back to the page. */
@Controller
@RequestMapping("/documents/{id}")
class DocumentActions {

    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final DocumentNotes notes;
    private final Labels labels;
    private final DocumentPages pages;
    private final Ingest ingest;
    private final Words words;

    DocumentActions(
            Documents documents,
            DocumentLabels documentLabels,
            DocumentNotes notes,
            Labels labels,
            DocumentPages pages,
            Ingest ingest,
            Words words) {
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.notes = notes;
        this.labels = labels;
        this.pages = pages;
        this.ingest = ingest;
        this.words = words;
    }

    /** Writes only what differs from what the person saw, so that nobody undoes a change without knowing of it. */
    @PostMapping("/fields")
    String fields(
            @PathVariable long id,
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Visitor visitor,
            Model model) {
        changeable(id, visitor);
        DocumentEdit edit = DocumentEdit.NONE;
        if (differs(given, "title")) {
            edit = edit.withTitle(given.getOrDefault("title", ""));
        }
        if (differs(given, "created")) {
            edit = edit.withCreatedOn(day(given.getOrDefault("created", "")));
        }
        documents.edit(id, edit, visitor.actor());
        for (LabelKind kind : ListQuery.SINGLE_KINDS) {
            String name = ListQuery.name(kind);
            if (differs(given, name)) {
                long label = number(given.getOrDefault(name, ""));
                documentLabels.setSingle(id, kind, label == 0 ? null : label, visitor.actor());
            }
        }
        return answer(id, request, visitor, model);
    }

    @PostMapping("/labels/add")
    String add(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long label,
            HttpServletRequest request,
            Visitor visitor,
            Model model) {
        changeable(id, visitor);
        if (label != 0) {
            documentLabels.change(id, List.of(label), List.of(), visitor.actor());
        }
        return answer(id, request, visitor, model);
    }

    /** A label that a machine had put on is right. */
    @PostMapping("/labels/confirm")
    String confirm(
            @PathVariable long id, @RequestParam long label, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        documentLabels.change(id, List.of(label), List.of(), visitor.actor());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/labels/remove")
    String remove(
            @PathVariable long id, @RequestParam long label, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        documentLabels.change(id, List.of(), List.of(label), visitor.actor());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/suggestions/accept")
    String accept(
            @PathVariable long id,
            @RequestParam long label,
            @RequestParam(defaultValue = "") String snapshot,
            HttpServletRequest request,
            Visitor visitor,
            Model model) {
        changeable(id, visitor);
        Grounds grounds = new Grounds(
                snapshot.isEmpty() || snapshot.length() > 200 ? null : snapshot,
                null,
                null,
                "Suggested by the classifier.",
                null);
        documentLabels.change(id, Map.of(label, grounds), List.of(), visitor.actor(), Grounds.NONE);
        return answer(id, request, visitor, model);
    }

    @PostMapping("/suggestions/reject")
    String reject(
            @PathVariable long id, @RequestParam long label, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        documentLabels.refuse(id, label, visitor.actor());
        return answer(id, request, visitor, model);
    }

    /** What somebody refused may be suggested again. */
    @PostMapping("/suggestions/allow")
    String allow(
            @PathVariable long id, @RequestParam long label, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        documentLabels.allow(id, label, visitor.actor());
        return answer(id, request, visitor, model);
    }

    /** Takes a document out of the inbox, which confirms all that stands on it. */
    @PostMapping("/checked")
    String checked(@PathVariable long id, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        List<Long> inbox =
                labels
                        .byId(documentLabels.of(id).stream()
                                .map(DocumentLabel::getLabelId)
                                .toList())
                        .values()
                        .stream()
                        .filter(StoredLabel::isInbox)
                        .map(StoredLabel::getId)
                        .toList();
        documentLabels.change(id, List.of(), inbox, visitor.actor());
        documents.lookedThrough(id, visitor.actor());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/never")
    String never(
            @PathVariable long id, @RequestParam boolean on, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        documents.edit(id, DocumentEdit.NONE.withNeverClassify(on), visitor.actor());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/read-again")
    String readAgain(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int dpi,
            @RequestParam(defaultValue = "") String languages,
            @RequestParam(defaultValue = "false") boolean ocr,
            HttpServletRequest request,
            Visitor visitor,
            Model model) {
        changeable(id, visitor);
        ingest.readAgain(id, new FileToRead.Hints(dpi, languages.strip(), ocr), visitor.name());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/cancel-reading")
    String cancelReading(@PathVariable long id, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        ingest.lastOf(id).ifPresent(job -> ingest.cancel(job.id()));
        return answer(id, request, visitor, model);
    }

    @PostMapping("/try-again")
    String tryAgain(@PathVariable long id, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        ingest.lastOf(id).ifPresent(job -> ingest.retry(job.id()));
        return answer(id, request, visitor, model);
    }

    @PostMapping("/notes")
    String note(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request,
            Visitor visitor,
            Model model) {
        changeable(id, visitor);
        notes.add(id, note, visitor.actor());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/notes/remove")
    String removeNote(
            @PathVariable long id, @RequestParam long note, HttpServletRequest request, Visitor visitor, Model model) {
        changeable(id, visitor);
        notes.remove(id, note, visitor.actor());
        return answer(id, request, visitor, model);
    }

    @PostMapping("/delete")
    String delete(@PathVariable long id, Visitor visitor, RedirectAttributes next) {
        changeable(id, visitor);
        documents.delete(id, visitor.actor());
        Frame.say(next, words.say("document.deleted"));
        return "redirect:/documents/" + id;
    }

    @PostMapping("/restore")
    String restore(@PathVariable long id, Visitor visitor, RedirectAttributes next) {
        if (!visitor.mayChange(pages.visible(id, visitor))) {
            throw new AccessDeniedException("This document is not the visitor's to change.");
        }
        documents.restore(id, visitor.actor());
        Frame.say(next, words.say("document.restored"));
        return "redirect:/documents/" + id;
    }

    @PostMapping("/purge")
    String purge(@PathVariable long id, Visitor visitor, RedirectAttributes next) {
        visitor.needs(Role.ADMINISTRATOR);
        pages.visible(id, visitor);
        documents.purge(id);
        Frame.say(next, words.say("document.purged"));
        return "redirect:/documents?view=trash";
    }

    private void changeable(long id, Visitor visitor) {
        Document document = pages.visible(id, visitor);
        if (!visitor.mayChange(document)) {
            throw new AccessDeniedException("This document is not the visitor's to change.");
        }
    }

    private String answer(long id, HttpServletRequest request, Visitor visitor, Model model) {
        if (!Frame.isPart(request)) {
            return "redirect:/documents/" + id;
        }
        pages.show(pages.visible(id, visitor), visitor, model);
        return "document :: side";
    }

    private static boolean differs(Map<String, String> given, String name) {
        String now = given.get(name);
        return now != null && !now.equals(given.getOrDefault("was-" + name, ""));
    }

    private LocalDate day(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new DocumentRefused("created", words.say("document.created.wrong"));
        }
    }

    private static long number(String value) {
        try {
            return value.isEmpty() ? 0 : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new NoSuchLabel(0);
        }
    }
}
