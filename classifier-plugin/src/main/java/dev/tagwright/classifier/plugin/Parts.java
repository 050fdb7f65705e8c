package dev.tagwright.classifier.plugin;

import dev.tagwright.api.host.HostServices;
import dev.tagwright.classifier.store.Store;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The parts of the plugin, and what all of them are made of.
 *
 * @param context holds them; each is made when it is first asked for
 * @param services what the host gives
 * @param host what the plugin asks of it, watched
 * @param settings what was set
 * @param loader of the plugin's classes
 * @param clock of everything
 */
record Parts(
        GenericApplicationContext context,
        HostServices services,
        WatchedHost host,
        PluginSettings settings,
        ClassLoader loader,
        Clock clock) {

    /** Tells the recipes of all parts. */
    void register() {
        add(Store.class, () -> new Store(services.dataSource(), loader));
        MeaningSetup.register(this);
        DecidingSetup.register(this);
        LearningSetup.register(this);
        SyntheticSetup.register(this);
        LongWork.register(this);
        ReviewSetup.register(this);
        InsightSetup.register(this);
        UpkeepSetup.register(this);
        PagesSetup.register(this);
    }

    <T> void add(Class<T> type, Supplier<T> recipe) {
        context.registerBean(type, recipe, Parts::whenAskedFor);
    }

    private static void whenAskedFor(BeanDefinition definition) {
        definition.setLazyInit(true);
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns the part where the host offers what it needs. */
    <T> Optional<T> maybe(Class<T> type) {
        return context.getBeanProvider(type).stream().findFirst();
    }

    Store store() {
        return get(Store.class);
    }

    /** The name of this node among those that share a database. */
    String node() {
        return NodeName.of(services.dataFolder());
    }
}
