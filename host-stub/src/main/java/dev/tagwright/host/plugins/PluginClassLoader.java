package dev.tagwright.host.plugins;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a plugin its own jars and, of the host, only the platform's classes and the shared packages: the contract, the
 * servlet API, SLF4J and JSpecify. So a plugin may bring any version of any library.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private static final List<String> SHARED =
            List.of("dev.tagwright.api.", "jakarta.servlet.", "org.slf4j.", "org.jspecify.");

    /** Known in advance, so that no class is looked for in vain in the platform's loader. */
    private static final Set<String> PLATFORM_PACKAGES = ModuleLayer.boot().modules().stream()
            .filter(module -> module.getClassLoader() != ClassLoader.getSystemClassLoader())
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final ClassLoader host;

    PluginClassLoader(String id, List<Path> jars, ClassLoader host) {
        super("plugin-" + id, urls(jars), ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    private static URL[] urls(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("a path of the file system is always a URL", e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = find(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return host.loadClass(name);
        }
        int dot = name.lastIndexOf('.');
        if (dot >= 0 && PLATFORM_PACKAGES.contains(name.substring(0, dot))) {
            return getParent().loadClass(name);
        }
        return findClass(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        if (own != null) {
            return own;
        }
        return shared(name) ? host.getResource(name) : getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(findResources(name));
        all.addAll(Collections.list(
                shared(name) ? host.getResources(name) : getParent().getResources(name)));
        return Collections.enumeration(all);
    }

    private static boolean shared(String resource) {
        String dotted = resource.replace('/', '.');
        return SHARED.stream().anyMatch(dotted::startsWith);
    }
}
