package dev.tagwright.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    private static final long SEED = 20;
    private static final Archive ARCHIVE = Archive.plan(SEED, 1_000);
    private static final List<DemoDocument> ALL =
            Stream.concat(ARCHIVE.filed().stream(), ARCHIVE.arriving().stream()).toList();

    @Test
    void theArchiveIsAsLargeAndAsMixedAsAHouseholdOfThreeLanguages() {
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(440);
        assertThat(distinct(Filing::correspondent)).hasSizeGreaterThanOrEqualTo(28);
        assertThat(distinct(Filing::type)).hasSizeGreaterThanOrEqualTo(10);
        assertThat(distinct(Filing::path)).hasSizeGreaterThanOrEqualTo(5);
        Set<String> tags = new TreeSet<>();
        ALL.forEach(document -> tags.addAll(document.truth().tags()));
        assertThat(tags).hasSizeGreaterThanOrEqualTo(24);
        Map<Language, Long> languages =
                ALL.stream().collect(Collectors.groupingBy(DemoDocument::language, Collectors.counting()));
        assertThat(languages).hasSize(3).allSatisfy((language, count) -> assertThat(count)
                .isGreaterThan(80));
        assertThat(ALL.stream().filter(DemoDocument::scanned).count() * 100.0 / ALL.size())
                .as("percent scanned")
                .isBetween(3.5, 9.0);
        assertThat(ARCHIVE.arriving().size() * 100.0 / ALL.size()).isBetween(13.0, 17.0);
    }

    @Test
    void tagsAreNestedUpToThreeDeepAndEveryLabelIsUsed() {
        Catalogue catalogue = Catalogue.read(Senders.read());
        assertThat(catalogue.withAncestors("Electricity")).containsExactly("Electricity", "Utilities", "Home");
        Set<String> used = new HashSet<>();
        ALL.forEach(document -> {
            used.addAll(document.truth().tags());
            used.add(document.truth().type());
            used.add(document.truth().path());
            used.add(document.truth().correspondent());
        });
        List<String> names =
                catalogue.labels().stream().map(Catalogue.DemoLabel::name).toList();
        assertThat(catalogue.labels().stream().map(label -> label.kind() + " " + label.name()))
                .doesNotHaveDuplicates();
        assertThat(used)
                .containsAll(names.stream()
                        .filter(name -> !name.equals(Catalogue.INBOX))
                        .toList());
        assertThat(catalogue.labels().stream().map(Catalogue.DemoLabel::kind)).contains(LabelKind.values());
    }

    @Test
    void everyFiledLabelIsTrueAndHardlyAnyIsForgotten() {
        int forgotten = 0;
        for (DemoDocument document : ALL) {
            assertThat(document.truth().tags()).containsAll(document.filed().tags());
            assertThat(document.filed().correspondent())
                    .isEqualTo(document.truth().correspondent());
            forgotten +=
                    document.truth().tags().size() - document.filed().tags().size();
        }
        assertThat(forgotten).isBetween(1, ALL.size() / 25);
    }

    @Test
    void theSameSeedMakesTheSameFilesAndAnotherSeedOthers() {
        List<String> first = ALL.stream()
                .filter(d -> !d.scanned())
                .limit(60)
                .map(ArchiveTest::sha256)
                .toList();
        List<DemoDocument> again = Archive.plan(SEED, 1_000).filed();
        assertThat(again.stream().filter(d -> !d.scanned()).limit(60).map(ArchiveTest::sha256))
                .isEqualTo(first);
        DemoDocument scan =
                ALL.stream().filter(DemoDocument::scanned).findFirst().orElseThrow();
        assertThat(sha256(scan)).isEqualTo(sha256(scan));
        assertThat(Archive.plan(SEED + 1, 1_000).filed().stream()
                        .filter(d -> !d.scanned())
                        .limit(60)
                        .map(ArchiveTest::sha256))
                .doesNotContainAnyElementsOf(first);
    }

    @Test
    void noTwoFilesAreTheSame() {
        Set<String> sums = new HashSet<>();
        for (DemoDocument document : ALL) {
            if (!document.scanned()) {
                assertThat(sums.add(sha256(document))).as(document.fileName()).isTrue();
            }
        }
    }

    @Test
    void theTextOfPrintedPapersCanBeReadAndScansHaveNone() throws IOException {
        int pages = 0;
        for (DemoDocument document : ALL) {
            if (document.scanned()) {
                continue;
            }
            try (PDDocument pdf = Loader.loadPDF(document.bytes())) {
                pages += pdf.getNumberOfPages();
                assertThat(pdf.getNumberOfPages()).as(document.title()).isBetween(1, 3);
                String text = new PDFTextStripper().getText(pdf);
                assertThat(text).as(document.title()).contains(document.sender().name());
                assertThat(words(text)).as(document.title()).hasSizeGreaterThan(40);
                // what a phrase must not leave behind
                assertThat(text).doesNotContain("{", "}", "(|", "::", "@heading", "@table", "?transfer");
            }
        }
        assertThat(pages).as("some papers have more than one page").isGreaterThan(ALL.size());
        for (DemoDocument document :
                ALL.stream().filter(DemoDocument::scanned).limit(3).toList()) {
            try (PDDocument pdf = Loader.loadPDF(document.bytes())) {
                assertThat(new PDFTextStripper().getText(pdf).strip()).isEmpty();
            }
        }
    }

    @Test
    void papersOfOneSenderAndTypeDiffer() throws IOException {
        Map<String, List<Set<String>>> groups = new HashMap<>();
        for (DemoDocument document : ALL) {
            if (!document.scanned()) {
                try (PDDocument pdf = Loader.loadPDF(document.bytes())) {
                    groups.computeIfAbsent(
                                    document.sender().name() + "/"
                                            + document.truth().type(),
                                    key -> new ArrayList<>())
                            .add(words(new PDFTextStripper().getText(pdf)));
                }
            }
        }
        List<Double> overlaps = new ArrayList<>();
        groups.forEach((group, papers) -> {
            for (int i = 0; i < papers.size(); i++) {
                for (int j = i + 1; j < papers.size(); j++) {
                    double overlap = jaccard(papers.get(i), papers.get(j));
                    overlaps.add(overlap);
                    assertThat(overlap).as(group).isLessThan(0.9);
                }
            }
        });
        assertThat(overlaps.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .isLessThan(0.5);
    }

    @Test
    void aSmallArchiveHasFewSendersWithManyPapers() {
        Archive small = Archive.plan(SEED, 60);
        List<DemoDocument> papers =
                Stream.concat(small.filed().stream(), small.arriving().stream()).toList();
        assertThat(papers).hasSizeBetween(60, 100);
        assertThat(papers.stream().map(d -> d.sender().name()).distinct().count())
                .isLessThan(6);
    }

    private static Set<String> distinct(java.util.function.Function<Filing, String> part) {
        return ALL.stream()
                .map(DemoDocument::truth)
                .map(part)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 1)
                .collect(Collectors.toSet());
    }

    private static double jaccard(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return (double) both.size() / (a.size() + b.size() - both.size());
    }

    private static String sha256(DemoDocument document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
