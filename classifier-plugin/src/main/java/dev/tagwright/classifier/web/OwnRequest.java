package dev.tagwright.classifier.web;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as if the plugin were an application of its own below the path that the host gave it. Attributes that a host
 * built with Spring has set stay hidden: they are objects of the host's classes under the names that our Spring uses.
 */
final class OwnRequest extends HttpServletRequestWrapper {

    private static final String SPRING = "org.springframework.";

    private final Map<String, Object> own = new HashMap<>();

    OwnRequest(HttpServletRequest request) {
        super(request);
    }

    private HttpServletRequest host() {
        return (HttpServletRequest) getRequest();
    }

    @Override
    public String getContextPath() {
        return host().getContextPath() + host().getServletPath();
    }

    @Override
    public String getServletPath() {
        return host().getPathInfo();
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return new Whole();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return name.startsWith(SPRING) ? own.get(name) : super.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (!name.startsWith(SPRING)) {
            super.setAttribute(name, value);
        } else if (value == null) {
            own.remove(name);
        } else {
            own.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (name.startsWith(SPRING)) {
            own.remove(name);
        } else {
            super.removeAttribute(name);
        }
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        Set<String> names = new LinkedHashSet<>(own.keySet());
        Collections.list(super.getAttributeNames()).stream()
                .filter(name -> !name.startsWith(SPRING))
                .forEach(names::add);
        return Collections.enumeration(names);
    }

    /** As a servlet that serves a whole application. */
    private static final class Whole implements HttpServletMapping {
        @Override
        public String getMatchValue() {
            return "";
        }

        @Override
        public String getPattern() {
            return "/";
        }

        @Override
        public String getServletName() {
            return "tagwright-classifier";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.DEFAULT;
        }
    }
}
