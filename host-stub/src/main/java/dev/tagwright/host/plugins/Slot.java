package dev.tagwright.host.plugins;

import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.ClassifierPlugin;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One archive that was accepted, on its way from unpacked to running to closed. Each is started once. */
final class Slot {

    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final PluginArchive archive;
    private final PluginSettings settings;
    private final Clock clock;
    private PluginState state = PluginState.STARTING;
    private String message = "";
    private boolean closed;
    private @Nullable Running running;
    private final int failures;

    /** In the clock that no jump of the time of day moves; meaningful once the start failed. */
    private long failedAt;

    /**
     * @param note worth knowing while it runs; may be empty
     * @param failures how often a start of the same archive failed before
     */
    Slot(PluginArchive archive, String note, int failures, PluginSettings settings, Clock clock) {
        this.archive = archive;
        this.message = note;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    PluginArchive archive() {
        return archive;
    }

    /** Unpacks and starts; at the end the plugin runs, or the message says why not. Returns whether it runs. */
    boolean start(PluginStore store, StartMarks marks, PluginServices services) {
        String id = archive.manifest().id();
        try {
            List<Path> jars = store.unpack(archive);
            marks.begin(id, archive.digest());
            try {
                return launch(jars, services);
            } finally {
                marks.end(id, archive.digest());
            }
        } catch (PluginRefused e) {
            end(PluginState.REFUSED, String.valueOf(e.getMessage()));
        } catch (PluginFailure e) {
            end(PluginState.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("plugin {} cannot be unpacked", id, e);
            end(
                    PluginState.FAILED,
                    "The plugin (" + id + ") cannot be unpacked: "
                            + e.getClass().getSimpleName() + ". Maybe the disk is full or not writable.");
        }
        return false;
    }

    private boolean launch(List<Path> jars, PluginServices services) throws PluginFailure {
        String id = archive.manifest().id();
        PluginClassLoader loader = new PluginClassLoader(id, jars, ClassifierPlugin.class.getClassLoader());
        PluginGuard guard = new PluginGuard(id, loader, settings.threads(), settings.budgets(), clock);
        HostServices offer = services.forPlugin(id);
        HostServices shown = InterruptGate.guarded(HostServices.class, offer);
        StartAttempt attempt = new StartAttempt(() -> {
            end(offer);
            close(loader);
        });
        try {
            ClassifierPlugin plugin = guard.ask(PluginCall.START, () -> attempt.run(() -> make(loader), shown));
            return launched(Running.of(id, plugin, loader, guard, offer));
        } catch (PluginFailure e) {
            guard.close();
            attempt.giveUp();
            throw e;
        }
    }

    private synchronized boolean launched(Running now) {
        if (closed) {
            now.close();
            return false;
        }
        running = now;
        state = PluginState.RUNNING;
        LOG.info(
                "plugin {} {} runs", archive.manifest().id(), archive.manifest().version());
        return true;
    }

    private ClassifierPlugin make(ClassLoader loader) throws PluginRefused {
        String name = archive.manifest().className();
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!ClassifierPlugin.class.isAssignableFrom(type)) {
                throw new PluginRefused(
                        "The class (" + name + ") does not implement " + ClassifierPlugin.class.getName() + ".");
            }
            return (ClassifierPlugin) type.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new PluginRefused("The class (" + name + ") that " + PluginManifest.FILE
                    + " names is not in the archive. Maybe a jar is missing.");
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new PluginRefused(
                    "The class (" + name + ") must be public and have a public constructor without" + " parameters.");
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PluginRefused("The constructor of the class (" + name + ") threw "
                    + cause.getClass().getName() + ".");
        }
    }

    /** Returns how often the start of this archive has failed, if it is time to start it once more; 0 if it is not. */
    synchronized int failuresBeforeRetry() {
        Duration pause = settings.pause(failures + 1);
        return state == PluginState.FAILED && pause != null && System.nanoTime() - failedAt >= pause.toNanos()
                ? failures + 1
                : 0;
    }

    private synchronized void end(PluginState how, String why) {
        state = how;
        failedAt = System.nanoTime();
        message = why;
        LOG.warn("plugin archive {}: {}", archive.file().getFileName(), why);
    }

    synchronized Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    synchronized PluginView view(boolean asked) {
        PluginManifest manifest = archive.manifest();
        PluginState now = state;
        String says = message;
        if (running != null && running.guard().troubled()) {
            now = PluginState.TROUBLED;
            says = running.guard().lastFault();
        }
        return new PluginView(
                archive.file().getFileName().toString(),
                manifest.id(),
                manifest.name(),
                manifest.version(),
                now,
                says,
                asked);
    }

    /** Closes the plugin within its budget and lets its class loader go. */
    void close() {
        Running ending;
        synchronized (this) {
            closed = true;
            ending = running;
            running = null;
        }
        if (ending != null) {
            ending.close();
        }
    }

    /** Lets go what the host held open for the plugin, such as its connections. */
    private static void end(HostServices offer) {
        if (offer instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.warn("what the host held open for a plugin did not close", e);
            }
        }
    }

    private static void close(PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.debug("a class loader did not close", e);
        }
    }

    /** What there is while it runs. */
    record Running(
            ClassifierPlugin plugin,
            PluginClassLoader loader,
            PluginGuard guard,
            HostServices offer,
            Classifier classifier,
            PluginPages pages) {

        static Running of(
                String id, ClassifierPlugin plugin, PluginClassLoader loader, PluginGuard guard, HostServices offer) {
            return new Running(
                    plugin,
                    loader,
                    guard,
                    offer,
                    new Classifier(id, plugin, guard),
                    new PluginPages(id, plugin, guard, loader));
        }

        void close() {
            pages.close();
            try {
                guard.tell(PluginCall.CLOSE, plugin::close);
            } catch (PluginFailure e) {
                LOG.warn("{}", e.getMessage());
            }
            guard.close();
            end(offer);
            Slot.close(loader);
        }
    }
}
