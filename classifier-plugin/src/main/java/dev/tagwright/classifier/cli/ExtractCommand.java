package dev.tagwright.classifier.cli;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.classifier.extraction.ExtractionSettings;
import dev.tagwright.classifier.extraction.TextExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** {@code extract}: reads files and prints one JSON line for each, in the order given. */
final class ExtractCommand {

    private static final int OK = 0;
    private static final int USAGE = 2;

    private static final String HELP = "extract FILE... [--out FOLDER] [--dpi N] [--languages eng+deu]"
            + " [--language-folder FOLDER] [--work FOLDER]";

    private ExtractCommand() {}

    static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        ExtractArguments arguments;
        try {
            arguments = ExtractArguments.parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Usage: " + HELP);
            return USAGE;
        }
        try {
            return run(arguments, out);
        } catch (IOException e) {
            err.println("A folder cannot be written (" + e.getClass().getSimpleName() + "): " + e.getMessage());
            return USAGE;
        }
    }

    private static int run(ExtractArguments arguments, PrintStream out) throws IOException {
        if (arguments.out().isPresent()) {
            Files.createDirectories(arguments.out().get());
        }
        Path work =
                arguments.work().isPresent() ? arguments.work().get() : Files.createTempDirectory("tagwright-extract-");
        ExtractionSettings settings = ExtractionSettings.defaults()
                .withOcr(arguments.dpi(), arguments.languages(), arguments.languageFolder());
        ExecutorService threads = Executors.newFixedThreadPool(settings.workers());
        try (TextExtractor extractor = new TextExtractor(settings, work)) {
            ArrayDeque<Future<String>> lines = new ArrayDeque<>();
            TextFiles texts = new TextFiles(arguments.out());
            for (Path file : arguments.files()) {
                // the texts of many files do not wait in memory
                while (lines.size() > 4 * settings.workers()) {
                    print(lines.remove(), out);
                }
                Optional<Path> text = texts.of(file);
                lines.add(threads.submit(() -> line(extractor, file, text)));
            }
            while (!lines.isEmpty()) {
                print(lines.remove(), out);
            }
            return OK;
        } finally {
            threads.shutdownNow();
            if (arguments.work().isEmpty()) {
                delete(work);
            }
        }
    }

    private static void print(Future<String> line, PrintStream out) throws IOException {
        try {
            out.println(line.get());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /**
     * Reads one file and returns its line.
     *
     * @param text where its text goes
     */
    private static String line(TextExtractor extractor, Path file, Optional<Path> text) {
        long start = System.nanoTime();
        String name = String.valueOf(file.getFileName());
        Extraction extraction = extractor.extract(new FileToRead(file, name, FileToRead.Hints.NONE), PageProgress.NONE);
        if (text.isPresent() && extraction instanceof Extraction.Read read) {
            try {
                // what is no character of its own becomes a question mark
                Files.write(text.get(), read.text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                extraction = new Extraction.Postponed(
                        "The text cannot be written (" + e.getClass().getSimpleName() + ").");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        StringWriter line = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(tools.jackson.core.ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("file", file.toString());
            write(json, extraction);
            json.writeNumberProperty("seconds", thousandths(seconds));
            json.writeEndObject();
        }
        return line.toString();
    }

    /** Writes the same properties for every file, in the same order; empty where there is nothing to tell. */
    private static void write(JsonGenerator json, Extraction extraction) {
        String status = "failed";
        String reason = "";
        String type = "";
        String quality = "";
        List<Extraction.Page> pages = List.of();
        if (extraction instanceof Extraction.Read read) {
            status = "read";
            reason = read.partial();
            type = read.mediaType();
            quality = lower(read.quality());
            pages = read.pages();
        } else if (extraction instanceof Extraction.Refused refused) {
            status = "refused";
            reason = refused.reason();
        } else if (extraction instanceof Extraction.Postponed postponed) {
            reason = postponed.reason();
        }
        json.writeStringProperty("status", status);
        json.writeStringProperty("reason", reason);
        json.writeStringProperty("type", type);
        json.writeArrayPropertyStart("pages");
        for (Extraction.Page page : pages) {
            json.writeStartObject();
            json.writeNumberProperty("page", page.number());
            json.writeStringProperty("how", lower(page.how()));
            json.writeNumberProperty("characters", page.characters());
            json.writeNumberProperty("confidence", thousandths(page.confidence()));
            json.writeNumberProperty("rotation", page.rotation());
            json.writeStringProperty("quality", lower(page.quality()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("quality", quality);
    }

    private static double thousandths(double number) {
        return Math.round(number * 1000) / 1000.0;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    delete(file);
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
