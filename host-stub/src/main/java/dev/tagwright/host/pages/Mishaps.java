package dev.tagwright.host.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Gives the pages about mishaps the frame of all other pages. */
@Component
@Order(0)
class Mishaps implements ErrorViewResolver {

    private final Visitors visitors;

    Mishaps(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public @Nullable ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        Map<String, Object> more = new HashMap<>(model);
        visitors.of(request).ifPresent(visitor -> more.put("visitor", visitor));
        more.put("code", status.value());
        String page =
                switch (status) {
                    case NOT_FOUND -> "error/404";
                    case FORBIDDEN -> "error/403";
                    default -> "error/other";
                };
        return new ModelAndView(page, more, status);
    }
}
