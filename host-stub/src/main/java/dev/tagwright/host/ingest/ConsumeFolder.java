package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.files.StoreFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder whose files are taken in. A file is taken when its size and time are the same in two looks, and removed after
 * its document is committed. A file that is refused stays where it is and is not looked at again until it changes.
 */
final class ConsumeFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumeFolder.class);
    private static final Set<String> NOT_FINISHED = Set.of("part", "tmp", "temp", "crdownload", "swp");
    private static final int DEEPEST = 20;

    private final Path folder;
    private final Duration pause;
    private final Intake intake;
    private final JobFiles files;
    private Map<Path, String> before = new HashMap<>();
    private final Set<String> leftAlone = new HashSet<>();
    private final Wakeup rest = new Wakeup();
    private volatile boolean running;

    ConsumeFolder(Path folder, Duration pause, Intake intake, JobFiles files) {
        this.folder = folder.toAbsolutePath().normalize();
        this.pause = pause;
        this.intake = intake;
        this.files = files;
    }

    void start() {
        running = true;
        Thread thread = new Thread(this::watch, "ingest-consume");
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        running = false;
        rest.wake();
    }

    private void watch() {
        while (running) {
            long seen = rest.count();
            try {
                look();
            } catch (IOException | RuntimeException e) {
                LOG.warn("the consume folder cannot be looked at; it is tried again", e);
            }
            try {
                rest.await(seen, pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Removes what is stored already, and takes what has not changed since the last look. */
    void look() throws IOException {
        Files.createDirectories(folder);
        removeStored();
        Map<Path, String> now = new HashMap<>();
        try (Stream<Path> there = Files.walk(folder, DEEPEST)) {
            for (Path file : there.filter(this::isCandidate).sorted().toList()) {
                now.put(file, key(file));
            }
        }
        for (Map.Entry<Path, String> one : now.entrySet()) {
            if (running && one.getValue().equals(before.get(one.getKey())) && !leftAlone.contains(one.getValue())) {
                take(one.getKey(), one.getValue());
            }
        }
        leftAlone.retainAll(Set.copyOf(now.values()));
        before = now;
    }

    /** What a process that ended between the commit and the removal has left. */
    private void removeStored() throws IOException {
        for (Map.Entry<String, String> stored : files.toRemove().entrySet()) {
            Path file = Path.of(stored.getKey());
            if (file.startsWith(folder)
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && key(file).equals(stored.getValue())) {
                Files.deleteIfExists(file);
            }
            files.removed(stored.getKey());
        }
    }

    private void take(Path file, String key) throws IOException {
        if (files.refusedBefore(key)) {
            leftAlone.add(key);
            return;
        }
        String name = file.getFileName().toString();
        Arrival arrival = new Arrival(Job.Source.CONSUME, name, "", null, null, Actor.rules(), Set.of(), true, true);
        try {
            Job job = intake.take(file, arrival, key);
            if (job.state() == JobState.REFUSED) {
                leftAlone.add(key);
                LOG.warn("a file in the consume folder was refused and left there, see job {}", job.id());
            } else {
                removeStored();
            }
        } catch (StoreFailed | QueueFull e) {
            LOG.warn("a file in the consume folder cannot be taken now and is tried again: {}", e.getMessage());
        }
    }

    private boolean isCandidate(Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".") || part.toString().startsWith("~")) {
                return false;
            }
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return !NOT_FINISHED.contains(extension) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Names a file as it is: another size or time gives another key. */
    private static String key(Path file) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String all = file + "|" + is.size() + "|" + is.lastModifiedTime() + "|" + is.fileKey();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
