package dev.tagwright.classifier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the packages against the table of rooms: a room imports only from rooms above it. */
class RoomsFenceTest {

    private static final String ROOT = "dev.tagwright.classifier";
    private static final Path SOURCES = Path.of("src/main/java/dev/tagwright/classifier");
    private static final Path PAGE = Path.of("../docs/architecture.md");

    /** In flow order, the same as in the page. */
    private static final List<String> ROOMS = List.of(
            "extraction",
            "text",
            "features",
            "embedding",
            "linear",
            "routes",
            "decision",
            "snapshot",
            "training",
            "suggestion",
            "feedback",
            "synthetic",
            "cli",
            "retrain",
            "rework",
            "insight",
            "review",
            "store",
            "web",
            "pages",
            "plugin");

    /** Rooms whose code is still to be written; a room leaves this list with its first class. */
    private static final List<String> NOT_BUILT = List.of();

    /** What only some rooms may use, by package prefix. */
    private static final Map<String, List<String>> THIRD_PARTY = Map.ofEntries(
            Map.entry("org.apache.pdfbox", List.of("extraction")),
            Map.entry("net.sourceforge.tess4j", List.of("extraction")),
            Map.entry("org.apache.tika", List.of("extraction")),
            Map.entry("org.apache.lucene", List.of("text")),
            Map.entry("ai.djl", List.of("embedding")),
            Map.entry("dev.langchain4j", List.of("synthetic")),
            Map.entry("de.bwaldvogel", List.of("linear")),
            Map.entry("smile", List.of("decision")),
            Map.entry("org.quartz", List.of("retrain")),
            Map.entry("org.springframework.data", List.of("store")),
            Map.entry("jakarta.persistence", List.of("store")),
            Map.entry("org.hibernate", List.of("store")),
            Map.entry("org.thymeleaf", List.of("pages")),
            Map.entry("org.springframework.web", List.of("web", "pages", "plugin")),
            Map.entry("org.springframework", List.of("store", "web", "pages", "plugin")));

    /** Rooms that could be a library: no document, host, database, framework, clock or logging. */
    private static final List<String> LIBRARY =
            List.of("text", "features", "embedding", "linear", "routes", "decision");

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
        TreeSet<String> expected = new TreeSet<>(ROOMS);
        expected.removeAll(NOT_BUILT);
        assertThat(packages).isEqualTo(expected);
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
                        .allowEmptyShould(NOT_BUILT.contains(ROOMS.get(above)))
                        .check(classes);
            }
        }
    }

    @Test
    void importLinesKeepToTheSameOrderAsTheByteCode() throws IOException {
        // a constant of another package is copied in and leaves no trace in the byte code
        Pattern imported = Pattern.compile("^import (?:static )?dev\\.tagwright\\.classifier\\.([a-z]+)\\.");
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String room = SOURCES.relativize(file).getName(0).toString();
                for (String line : Files.readAllLines(file)) {
                    Matcher matcher = imported.matcher(line);
                    if (matcher.find() && ROOMS.indexOf(matcher.group(1)) > ROOMS.indexOf(room)) {
                        faults.add(file + ": " + line);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void thirdPartyStaysInItsRooms() {
        THIRD_PARTY.forEach((prefix, rooms) -> {
            String[] allowed = rooms.stream().map(room -> ROOT + "." + room).toArray(String[]::new);
            noClasses()
                    .that(not(resideInAnyOf(allowed)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(prefix + "..")
                    .check(classes);
        });
    }

    @Test
    void theLibraryRoomsKnowNoHostNoFrameworkNoClockAndNoLogging() {
        String[] library = LIBRARY.stream().map(room -> ROOT + "." + room).toArray(String[]::new);
        noClasses()
                .that(resideInAnyOf(library))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tagwright.api..", "org.springframework..", "java.sql..", "javax.sql..", "org.slf4j..")
                .check(classes);
        noClasses()
                .that(resideInAnyOf(library))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(classes);
    }

    @Test
    void thePageShowsTheSameTable() throws IOException {
        Pattern row = Pattern.compile("^\\| `([a-z]+)` \\|");
        List<String> shown = Files.readAllLines(PAGE).stream()
                .map(row::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
        assertThat(shown).isEqualTo(ROOMS);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> resideInAnyOf(String... packages) {
        return com.tngtech.archunit.base.DescribedPredicate.or(Stream.of(packages)
                .map(name -> resideInAPackage(name).forSubtype())
                .toList());
    }
}
