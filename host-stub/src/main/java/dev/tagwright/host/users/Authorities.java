package dev.tagwright.host.users;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What Spring Security is told about roles: a person has the authorities of all roles that the own one includes. */
final class Authorities {

    private Authorities() {}

    static List<SimpleGrantedAuthority> of(Person person) {
        return Arrays.stream(Role.values())
                .filter(role -> person.getRole().includes(role))
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }
}
