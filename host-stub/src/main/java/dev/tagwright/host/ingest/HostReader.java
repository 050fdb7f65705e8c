package dev.tagwright.host.ingest;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * What the host can read without a plugin: plain text, and the text that a PDF carries. Pictures of pages need OCR, which
 * a plugin brings.
 */
final class HostReader {

    private static final long LARGEST_TEXT_FILE = 20L << 20;
    private static final int MOST_CHARACTERS = 5_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;

    HostReader(Clock clock) {
        this.clock = clock;
    }

    /** Reads a file; postponed if only a plugin could. */
    Extraction read(Path file, String mediaType) throws IOException {
        if (mediaType.equals(FileKinds.PDF)) {
            return pdf(file);
        }
        if (mediaType.equals(FileKinds.TEXT) || mediaType.equals("text/csv") || mediaType.equals("text/markdown")) {
            return text(file, mediaType);
        }
        return new Extraction.Postponed("Only a plugin can read a file of this kind.");
    }

    private static Extraction text(Path file, String mediaType) throws IOException {
        if (Files.size(file) > LARGEST_TEXT_FILE) {
            return new Extraction.Refused(
                    "The text has more than " + LARGEST_TEXT_FILE + " bytes, which is the most that is read.");
        }
        String text = decode(Files.readAllBytes(file));
        String cut = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        TextQuality quality = cut.isBlank() ? TextQuality.EMPTY : TextQuality.GOOD;
        Extraction.How how = cut.isBlank() ? Extraction.How.NONE : Extraction.How.NATIVE;
        return new Extraction.Read(
                mediaType,
                cut,
                List.of(new Extraction.Page(1, how, cut.length(), cut.isBlank() ? 0 : 1, 0, quality)),
                quality);
    }

    private static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    private Extraction pdf(Path file) throws IOException {
        try (PDDocument document =
                Loader.loadPDF(new RandomAccessReadBufferedFile(file), IOUtils.createTempFileOnlyStreamCache())) {
            return pages(document);
        } catch (InvalidPasswordException e) {
            return new Extraction.Refused("The PDF is locked by a password.");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new Extraction.Refused("The PDF is damaged and cannot be read.");
        }
    }

    private Extraction pages(PDDocument document) throws IOException {
        Instant end = clock.instant().plus(LONGEST);
        PDFTextStripper stripper = new PDFTextStripper();
        StringBuilder text = new StringBuilder();
        List<Extraction.Page> pages = new ArrayList<>();
        boolean any = false;
        for (int number = 1; number <= document.getNumberOfPages(); number++) {
            stripper.setStartPage(number);
            stripper.setEndPage(number);
            String page = stripper.getText(document);
            boolean blank = page.isBlank();
            any |= !blank;
            text.append(number == 1 ? "" : "\f").append(page);
            pages.add(new Extraction.Page(
                    number,
                    blank ? Extraction.How.NONE : Extraction.How.NATIVE,
                    page.length(),
                    blank ? 0 : 1,
                    0,
                    blank ? TextQuality.EMPTY : TextQuality.GOOD));
            if (text.length() > MOST_CHARACTERS || clock.instant().isAfter(end)) {
                break;
            }
        }
        if (pages.isEmpty()) {
            return new Extraction.Refused("The PDF has no pages.");
        }
        return any
                ? new Extraction.Read(FileKinds.PDF, text.toString(), pages, TextQuality.GOOD)
                : new Extraction.Postponed(
                        "The PDF carries no text: its pages are pictures, which only a plugin can read.");
    }
}
