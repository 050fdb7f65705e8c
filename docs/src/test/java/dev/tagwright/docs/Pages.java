package dev.tagwright.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The README and the pages below {@code docs/}. */
final class Pages {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern FENCE = Pattern.compile("(?s)```.*?```");

    private Pages() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("SECURITY.md")),
                            files.filter(Pages::isPage))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md")
                && !ROOT.resolve("docs").relativize(file).startsWith("target");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Targets of links and pictures, as written, outside code blocks. */
    static List<String> links(Path page) {
        return LINK.matcher(FENCE.matcher(read(page)).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** Names that a link may end in after {@code #}, by the rule that code forges share. */
    static Set<String> anchors(Path page) {
        return HEADING.matcher(FENCE.matcher(read(page)).replaceAll(""))
                .results()
                .map(Pages::anchor)
                .collect(Collectors.toSet());
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    static String name(Path page) {
        return ROOT.relativize(page).toString();
    }
}
