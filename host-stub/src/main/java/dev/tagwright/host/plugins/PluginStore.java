package dev.tagwright.host.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of unpacked archives: {@code <id>/<version>-<digest>/lib/*.jar}. A folder of that name is complete, because
 * it was unpacked and checked under another name and then renamed; the list of sizes inside says so again. That spares
 * every later start the reading of the archive.
 */
final class PluginStore {

    private static final String COMPLETE = "complete";

    private final Path root;
    private final ArchiveLimits limits;

    PluginStore(Path root, ArchiveLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    /** Returns the jars of the archive, unpacked now or before. */
    List<Path> unpack(PluginArchive archive) throws PluginRefused, IOException {
        Path home = root.resolve(archive.manifest().id());
        Path folder = home.resolve(archive.manifest().version() + "-" + archive.digest());
        if (!complete(folder)) {
            Files.createDirectories(home);
            Path unfinished = home.resolve("unfinished-" + UUID.randomUUID());
            try {
                archive.unpackInto(unfinished, limits);
                Files.writeString(unfinished.resolve(COMPLETE), sizes(unfinished), StandardCharsets.UTF_8);
                delete(folder);
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(unfinished);
            }
        }
        sweep(home, folder);
        return jars(folder);
    }

    void forget(String id) throws IOException {
        delete(root.resolve(id));
    }

    /** Removes what an upgrade left and what a killed process had not finished. */
    private static void sweep(Path home, Path keep) throws IOException {
        try (Stream<Path> folders = Files.list(home)) {
            for (Path other : folders.filter(f -> !f.equals(keep)).toList()) {
                delete(other);
            }
        }
    }

    private static boolean complete(Path folder) throws IOException {
        Path mark = folder.resolve(COMPLETE);
        return Files.isRegularFile(mark)
                && Files.readString(mark, StandardCharsets.UTF_8).equals(sizes(folder));
    }

    private static String sizes(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path jar : jars(folder)) {
            lines.append(Files.size(jar)).append(' ').append(jar.getFileName()).append('\n');
        }
        return lines.toString();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
