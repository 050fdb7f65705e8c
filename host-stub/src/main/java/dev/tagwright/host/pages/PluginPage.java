package dev.tagwright.host.pages;

import dev.tagwright.api.plugin.Health;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.PluginRefused;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.Audit;
import dev.tagwright.host.users.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The plugins of this host, for administrators. */
@Controller
class PluginPage {

    private static final Logger LOG = LoggerFactory.getLogger(PluginPage.class);

    private final Plugins plugins;
    private final Audit audit;
    private final Words words;

    PluginPage(Plugins plugins, Audit audit, Words words) {
        this.plugins = plugins;
        this.audit = audit;
        this.words = words;
    }

    @GetMapping("/plugins")
    String list(Visitor visitor, Model model) {
        visitor.needs(Role.ADMINISTRATOR);
        show(model);
        return "plugins";
    }

    @GetMapping("/plugins-changed")
    String changed(Visitor visitor, Model model) {
        visitor.needs(Role.ADMINISTRATOR);
        show(model);
        return "plugins :: installed";
    }

    private void show(Model model) {
        model.addAttribute("plugins", plugins.all());
        Optional<Classifier> classifier = plugins.classifier();
        model.addAttribute("asked", classifier.map(Classifier::id).orElse(""));
        try {
            Optional<Health> health =
                    classifier.isPresent() ? Optional.of(classifier.get().health()) : Optional.empty();
            model.addAttribute("health", health.orElse(null));
        } catch (PluginFailure e) {
            model.addAttribute("troubled", e.getMessage());
        }
    }

    @PostMapping("/plugins")
    String install(
            @RequestParam("archive") MultipartFile archive,
            Visitor visitor,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        visitor.needs(Role.ADMINISTRATOR);
        if (archive.isEmpty()) {
            return refused(words.say("plugins.upload.empty"), model, response);
        }
        try {
            String id = plugins.install(archive.getInputStream());
            audit.note(Audit.What.PLUGIN_INSTALLED, null, id);
            Frame.say(next, words.say("plugins.installed", id));
            return "redirect:/plugins";
        } catch (PluginRefused refusal) {
            return refused(String.valueOf(refusal.getMessage()), model, response);
        } catch (IOException e) {
            LOG.warn("An uploaded plugin archive could not be taken", e);
            return refused(words.say("plugins.upload.broken"), model, response);
        }
    }

    private String refused(String message, Model model, HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("fault", message);
        model.addAttribute("going", List.of());
        show(model);
        return "plugins";
    }

    @PostMapping(path = "/plugins", params = "remove")
    String remove(@RequestParam String remove, Visitor visitor, RedirectAttributes next) throws IOException {
        visitor.needs(Role.ADMINISTRATOR);
        boolean removed = plugins.remove(remove);
        if (removed) {
            audit.note(Audit.What.PLUGIN_REMOVED, null, remove);
        }
        Frame.say(next, words.say(removed ? "plugins.removed" : "plugins.removed.none"));
        return "redirect:/plugins";
    }
}
