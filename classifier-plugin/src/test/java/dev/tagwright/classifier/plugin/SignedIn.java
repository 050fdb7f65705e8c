package dev.tagwright.classifier.plugin;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** A host that believes who the header says is there. */
final class SignedIn extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Servlet plugin;

    SignedIn(Servlet plugin) {
        this.plugin = plugin;
    }

    @Override
    public void init() throws ServletException {
        plugin.init(getServletConfig());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String user = request.getHeader("X-User");
        plugin.service(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return () -> user;
                    }
                },
                response);
    }

    @Override
    public void destroy() {
        plugin.destroy();
    }
}
