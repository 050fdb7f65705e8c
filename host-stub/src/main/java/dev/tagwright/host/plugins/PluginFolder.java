package dev.tagwright.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder into which people put archives. Not safe for several threads: {@link Plugins} sees to that. */
final class PluginFolder {

    private final Path folder;
    private final ArchiveLimits limits;
    private Map<Path, Stamp> seen = Map.of();
    private Map<Path, Stamp> settled = Map.of();
    private boolean looked;

    PluginFolder(Path folder, ArchiveLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** Tells a file that changes from one that does not. */
    private record Stamp(long size, FileTime modified) {}

    /**
     * What lies in the folder.
     *
     * @param archives the newest of each id
     * @param refused all others
     */
    record Contents(Map<String, PluginArchive> archives, List<PluginView> refused) {}

    /**
     * Looks at the folder; empty if nothing has changed since.
     *
     * @param atOnce whether a file counts at once; else it must be the same in two looks, so that one that is still being
     *     copied is left alone
     */
    Optional<Contents> look(boolean atOnce) throws IOException {
        Files.createDirectories(folder);
        Map<Path, Stamp> now = stamps();
        boolean still = atOnce || now.equals(seen);
        seen = now;
        if (!still || (looked && now.equals(settled))) {
            return Optional.empty();
        }
        settled = now;
        looked = true;
        return Optional.of(read(now.keySet().stream().sorted().toList()));
    }

    private Map<Path, Stamp> stamps() throws IOException {
        Map<Path, Stamp> stamps = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(PluginFolder::isArchive).toList()) {
                stamps.put(file, new Stamp(Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        return stamps;
    }

    private static boolean isArchive(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".zip") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private Contents read(List<Path> files) {
        Map<String, PluginArchive> newest = new TreeMap<>();
        List<PluginView> refused = new ArrayList<>();
        for (Path file : files) {
            try {
                PluginArchive archive = PluginArchive.open(file, limits);
                String id = archive.manifest().id();
                PluginArchive other = newest.get(id);
                if (other == null) {
                    newest.put(id, archive);
                } else {
                    PluginArchive winner = later(other, archive);
                    newest.put(id, winner);
                    refused.add(superseded(winner == archive ? other : archive, winner));
                }
            } catch (PluginRefused e) {
                refused.add(new PluginView(
                        file.getFileName().toString(),
                        "",
                        "",
                        "",
                        PluginState.REFUSED,
                        String.valueOf(e.getMessage()),
                        false));
            }
        }
        return new Contents(newest, refused);
    }

    /** Of equal versions the first by file name stays. */
    private static PluginArchive later(PluginArchive first, PluginArchive second) {
        return Comparator.comparing((PluginArchive archive) ->
                                        archive.manifest().ordered())
                                .compare(second, first)
                        > 0
                ? second
                : first;
    }

    private static PluginView superseded(PluginArchive archive, PluginArchive winner) {
        PluginManifest manifest = archive.manifest();
        return new PluginView(
                archive.file().getFileName().toString(),
                manifest.id(),
                manifest.name(),
                manifest.version(),
                PluginState.REFUSED,
                "Another archive ("
                        + PluginArchive.printable(winner.file().getFileName().toString())
                        + ") holds version " + winner.manifest().version() + " of the same plugin ("
                        + manifest.id() + "), and only one can run. Maybe remove this one.",
                false);
    }

    /** Moves a checked archive in place and deletes the others of its id. */
    void put(Path checked, PluginManifest manifest) throws IOException {
        Path target = folder.resolve(manifest.id() + "-" + manifest.version() + ".zip");
        List<Path> others = ofId(manifest.id());
        Files.move(checked, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (Path other : others) {
            if (!other.equals(target)) {
                Files.deleteIfExists(other);
            }
        }
    }

    /** Deletes all archives of an id; returns whether there was one. */
    boolean delete(String id) throws IOException {
        List<Path> files = ofId(id);
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        return !files.isEmpty();
    }

    private List<Path> ofId(String id) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : stamps().keySet()) {
            try {
                if (PluginArchive.open(file, limits).manifest().id().equals(id)) {
                    files.add(file);
                }
            } catch (PluginRefused e) {
                // A file that cannot be read has no id.
                continue;
            }
        }
        return files;
    }
}
