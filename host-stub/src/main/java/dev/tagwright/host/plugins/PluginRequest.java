package dev.tagwright.host.plugins;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.MappingMatch;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * A request as a plugin sees it: mapped below {@code /plugins/<id>}, without the host's session, and with attributes of
 * its own. The host's attributes hold objects of the host's framework under names that the plugin's copy of it looks for.
 */
final class PluginRequest extends HttpServletRequestWrapper {

    private static final String ROOT = "/plugins/";

    private final String id;
    private final ServletContext context;
    private final Map<String, Object> attributes = new TreeMap<>();

    PluginRequest(HttpServletRequest request, String id, ServletContext context) {
        super(request);
        this.id = id;
        this.context = context;
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            // asking for any of them begins a session, which only pages need
            attributes.put("dev.tagwright.csrf.header", new Late(token::getHeaderName));
            attributes.put("dev.tagwright.csrf.parameter", new Late(token::getParameterName));
            attributes.put("dev.tagwright.csrf.token", new Late(token::getToken));
        }
    }

    @Override
    public String getServletPath() {
        return ROOT + id;
    }

    @Override
    public @Nullable String getPathInfo() {
        String whole = super.getServletPath() + (super.getPathInfo() == null ? "" : super.getPathInfo());
        String rest = whole.substring(Math.min(whole.length(), getServletPath().length()));
        return rest.isEmpty() ? null : rest;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return new Mapping(id, String.valueOf(getPathInfo()));
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        Object own = attributes.get(name);
        if (own instanceof Late late) {
            return late.value.get();
        }
        return own == null && name.startsWith("jakarta.servlet.") ? super.getAttribute(name) : own;
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (create) {
            throw new IllegalStateException("a plugin has no session; it is to keep its state elsewhere");
        }
        return null;
    }

    @Override
    public HttpSession getSession() {
        throw new IllegalStateException("a plugin has no session; it is to keep its state elsewhere");
    }

    /** What is made when it is asked for. */
    private record Late(Supplier<String> value) {}

    /** As if the container had mapped the plugin's servlet itself. */
    private record Mapping(String id, String rest) implements HttpServletMapping {

        @Override
        public String getMatchValue() {
            return rest.startsWith("/") ? rest.substring(1) : "";
        }

        @Override
        public String getPattern() {
            return ROOT + id + "/*";
        }

        @Override
        public String getServletName() {
            return "plugin-" + id;
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.PATH;
        }
    }
}
