package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real documents: invoices, forms, scans, receipts, damaged and enormous files. */
class SampleDocumentsIT {

    private static final Path SAMPLES = Path.of("../../shared/data/documents");

    @TempDir
    private Path work;

    @Test
    void eachIsReadOrRefusedWithAReason() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES), "the sample documents are not here");
        List<Path> files;
        try (Stream<Path> all = Files.walk(SAMPLES)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(50);
        try (TextExtractor extractor = new TextExtractor(ExtractionSettings.defaults(), work)) {
            List<Extraction> extractions = files.parallelStream()
                    .map(file -> extractor.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE))
                    .toList();
            assertThat(extractions).allSatisfy(extraction -> {
                if (extraction instanceof Extraction.Refused refused) {
                    assertThat(refused.reason()).isIn(Refusals.PASSWORD, Refusals.damaged(new IOException()));
                } else {
                    assertThat(extraction).isInstanceOf(Extraction.Read.class);
                }
            });
        }
    }
}
