package dev.tagwright.host.pages;

import dev.tagwright.host.users.People;
import dev.tagwright.host.users.PersonRefused;
import dev.tagwright.host.users.Role;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody who can sign in, for administrators. */
@Controller
@RequestMapping("/people")
class PeoplePage {

    private final People people;
    private final Words words;

    PeoplePage(People people, Words words) {
        this.people = people;
        this.words = words;
    }

    @GetMapping
    String list(Visitor visitor, Model model) {
        visitor.needs(Role.ADMINISTRATOR);
        return show(model);
    }

    @PostMapping
    String add(
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam Role role,
            Visitor visitor,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        visitor.needs(Role.ADMINISTRATOR);
        try {
            people.create(name.strip(), password, role);
        } catch (PersonRefused refusal) {
            response.setStatus(422);
            model.addAttribute("fault", refusal.getMessage());
            return show(model);
        }
        Frame.say(next, words.say("people.added"));
        return "redirect:/people";
    }

    @PostMapping("/{id}")
    String change(
            @PathVariable long id,
            @RequestParam Role role,
            @RequestParam(defaultValue = "false") boolean active,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor,
            RedirectAttributes next) {
        visitor.needs(Role.ADMINISTRATOR);
        people.change(id, role, active);
        if (!password.isEmpty()) {
            people.changePassword(id, password);
        }
        Frame.say(next, words.say("people.saved"));
        return "redirect:/people";
    }

    private String show(Model model) {
        model.addAttribute("everybody", people.all());
        model.addAttribute("roles", Role.values());
        return "people";
    }
}
