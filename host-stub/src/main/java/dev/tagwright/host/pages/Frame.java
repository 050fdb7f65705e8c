package dev.tagwright.host.pages;

import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.labels.LabelRefused;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.users.PersonRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What all pages have in common. */
@Controller
@ControllerAdvice(basePackageClasses = Frame.class)
class Frame {

    private final Visitors visitors;
    private final GoingOn goingOn;

    Frame(Visitors visitors, GoingOn goingOn) {
        this.visitors = visitors;
        this.goingOn = goingOn;
    }

    /** Returns who looks; null on pages that anybody may see. */
    @ModelAttribute("visitor")
    @Nullable
    Visitor visitor(HttpServletRequest request) {
        return visitors.of(request).orElse(null);
    }

    /** Returns what goes on, for whole pages; parts of pages have no room for it. */
    @ModelAttribute("going")
    List<GoingOn.Line> going(HttpServletRequest request) {
        boolean whole = request.getMethod().equals("GET") && !isPart(request);
        return whole && visitors.of(request).isPresent() ? goingOn.lines() : List.of();
    }

    @GetMapping("/")
    String home() {
        return "redirect:/documents";
    }

    @GetMapping("/login")
    String signIn(HttpServletRequest request) {
        return visitors.of(request).isPresent() ? "redirect:/documents" : "login";
    }

    @GetMapping("/going-on")
    String goingOn(Model model) {
        model.addAttribute("going", goingOn.lines());
        return "layout :: going";
    }

    @ExceptionHandler({NoSuchDocument.class, NoSuchLabel.class})
    ModelAndView gone(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        ModelAndView page = new ModelAndView("error/404");
        visitors.of(request).ifPresent(visitor -> page.addObject("visitor", visitor));
        return page;
    }

    /** What a person gave and the host did not take: said where the form was, or as a page of its own. */
    @ExceptionHandler({DocumentRefused.class, LabelRefused.class, PersonRefused.class})
    ModelAndView refused(RuntimeException refusal, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(422);
        boolean part = isPart(request);
        if (part) {
            response.setHeader("X-Part", "true");
            response.setHeader("HX-Retarget", "#said");
            response.setHeader("HX-Reswap", "innerHTML");
        }
        ModelAndView page = new ModelAndView(part ? "layout :: refused" : "error/422");
        page.addObject("said", String.valueOf(refusal.getMessage()));
        visitors.of(request).ifPresent(visitor -> page.addObject("visitor", visitor));
        return page;
    }

    /** Returns whether only a part of the page is to be replaced. */
    static boolean isPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null && request.getHeader("HX-Boosted") == null;
    }

    /** Puts a sentence at the top of the page that comes next. */
    static void say(RedirectAttributes next, String sentence) {
        next.addFlashAttribute("said", sentence);
    }

    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(one -> !one.isEmpty());
    }
}
