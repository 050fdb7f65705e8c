package dev.tagwright.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

class PluginRequestTest {

    @Test
    void onlyAPageThatAsksForTheTokenOfItsFormsBeginsASession() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/plugins/sample/api/status");
        MockHttpServletResponse response = new MockHttpServletResponse();
        HttpSessionCsrfTokenRepository repository = new HttpSessionCsrfTokenRepository();
        new CsrfTokenRequestAttributeHandler().handle(request, response, () -> repository
                .loadDeferredToken(request, response)
                .get());
        HttpServletRequest shown = new PluginRequest(request, "sample", request.getServletContext());
        assertThat(shown.getAttribute("jakarta.servlet.error.message")).isNull();
        assertThat(request.getSession(false)).isNull();

        assertThat(shown.getAttribute("dev.tagwright.csrf.token")).isInstanceOf(String.class);
        assertThat(shown.getAttribute("dev.tagwright.csrf.parameter")).isEqualTo("_csrf");
        assertThat(request.getSession(false)).isNotNull();
        assertThat(request.getAttribute(CsrfToken.class.getName())).isNotNull();
    }
}
