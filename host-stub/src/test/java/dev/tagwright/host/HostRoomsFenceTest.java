package dev.tagwright.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the host's packages against the table of its rooms: a room imports only from rooms above it. */
class HostRoomsFenceTest {

    private static final String ROOT = "dev.tagwright.host";
    private static final Path SOURCES = Path.of("src/main/java/dev/tagwright/host");
    private static final Path PAGE = Path.of("../docs/architecture.md");

    /** In flow order, the same as in the page. */
    private static final List<String> ROOMS = List.of(
            "users",
            "labels",
            "matching",
            "files",
            "documents",
            "search",
            "contract",
            "plugins",
            "ingest",
            "upkeep",
            "rest",
            "pages",
            "demo");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        TreeSet<String> packages = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().length() > ROOT.length()) {
                packages.add(type.getPackageName().substring(ROOT.length() + 1));
            }
        }
        assertThat(packages).isEqualTo(new TreeSet<>(ROOMS));
    }

    @Test
    void aRoomImportsOnlyFromRoomsAboveIt() {
        for (int below = 0; below < ROOMS.size(); below++) {
            for (int above = 0; above < below; above++) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "." + ROOMS.get(above))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "." + ROOMS.get(below))
                        .check(classes);
            }
        }
    }

    @Test
    void importLinesKeepToTheSameOrderAsTheByteCode() throws IOException {
        // a constant of another package is copied in and leaves no trace in the byte code
        Pattern imported = Pattern.compile("^import (?:static )?dev\\.tagwright\\.host\\.([a-z]+)\\.");
        List<String> faults = new ArrayList<>();
        int read = 0;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (file.getParent().equals(SOURCES)) {
                    continue;
                }
                read++;
                String room = SOURCES.relativize(file).getName(0).toString();
                for (String line : Files.readAllLines(file)) {
                    Matcher matcher = imported.matcher(line);
                    if (matcher.find() && ROOMS.indexOf(matcher.group(1)) > ROOMS.indexOf(room)) {
                        faults.add(file + ": " + line);
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(80);
        assertThat(faults).isEmpty();
    }

    @Test
    void theHostKnowsNothingOfAnyPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tagwright.classifier..")
                .check(classes);
    }

    @Test
    void thePageShowsTheSameTable() throws IOException {
        Pattern row = Pattern.compile("^\\| `host\\.([a-z]+)` \\|");
        List<String> shown = Files.readAllLines(PAGE).stream()
                .map(row::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
        assertThat(shown).isEqualTo(ROOMS);
    }
}
