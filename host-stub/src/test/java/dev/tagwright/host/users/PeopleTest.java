package dev.tagwright.host.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.TestHost;
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
        String token = tokens.issue("BEN", "first password").orElseThrow();
        assertThat(tokens.issue("ben", "other")).isEmpty();
        assertThat(tokens.person(token))
                .hasValueSatisfying(person -> assertThat(person.getId()).isEqualTo(ben.getId()));
        assertThat(jdbc.queryForList("select token_hash from host_token", String.class))
                .doesNotContain(token);
        people.changePassword(ben.getId(), "second password");
        assertThat(tokens.person(token)).isEmpty();
        String second = tokens.issue(ben.getId());
        people.change(ben.getId(), Role.EDITOR, false);
        assertThat(tokens.person(second)).isEmpty();
        assertThat(tokens.issue("ben", "second password")).isEmpty();
        assertThat(details.loadUserByUsername("ben").isEnabled()).isFalse();
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
                .hasMessage("A password has from 4 to 200 characters.");
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
