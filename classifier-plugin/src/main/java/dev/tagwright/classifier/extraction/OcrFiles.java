package dev.tagwright.classifier.extraction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What OCR needs on disk: the native libraries and the language data that come inside jars, and language data from
 * elsewhere, brought together in one folder each.
 */
final class OcrFiles {

    private static final String LEPTONICA = "/org/bytedeco/leptonica/linux-x86_64/";
    private static final String TESSERACT = "/org/bytedeco/tesseract/linux-x86_64/";

    /** Resource to the names it gets; the second name is the one that JNA looks for. */
    private static final Map<String, List<String>> NATIVES = Map.of(
            LEPTONICA + "libgomp.so.1", List.of("libgomp.so.1"),
            LEPTONICA + "libleptonica.so.6", List.of("libleptonica.so.6", "libleptonica.so"),
            TESSERACT + "libtesseract.so.5.5", List.of("libtesseract.so.5.5", "libtesseract.so"));

    /** In the jar of Tess4J. */
    private static final List<String> BUNDLED = List.of("eng", "osd");

    private static final String SUFFIX = ".traineddata";

    /** Where packages of Linux systems put language data. */
    private static final List<String> SYSTEM = List.of(
            "/usr/share/tesseract-ocr/5/tessdata",
            "/usr/share/tesseract-ocr/4.00/tessdata",
            "/usr/share/tessdata",
            "/usr/local/share/tessdata");

    private OcrFiles() {}

    /** Returns whether native libraries for this system come along. Cheap; loads nothing. */
    static boolean hasNatives() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
                && "amd64".equals(System.getProperty("os.arch"))
                && OcrFiles.class.getResource(TESSERACT + "libtesseract.so.5.5") != null;
    }

    /** Returns the languages that can be had, each with its file, or with nothing if it comes inside a jar. */
    static Map<String, Optional<Path>> languages(Optional<Path> folder) {
        Map<String, Optional<Path>> found = new TreeMap<>();
        for (String name : SYSTEM) {
            list(Path.of(name), found);
        }
        if (OcrFiles.class.getResource("/tessdata/eng" + SUFFIX) != null) {
            BUNDLED.forEach(name -> found.put(name, Optional.empty()));
        }
        folder.ifPresent(path -> list(path, found));
        return found;
    }

    private static void list(Path folder, Map<String, Optional<Path>> found) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                found.put(name.substring(0, name.length() - SUFFIX.length()), Optional.of(file.toAbsolutePath()));
            }
        } catch (IOException e) {
            // an unreadable folder has no languages
        }
    }

    /** Returns the folder with the native libraries; they are unpacked once. */
    static Path unpackNatives(Path work) throws IOException {
        Path folder =
                work.resolve("ocr-natives-" + digest(NATIVES.keySet().stream().sorted()));
        return fill(folder, unfinished -> {
            for (Map.Entry<String, List<String>> entry : NATIVES.entrySet()) {
                Path file = unfinished.resolve(entry.getValue().get(0));
                copy(entry.getKey(), file);
                for (String alias : entry.getValue().subList(1, entry.getValue().size())) {
                    Files.createSymbolicLink(unfinished.resolve(alias), file.getFileName());
                }
            }
        });
    }

    /** Returns a folder with the data of all languages; the bundled ones are unpacked once, the others linked. */
    static Path gatherLanguages(Path work, Optional<Path> languageFolder) throws IOException {
        Map<String, Optional<Path>> languages = languages(languageFolder);
        Path folder = work.resolve("ocr-languages-" + digest(languages.entrySet().stream()));
        return fill(folder, unfinished -> {
            for (Map.Entry<String, Optional<Path>> entry : languages.entrySet()) {
                Path file = unfinished.resolve(entry.getKey() + SUFFIX);
                if (entry.getValue().isPresent()) {
                    Files.createSymbolicLink(file, entry.getValue().get());
                } else {
                    copy("/tessdata/" + entry.getKey() + SUFFIX, file);
                }
            }
        });
    }

    private interface Filler {
        void fill(Path folder) throws IOException;
    }

    /** A folder of that name is complete, because it is filled under another name and then renamed. */
    private static Path fill(Path folder, Filler filler) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(folder.getParent());
        Path unfinished = Files.createTempDirectory(folder.getParent(), "unfinished-");
        filler.fill(unfinished);
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            delete(unfinished);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // another worker was faster
        }
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream in = OcrFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            Files.copy(in, file);
        }
    }

    private static String digest(Stream<?> parts) {
        int hash = 1;
        for (Object part : parts.toList()) {
            hash = 31 * hash + part.toString().hashCode();
        }
        return Integer.toHexString(hash);
    }
}
