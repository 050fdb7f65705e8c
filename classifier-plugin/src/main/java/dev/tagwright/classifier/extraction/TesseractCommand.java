package dev.tagwright.classifier.extraction;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** The system's {@code tesseract} command, where the libraries that come along do not fit. */
final class TesseractCommand implements OcrEngine {

    private final Path command;
    private final Path work;
    private final Path data;
    private final String version;

    TesseractCommand(Path command, Path work, Path data) {
        this.command = command;
        this.work = work;
        this.data = data;
        this.version = version(command);
    }

    @Override
    public String name() {
        return version;
    }

    /** Returns what the command calls itself, such as {@code Tesseract 5.3.0}. */
    private static String version(Path command) {
        try {
            Process process = new ProcessBuilder(command.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            try (BufferedReader out = process.inputReader()) {
                String line = out.readLine();
                return line == null ? "Tesseract" : line.replace("tesseract", "Tesseract");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return "Tesseract";
        }
    }

    static Optional<Path> find() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && OcrEngines.runs(Path.of(folder, "tesseract"))) {
                return Optional.of(Path.of(folder, "tesseract"));
            }
        }
        return Optional.empty();
    }

    @Override
    public OcrText read(BufferedImage page, int dpi, String languages, Duration limit)
            throws NoOcrException, IOException {
        Path picture = Files.createTempFile(work, "page", ".png");
        try {
            ImageIO.write(page, "png", picture.toFile());
            return run(picture, dpi, 0, languages, limit);
        } finally {
            Files.deleteIfExists(picture);
        }
    }

    @Override
    public OcrText read(Path file, int index, int dpi, String languages, Duration limit)
            throws NoOcrException, IOException {
        long start = System.nanoTime();
        try {
            return run(file, dpi, index, languages, limit);
        } catch (IOException e) {
            // it reads fewer kinds of pictures than we do
            return read(PictureDecoder.grey(file, index), dpi, languages, limit.minusNanos(System.nanoTime() - start));
        }
    }

    private OcrText run(Path picture, int dpi, int index, String languages, Duration limit)
            throws NoOcrException, IOException {
        for (String language : languages.split("\\+")) {
            if (!Files.exists(data.resolve(language + ".traineddata"))) {
                throw new NoOcrException(OcrEngines.missing(language));
            }
        }
        Path table = Files.createTempFile(work, "ocr", "");
        try {
            List<String> line = new ArrayList<>(List.of(
                    command.toString(),
                    picture.toString(),
                    table.toString(),
                    "-l",
                    languages,
                    "--tessdata-dir",
                    data.toString(),
                    "--psm",
                    Files.exists(data.resolve("osd.traineddata")) ? "1" : "3",
                    "-c",
                    "tessedit_create_tsv=1",
                    "-c",
                    "tessedit_page_number=" + index));
            if (dpi > 0) {
                line.addAll(List.of("--dpi", Integer.toString(dpi)));
            }
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment().put("OMP_THREAD_LIMIT", "1");
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    return OcrText.TOO_LATE;
                }
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException("tesseract ended with " + process.exitValue());
            }
            return TesseractTable.parse(Files.readString(Path.of(table + ".tsv"), StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(table);
            Files.deleteIfExists(Path.of(table + ".tsv"));
        }
    }

    @Override
    public void close() {
        // each call cleans up behind itself
    }
}
