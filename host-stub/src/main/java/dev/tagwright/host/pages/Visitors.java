package dev.tagwright.host.pages;

import dev.tagwright.host.users.People;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Finds out who looks at a page, once for each request. */
@Component
class Visitors implements HandlerMethodArgumentResolver {

    private static final String KNOWN = Visitors.class.getName();

    private final People people;

    Visitors(People people) {
        this.people = people;
    }

    /** Returns who is signed in; empty for somebody who is not, or who was switched off meanwhile. */
    Optional<Visitor> of(HttpServletRequest request) {
        if (request.getAttribute(KNOWN) instanceof Visitor known) {
            return Optional.of(known);
        }
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            return Optional.empty();
        }
        Optional<Visitor> visitor = people.find(principal.getName())
                .filter(person -> person.isActive())
                .map(Visitor::new);
        visitor.ifPresent(known -> request.setAttribute(KNOWN, known));
        return visitor;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
        return Optional.ofNullable(servlet)
                .flatMap(this::of)
                .orElseThrow(() -> new AccessDeniedException("Sign in first."));
    }
}
