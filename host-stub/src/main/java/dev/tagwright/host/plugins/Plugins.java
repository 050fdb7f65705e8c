package dev.tagwright.host.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The plugins of this host: what lies in the folder {@code plugins} runs, what is taken away stops, what is replaced by
 * another version is replaced. The host never waits for a plugin to start. Safe for any number of threads.
 */
public class Plugins implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final PluginSettings settings;
    private final PluginServices services;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final PluginFolder folder;
    private final PluginStore store;
    private final StartMarks marks;

    /** Held by whoever changes which plugins run; never while one starts. */
    private final ReentrantLock changing = new ReentrantLock();

    private final Map<String, Slot> slots = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private Map<String, PluginArchive> archives = Map.of();
    private volatile List<PluginView> refused = List.of();
    private volatile Map<String, Slot> current = Map.of();
    private volatile boolean running;
    private volatile boolean looked;
    private @Nullable ScheduledExecutorService looking;

    private final Path unpacked;

    Plugins(
            PluginSettings settings,
            Path unpacked,
            PluginServices services,
            ApplicationEventPublisher events,
            Clock clock) {
        this.settings = settings;
        this.unpacked = unpacked;
        this.services = services;
        this.events = events;
        this.clock = clock;
        this.folder = new PluginFolder(settings.folder(), ArchiveLimits.DEFAULT);
        this.store = new PluginStore(unpacked, ArchiveLimits.DEFAULT);
        this.marks = new StartMarks(unpacked);
    }

    /** Returns the plugin that the host asks: of those that run, the first by id. Empty while there is none. */
    public Optional<Classifier> classifier() {
        return current.values().stream()
                .flatMap(slot -> slot.running().stream())
                .map(Slot.Running::classifier)
                .findFirst();
    }

    /** Returns whether a plugin is or may be being started, so that it is worth waiting for it a little. */
    public boolean starting() {
        return !looked
                || current.values().stream().anyMatch(slot -> slot.view(false).state() == PluginState.STARTING);
    }

    /** Returns every archive in the folder, those that run first. */
    public List<PluginView> all() {
        List<PluginView> views = new ArrayList<>();
        String asked = classifier().map(Classifier::id).orElse("");
        current.forEach((id, slot) -> views.add(slot.view(id.equals(asked))));
        views.addAll(refused);
        return views;
    }

    /** Returns the pages of a plugin that runs. */
    Optional<PluginPages> pages(String id) {
        Slot slot = current.get(id);
        return slot == null ? Optional.empty() : slot.running().map(Slot.Running::pages);
    }

    /**
     * Checks an archive and puts it into the folder in place of other versions of the same plugin, whose data is kept. It
     * is started in the background.
     *
     * @return the plugin's id
     * @throws PluginRefused if it is not taken; nothing has changed then
     */
    public String install(InputStream bytes) throws PluginRefused, IOException {
        Files.createDirectories(settings.folder());
        Path upload = settings.folder().resolve(".upload-" + UUID.randomUUID());
        try {
            copy(bytes, upload);
            PluginArchive archive = PluginArchive.open(upload, ArchiveLimits.DEFAULT);
            checkWhole(archive);
            String id = archive.manifest().id();
            changing.lock();
            try {
                folder.put(upload, archive.manifest());
                look(true);
            } finally {
                changing.unlock();
            }
            return id;
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private void copy(InputStream bytes, Path upload) throws IOException, PluginRefused {
        long left = settings.largest();
        try (OutputStream out = Files.newOutputStream(upload)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw new PluginRefused("The archive is larger than " + settings.largest()
                            + " bytes. Maybe raise tagwright.plugins.largest.");
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private void checkWhole(PluginArchive archive) throws IOException, PluginRefused {
        Path trial = unpacked.resolve("upload-" + UUID.randomUUID());
        try {
            archive.unpackInto(trial, ArchiveLimits.DEFAULT);
        } finally {
            PluginStore.delete(trial);
        }
    }

    /** Stops a plugin and deletes its archives; its data stays. Returns whether there was one of that id. */
    public boolean remove(String id) throws IOException {
        changing.lock();
        try {
            boolean removed = folder.delete(id);
            look(true);
            store.forget(id);
            return removed;
        } finally {
            changing.unlock();
        }
    }

    /** Stops a plugin and starts it again, as after a fault that was mended. Returns whether there is one of that id. */
    public boolean restart(String id) {
        changing.lock();
        try {
            Slot slot = slots.remove(id);
            if (slot == null) {
                return false;
            }
            publish();
            slot.close();
            settle(archives);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** Looks at the folder and starts, replaces and stops what has to be. */
    private void look(boolean atOnce) {
        changing.lock();
        try {
            Optional<PluginFolder.Contents> contents = folder.look(atOnce);
            if (contents.isPresent() && running) {
                refused = contents.get().refused();
                archives = contents.get().archives();
                settle(archives);
            }
            if (running) {
                startAgain();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the folder of plugins cannot be read", e);
        } finally {
            looked = true;
            changing.unlock();
        }
    }

    /** Starts once more what could not be started: the machine may have been busy, or the database away. */
    private void startAgain() {
        Map<String, Slot> begun = new LinkedHashMap<>();
        slots.forEach((id, slot) -> {
            int failures = slot.failuresBeforeRetry();
            if (failures > 0) {
                begun.put(id, new Slot(slot.archive(), "", failures, settings, clock));
            }
        });
        if (!begun.isEmpty()) {
            slots.putAll(begun);
            publish();
            begun.forEach(this::launch);
        }
    }

    private void settle(Map<String, PluginArchive> found) {
        for (String id : List.copyOf(slots.keySet())) {
            PluginArchive wanted = found.get(id);
            Slot slot = slots.get(id);
            if (slot != null
                    && (wanted == null || !wanted.digest().equals(slot.archive().digest()))) {
                slots.remove(id);
                publish();
                slot.close();
            }
        }
        Map<String, Slot> begun = new LinkedHashMap<>();
        found.forEach((id, archive) -> {
            if (!slots.containsKey(id)) {
                Slot slot = new Slot(archive, note(id), 0, settings, clock);
                slots.put(id, slot);
                begun.put(id, slot);
            }
        });
        publish();
        begun.forEach(this::launch);
    }

    private void launch(String id, Slot slot) {
        Thread thread = new Thread(() -> start(id, slot), "plugin-start-" + id);
        thread.setDaemon(true);
        thread.start();
    }

    private String note(String id) {
        return seen.add(id)
                ? ""
                : "Installed while the host ran: its native code takes effect at the next start of the host.";
    }

    private void start(String id, Slot slot) {
        if (slot.start(store, marks, services)) {
            events.publishEvent(new PluginStarted(id));
        }
    }

    private void publish() {
        current = new TreeMap<>(slots);
    }

    @Override
    public void start() {
        running = true;
        ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "plugins");
            thread.setDaemon(true);
            return thread;
        });
        looker.execute(() -> look(true));
        long pause = settings.look().toMillis();
        looker.scheduleWithFixedDelay(() -> look(false), pause, pause, TimeUnit.MILLISECONDS);
        looking = looker;
    }

    @Override
    public void stop() {
        running = false;
        if (looking != null) {
            looking.shutdownNow();
        }
        changing.lock();
        try {
            List<Slot> ending = List.copyOf(slots.values());
            slots.clear();
            publish();
            ending.forEach(Slot::close);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Last to start and first to stop: the host answers before any plugin does. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
