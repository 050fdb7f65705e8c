package dev.tagwright.host.plugins;

import dev.tagwright.api.plugin.ClassifierPlugin;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * The pages of one plugin. They are served on the container's threads, so that large answers can be streamed; a limit on
 * how many at once keeps a plugin that hangs from taking them all.
 */
final class PluginPages {

    private static final Logger LOG = LoggerFactory.getLogger(PluginPages.class);
    private static final int AT_ONCE = 8;

    private final String id;
    private final ClassifierPlugin plugin;
    private final PluginGuard guard;
    private final ClassLoader loader;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private @Nullable Servlet servlet;
    private @Nullable ServletContext context;
    private boolean asked;

    PluginPages(String id, ClassifierPlugin plugin, PluginGuard guard, ClassLoader loader) {
        this.id = id;
        this.plugin = plugin;
        this.guard = guard;
        this.loader = loader;
    }

    /** Answers a request below {@code /plugins/<id>}. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!free.tryAcquire()) {
            response.sendError(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "The plugin (" + id + ") is busy with " + AT_ONCE + " other requests. Maybe try again later.");
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            ServletContext own = context(request.getServletContext());
            Optional<Servlet> pages = servlet(own);
            if (pages.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, "The plugin (" + id + ") has no pages.");
                return;
            }
            thread.setContextClassLoader(loader);
            pages.get().service(new PluginRequest(request, id, own), response);
        } catch (PluginFailure e) {
            fail(response, String.valueOf(e.getMessage()));
        } catch (RequestRejectedException e) {
            throw e;
        } catch (ServletException | RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (rootOf(e) instanceof RequestRejectedException refusal) {
                throw refusal;
            }
            LOG.warn("the pages of plugin {} threw {}", id, rootOf(e).getClass().getName());
            fail(
                    response,
                    "The plugin (" + id + ") could not answer this request: "
                            + rootOf(e).getClass().getName() + ".");
        } finally {
            thread.setContextClassLoader(before);
            free.release();
        }
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static void fail(HttpServletResponse response, String message) throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, message);
        }
    }

    private synchronized ServletContext context(ServletContext container) {
        if (context == null) {
            context = PluginServletContext.of(container, loader);
        }
        return context;
    }

    /** Made at the first request: most hosts are started more often than a plugin's pages are looked at. */
    private synchronized Optional<Servlet> servlet(ServletContext own) throws PluginFailure {
        if (!asked) {
            Optional<Servlet> made = guard.ask(PluginCall.SERVLET, () -> {
                Optional<Servlet> pages = plugin.servlet();
                if (pages != null && pages.isPresent()) {
                    pages.get().init(new PluginServletConfig(id, own));
                }
                return pages;
            });
            servlet = made.orElse(null);
            asked = true;
        }
        return Optional.ofNullable(servlet);
    }

    synchronized void close() {
        Servlet ending = servlet;
        servlet = null;
        if (ending != null) {
            try {
                guard.tell(PluginCall.SERVLET, ending::destroy);
            } catch (PluginFailure e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }
}
