package dev.tagwright.host.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.TestHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

// a host of its own, started while its output is looked at
@SpringBootTest(properties = "spring.application.name=people")
@ContextConfiguration(initializers = TestHost.class)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class PeopleTest {

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @Autowired
    private FirstAdministrator first;

    @Autowired
    private PasswordEncoder encoder;

    @Autowired
    private UserDetailsService details;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void theFirstStartMakesAnAdministratorWhosePasswordIsNowhereInClear(CapturedOutput output) {
        FirstAdministrator.Credentials credentials = first.credentials().orElseThrow();
        assertThat(credentials.name()).isEqualTo("admin");
        assertThat(credentials.password()).matches("[a-z2-9]{16}");
        Person admin = people.find("Admin").orElseThrow();
        assertThat(admin.getRole()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(admin.getPasswordHash()).startsWith("{bcrypt}").doesNotContain(credentials.password());
        assertThat(encoder.matches(credentials.password(), admin.getPasswordHash()))
                .isTrue();
        assertThat(output.getAll().lines().filter(line -> line.contains(credentials.password())))
                .as("told once, to whoever started it, and never logged")
                .containsExactly("Sign in as admin with the password " + credentials.password());
        assertThat(credentials.toString()).isEqualTo("Credentials");
        first.addIfNobody();
        assertThat(people.all().stream().filter(one -> one.getName().equals("admin")))
                .hasSize(1);
    }

    @Test
    void aTokenIsStoredAsAHashAndEndsWithThePassword() {
        Person ben = people.create("ben", "first password", Role.EDITOR);
        String token = tokens.issue("BEN", "first password", "192.0.2.1", "scanner")
                .orElseThrow()
                .token();
        assertThat(tokens.issue("ben", "other", "192.0.2.1", "")).isEmpty();
        assertThat(tokens.issue("nobody", "other", "192.0.2.1", "")).isEmpty();
        assertThat(tokens.person(token))
                .hasValueSatisfying(person -> assertThat(person.getId()).isEqualTo(ben.getId()));
        assertThat(jdbc.queryForList("select token_hash from host_token", String.class))
                .doesNotContain(token);
        people.changePassword(ben.getId(), "second password");
        assertThat(tokens.person(token)).isEmpty();
        String second = tokens.issue(ben.getId());
        people.change(ben.getId(), Role.EDITOR, false);
        assertThat(tokens.person(second)).isEmpty();
        assertThat(tokens.issue("ben", "second password", "192.0.2.1", "")).isEmpty();
        assertThat(details.loadUserByUsername("ben").isEnabled()).isFalse();
    }

    @Test
    void aTokenEndsByItselfAndWhenItIsRevoked() {
        Person gina = people.create("gina", "long enough", Role.VIEWER);
        Person other = people.create("hugo", "long enough", Role.VIEWER);
        String first = tokens.issue(gina.getId());
        String second = tokens.issue("gina", "long enough", "192.0.2.1", "scanner")
                .orElseThrow()
                .token();
        assertThat(tokens.of(gina.getId())).extracting(Tokens.About::name).containsExactly("", "scanner");
        assertThat(tokens.of(gina.getId()).get(0).used()).isNull();
        assertThat(tokens.person(first)).isPresent();
        Tokens.About about = tokens.of(gina.getId()).get(0);
        assertThat(about.used()).isNotNull();
        assertThat(about.expires()).isEqualTo(about.created().plus(Duration.ofDays(365)));
        assertThat(tokens.revoke(other.getId(), about.id()))
                .as("somebody else's")
                .isFalse();
        assertThat(tokens.revoke(gina.getId(), about.id())).isTrue();
        assertThat(tokens.person(first)).isEmpty();
        assertThat(tokens.person(second)).isPresent();
        jdbc.update("update host_token set expires_at = created_at where user_id = ?", gina.getId());
        assertThat(tokens.person(second)).isEmpty();
        assertThat(tokens.of(gina.getId())).isEmpty();
    }

    @Test
    void unfitPeopleAreRefused() {
        people.create("carol", "long enough", Role.VIEWER);
        assertThatThrownBy(() -> people.create("CAROL", "long enough", Role.VIEWER))
                .isInstanceOf(PersonRefused.class)
                .hasMessage("There is already a user of this name.");
        assertThatThrownBy(() -> people.create("<b>", "long enough", Role.VIEWER))
                .hasMessage("A user name begins with a letter or digit and has at most 150 letters, digits and"
                        + " characters of @ . + - _.");
        assertThatThrownBy(() -> people.create("dave", "abc", Role.VIEWER))
                .hasMessage("A password has at least 8 characters and at most 72 bytes.");
        assertThatThrownBy(() -> people.create("dave", "\u00e4".repeat(37), Role.VIEWER))
                .hasMessage("A password has at least 8 characters and at most 72 bytes.");
        for (String weak : List.of("dave.smith", "aaaaaaaaaaaa")) {
            assertThatThrownBy(() -> people.create("Dave.Smith", weak, Role.VIEWER))
                    .hasMessage("A password is not the user's name and has at least three different characters.");
        }
        long admin = people.find("admin").orElseThrow().getId();
        assertThatThrownBy(() -> people.change(admin, Role.EDITOR, true))
                .hasMessage("At least one active administrator must remain.");
        assertThat(people.find("admin").orElseThrow().getRole()).isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void eachRoleMayWhatTheOneBeforeMay() {
        Person erin = people.create("erin", "long enough", Role.EDITOR);
        assertThat(Authorities.of(erin)).extracting("authority").containsExactly("ROLE_VIEWER", "ROLE_EDITOR");
    }
}
