package dev.tagwright.classifier.web;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The host's servlet context under a name of our own and without the host's parameters. */
record OwnConfig(ServletConfig host) implements ServletConfig {

    @Override
    public String getServletName() {
        return "tagwright-classifier";
    }

    @Override
    public ServletContext getServletContext() {
        return host.getServletContext();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.emptyEnumeration();
    }
}
