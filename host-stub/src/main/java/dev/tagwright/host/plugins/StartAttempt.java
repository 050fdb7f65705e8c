package dev.tagwright.host.plugins;

import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.ClassifierPlugin;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One start of a plugin, which may come to its end long after the host gave it up. What it was lent is taken back only
 * then: a plugin whose classes and connections are gone in the midst of its start cannot even end itself.
 */
final class StartAttempt {

    private final Runnable letGo;
    private @Nullable ClassifierPlugin made;
    private boolean underWay;
    private boolean givenUp;

    /**
     * @param letGo takes back what the plugin was lent
     */
    StartAttempt(Runnable letGo) {
        this.letGo = letGo;
    }

    /** Makes and starts the plugin; ends it at once when it was given up meanwhile. */
    ClassifierPlugin run(Callable<ClassifierPlugin> making, HostServices host) throws Exception {
        synchronized (this) {
            if (givenUp) {
                throw new PluginRefused("The start of the plugin was given up before it began.");
            }
            underWay = true;
        }
        ClassifierPlugin plugin = null;
        try {
            plugin = making.call();
            plugin.start(host);
            return plugin;
        } finally {
            over(plugin);
        }
    }

    private void over(@Nullable ClassifierPlugin plugin) {
        synchronized (this) {
            made = plugin;
            underWay = false;
            if (!givenUp) {
                return;
            }
        }
        end(plugin);
    }

    /** Ends the plugin and lets it go: now, or as soon as its start comes back. */
    void giveUp() {
        ClassifierPlugin plugin;
        synchronized (this) {
            givenUp = true;
            if (underWay) {
                return;
            }
            plugin = made;
        }
        end(plugin);
    }

    private void end(@Nullable ClassifierPlugin plugin) {
        try {
            if (plugin != null) {
                plugin.close();
            }
        } catch (RuntimeException | LinkageError e) {
            // it never ran, so nobody waits for what it has to say
        } finally {
            letGo.run();
        }
    }
}
