package dev.tagwright.classifier.web;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** A servlet that makes Spring MVC at its first request. */
final class LateServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Nothing but what the host and the plugin serve themselves; no script or style inside a page. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    private final transient Pages.Sources sources;
    private final transient ClassLoader loader;
    private final transient List<Class<?>> setups;
    private transient @Nullable DispatcherServlet dispatcher;

    LateServlet(Pages.Sources sources, ClassLoader loader, List<Class<?>> setups) {
        this.sources = sources;
        this.loader = loader;
        this.setups = setups;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getUserPrincipal() == null) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED, "Sign in first.");
            return;
        }
        if (request.getPathInfo() == null || request.getPathInfo().isEmpty()) {
            // links of the page are relative to it
            response.sendRedirect(request.getRequestURI() + "/");
            return;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "same-origin");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            dispatcher().service(new OwnRequest(request), response);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private synchronized DispatcherServlet dispatcher() throws ServletException {
        DispatcherServlet made = dispatcher;
        if (made == null) {
            AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
            context.setClassLoader(loader);
            context.register(WebSetup.class);
            setups.forEach(context::register);
            context.addBeanFactoryPostProcessor(
                    factory -> factory.registerSingleton(Pages.Sources.class.getName(), sources));
            made = new DispatcherServlet(context);
            made.setPublishContext(false);
            ServletConfig config = getServletConfig();
            made.init(new OwnConfig(config));
            dispatcher = made;
        }
        return made;
    }

    @Override
    public void destroy() {
        DispatcherServlet made;
        synchronized (this) {
            made = dispatcher;
            dispatcher = null;
        }
        if (made != null) {
            made.destroy();
        }
    }
}
