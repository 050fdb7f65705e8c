package dev.tagwright.host.plugins;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** What a plugin's servlet is initialised with: a name and a context, no parameters. */
record PluginServletConfig(String id, ServletContext context) implements ServletConfig {

    @Override
    public String getServletName() {
        return "plugin-" + id;
    }

    @Override
    public ServletContext getServletContext() {
        return context;
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
