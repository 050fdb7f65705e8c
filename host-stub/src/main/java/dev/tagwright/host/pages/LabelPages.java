package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.labels.LabelRefused;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The catalogue of labels: everybody looks, administrators change. */
@Controller
@RequestMapping("/labels")
class LabelPages {

    private static final int EXAMPLES = 3;

    /** One line of the catalogue; the count is null where it would tell of documents the visitor may not see. */
    record Line(
            StoredLabel label,
            Chip chip,
            int depth,
            @Nullable Long count) {}

    /** Where a document would lie. */
    record Example(String title, String path) {}

    private final Labels labels;
    private final DocumentLabels documentLabels;
    private final DocumentFinder finder;
    private final Documents documents;
    private final Words words;

    LabelPages(Labels labels, DocumentLabels documentLabels, DocumentFinder finder, Documents documents, Words words) {
        this.labels = labels;
        this.documentLabels = documentLabels;
        this.finder = finder;
        this.documents = documents;
        this.words = words;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String kind, Visitor visitor, Model model) {
        LabelKind shown = kind(kind);
        Map<Long, Long> counts = visitor.mayAdminister() ? documentLabels.counts(visitor.person()) : Map.of();
        model.addAttribute("kind", shown);
        model.addAttribute("kinds", LabelKind.values());
        model.addAttribute(
                "lines",
                LabelTree.of(labels.all(shown)).stream()
                        .map(node -> new Line(
                                node.label(),
                                Chip.of(node.label()),
                                node.depth(),
                                visitor.mayAdminister()
                                        ? counts.getOrDefault(node.label().getId(), 0L)
                                        : null))
                        .toList());
        return "labels";
    }

    @GetMapping("/new")
    String fresh(@RequestParam(defaultValue = "") String kind, Visitor visitor, Model model) {
        visitor.needs(Role.ADMINISTRATOR);
        return form(null, LabelForm.empty(kind(kind)), visitor, model);
    }

    @GetMapping("/{id}")
    String edit(@PathVariable long id, Visitor visitor, Model model) {
        visitor.needs(Role.ADMINISTRATOR);
        StoredLabel label = labels.find(id).orElseThrow(() -> new NoSuchLabel(id));
        return form(label, LabelForm.of(label), visitor, model);
    }

    @PostMapping
    String create(
            @RequestParam Map<String, String> fields,
            Visitor visitor,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        visitor.needs(Role.ADMINISTRATOR);
        LabelForm form = LabelForm.given(kind(fields.getOrDefault("kind", "")), fields);
        try {
            labels.create(form.draft());
        } catch (LabelRefused refusal) {
            return wrong(null, form, refusal, visitor, model, response);
        }
        Frame.say(next, words.say("labels.created"));
        return "redirect:/labels?kind=" + form.kind();
    }

    @PostMapping("/{id}")
    String change(
            @PathVariable long id,
            @RequestParam Map<String, String> fields,
            Visitor visitor,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        visitor.needs(Role.ADMINISTRATOR);
        StoredLabel label = labels.find(id).orElseThrow(() -> new NoSuchLabel(id));
        LabelForm form = LabelForm.given(label.getKind(), fields);
        try {
            labels.change(id, form.draft());
        } catch (LabelRefused refusal) {
            return wrong(label, form, refusal, visitor, model, response);
        }
        Frame.say(next, words.say("labels.saved"));
        return "redirect:/labels?kind=" + form.kind();
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, Visitor visitor, RedirectAttributes next) {
        visitor.needs(Role.ADMINISTRATOR);
        LabelKind kind = labels.find(id).orElseThrow(() -> new NoSuchLabel(id)).getKind();
        labels.delete(id);
        Frame.say(next, words.say("labels.gone"));
        return "redirect:/labels?kind=" + kind;
    }

    /** Where some documents would lie by a template that is just being typed. */
    @GetMapping("/preview")
    String preview(@RequestParam(defaultValue = "") String template, Visitor visitor, Model model) {
        visitor.needs(Role.ADMINISTRATOR);
        model.addAttribute("examples", examples(template, visitor));
        return "label :: preview";
    }

    private List<Example> examples(String template, Visitor visitor) {
        if (template.isBlank()) {
            return List.of();
        }
        List<Document> some = finder.find(
                        DocumentFilter.present().visibleTo(visitor.person()), DocumentOrder.NEWEST, 1, EXAMPLES)
                .documents();
        return some.stream()
                .map(document -> new Example(document.getTitle(), documents.previewPath(document.getId(), template)))
                .toList();
    }

    private String wrong(
            @Nullable StoredLabel label,
            LabelForm form,
            LabelRefused refusal,
            Visitor visitor,
            Model model,
            HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("wrong", refusal.field());
        model.addAttribute("fault", refusal.getMessage());
        return form(label, form, visitor, model);
    }

    private String form(@Nullable StoredLabel label, LabelForm form, Visitor visitor, Model model) {
        model.addAttribute("label", label);
        model.addAttribute("form", form);
        model.addAttribute("algorithms", MatchingAlgorithm.values());
        Set<Long> never = new HashSet<>();
        if (label != null) {
            never.add(label.getId());
            labels.descendants(label.getId()).forEach(tag -> never.add(tag.getId()));
        }
        model.addAttribute(
                "parents",
                form.kind() != LabelKind.TAG
                        ? List.of()
                        : LabelTree.of(labels.all(LabelKind.TAG)).stream()
                                .filter(node -> !never.contains(node.label().getId()))
                                .toList());
        model.addAttribute("examples", examples(form.template(), visitor));
        return "label";
    }

    private static LabelKind kind(String name) {
        return Arrays.stream(LabelKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(LabelKind.TAG);
    }
}
