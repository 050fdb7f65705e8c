package dev.tagwright.host.plugins;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Hands requests below {@code /plugins/<id>/} to the plugin of that id, for people who are signed in. The host's own pages
 * and filters come first.
 */
@Component
final class PluginRequests extends SimpleUrlHandlerMapping {

    PluginRequests(Plugins plugins) {
        setOrder(10);
        setUrlMap(Map.of(
                "/plugins/*/**", (HttpRequestHandler) (request, response) -> handle(plugins, request, response)));
    }

    private static void handle(Plugins plugins, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String[] parts = path.split("/", 4);
        String id = parts.length > 2 ? parts[2] : "";
        if (request.getUserPrincipal() == null) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED, "Sign in to see the pages of plugins.");
            return;
        }
        if (parts.length == 3) {
            response.sendRedirect(request.getRequestURI() + "/");
            return;
        }
        Optional<PluginPages> pages = plugins.pages(id);
        if (pages.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "No plugin of this id runs.");
            return;
        }
        pages.get().serve(request, response);
    }
}
