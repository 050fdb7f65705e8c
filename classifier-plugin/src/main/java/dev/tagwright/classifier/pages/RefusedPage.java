package dev.tagwright.classifier.pages;

import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.thymeleaf.context.Context;

/** What cannot be done, in the frame of the other pages, with a way on. */
final class RefusedPage implements Refusals.Shown {

    private final Templates templates;

    RefusedPage(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String page(HttpServletRequest request, int status, String why) {
        Context context = templates.context(Objects.requireNonNull(request.getUserPrincipal()), request);
        context.setVariable("heading", heading(status));
        context.setVariable("why", why);
        context.setVariable("back", "");
        return templates.page("refused", context);
    }

    private static String heading(int status) {
        if (status == HttpStatus.NOT_FOUND.value()) {
            return "refused.not-there";
        }
        return status == HttpStatus.FORBIDDEN.value() ? "refused.not-allowed" : "refused.title";
    }
}
