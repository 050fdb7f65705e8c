package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is delivered against the page of licences. */
class LicencesTest {

    private static final String PAGE = Pages.read(Pages.ROOT.resolve("docs/licences.md"));
    private static final Pattern COPYLEFT = Pattern.compile("\\b(A?GPL|LGPL|MPL|EPL|CDDL|EUPL)\\b");
    private static final Pattern JAR = Pattern.compile("(.+?)-\\d[^/]*\\.jar");

    private static Map<String, String> licences() {
        Map<String, String> all = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| ([^|]+) \\|$")
                .matcher(PAGE.substring(PAGE.indexOf("## All")));
        while (row.find()) {
            all.put(row.group(1), row.group(2).strip());
        }
        return all;
    }

    @Test
    void everyLibraryThatIsDeliveredHasALicence() throws IOException {
        List<Path> folders = Stream.of("host-stub/target/host/lib", "classifier-plugin/target/plugin/lib")
                .map(Pages.ROOT::resolve)
                .filter(Files::isDirectory)
                .toList();
        Assumptions.assumeFalse(folders.isEmpty(), "nothing was packaged");
        TreeSet<String> unknown = new TreeSet<>();
        int checked = 0;
        for (Path folder : folders) {
            try (Stream<Path> jars = Files.list(folder)) {
                for (Path jar : jars.toList()) {
                    Matcher name = JAR.matcher(jar.getFileName().toString());
                    assertThat(name.matches()).as(jar.getFileName().toString()).isTrue();
                    checked++;
                    if (!licences().containsKey(name.group(1)) && !ours(name.group(1))) {
                        unknown.add(name.group(1));
                    }
                }
            }
        }
        assertThat(unknown).as("not in docs/licences.md").isEmpty();
        assertThat(checked).isGreaterThan(50);
    }

    private static boolean ours(String name) {
        return List.of("plugin-api", "migrations", "classifier-plugin", "host-stub")
                .contains(name);
    }

    @Test
    void everyLicenceIsNamedAndACopyleftOneHasItsConsequence() {
        String consequences = PAGE.substring(PAGE.indexOf("## Copyleft"), PAGE.indexOf("## All"));
        assertThat(licences()).hasSizeGreaterThan(150);
        licences().forEach((library, licence) -> {
            assertThat(licence).as(library).isNotEqualTo("see its page");
            if (COPYLEFT.matcher(licence).find()) {
                assertThat(consequences).as("consequence of " + licence).contains("`" + library + "`");
            }
        });
    }
}
