package dev.tagwright.host.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.servlet.FlashMap;

/** What a session holds comes back from its bytes, and nothing else does. */
class KeptSessionTest {

    private static Object again(Object value) {
        GenericConversionService conversion = KeptSession.conversion();
        return conversion.convert(conversion.convert(value, byte[].class), Object.class);
    }

    @Test
    void whoIsSignedInComesBack() {
        List<SimpleGrantedAuthority> roles = List.of(new SimpleGrantedAuthority("ROLE_EDITOR"));
        UsernamePasswordAuthenticationToken signedIn = UsernamePasswordAuthenticationToken.authenticated(
                User.withUsername("Änne").password("").authorities(roles).build(), null, roles);
        signedIn.setDetails(new WebAuthenticationDetails("192.0.2.1", "a-session"));
        SecurityContext back = (SecurityContext) again(new SecurityContextImpl(signedIn));
        assertThat(back.getAuthentication()).isEqualTo(signedIn);
        assertThat(back.getAuthentication().getDetails()).isEqualTo(signedIn.getDetails());
    }

    @Test
    void theTokenOfFormsTheAddressThatWasAskedForAndTheTimeComeBack() {
        CsrfToken token = (CsrfToken) again(new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "a-token"));
        assertThat(token.getToken()).isEqualTo("a-token");
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/labels");
        request.setQueryString("kind=TAG");
        SavedRequest saved = (SavedRequest) again(new DefaultSavedRequest(request));
        assertThat(saved.getRedirectUrl()).isEqualTo("http://localhost/labels?kind=TAG");
        assertThat(again(Instant.EPOCH.toString())).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void aSentenceForTheNextPageComesBackWithThePageThatItIsFor() {
        FlashMap flash = new FlashMap();
        flash.put("said", "The label was \"saved\".");
        flash.setTargetRequestPath("/labels");
        flash.setExpirationTime(1_000);
        assertThat(again(List.of(flash))).isEqualTo(List.of(flash));
    }

    @Test
    void bytesThatNameAnotherClassAreAsIfTheyWereNotThere() {
        String other = "{\"value\":[\"javax.swing.JEditorPane\",{\"page\":\"http://192.0.2.1/\"}]}";
        assertThat(KeptSession.read(other.getBytes(StandardCharsets.UTF_8))).isNull();
        String named = "{\"value\":{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://192.0.2.1/\"}}";
        assertThat(KeptSession.read(named.getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(KeptSession.read(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}))
                .isNull();
    }
}
