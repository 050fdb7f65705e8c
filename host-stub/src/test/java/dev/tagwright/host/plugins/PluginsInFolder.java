package dev.tagwright.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.host.HostServices;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real folder for archives, and the plugins in it. */
abstract class PluginsInFolder {

    @TempDir
    Path folder;

    final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    Plugins plugins;

    @BeforeEach
    void make() {
        plugins = make(Duration.ofSeconds(60));
    }

    Plugins make(Duration startBudget) {
        return make(startBudget, Duration.ofMinutes(1));
    }

    Plugins make(Duration startBudget, Duration retry) {
        PluginSettings settings = new PluginSettings(
                folder.resolve("plugins"), null, Duration.ofMillis(100), 2, 50_000_000, startBudget, retry, 1);
        return new Plugins(settings, folder.resolve("unpacked"), id -> services(), events::add, Clock.systemUTC());
    }

    /** These tests are about plugins that ask nothing of their host. */
    private static HostServices services() {
        return (HostServices) Proxy.newProxyInstance(
                HostServices.class.getClassLoader(),
                new Class<?>[] {HostServices.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @AfterEach
    void stop() {
        plugins.stop();
    }

    Path drop(String name) {
        return folder.resolve("plugins").resolve(name);
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    PluginView only() {
        List<PluginView> all = plugins.all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    void untilState(PluginState state) {
        until("state " + state + " in " + plugins.all(), () -> {
            List<PluginView> all = plugins.all();
            return all.size() == 1 && all.get(0).state() == state;
        });
    }

    void startsAndEndsAs(PluginState state, String message) {
        plugins.start();
        untilState(state);
        assertThat(only().message()).isEqualTo(message);
        assertThat(plugins.classifier()).isEmpty();
    }
}
