package dev.tagwright.classifier.embedding;

import ai.djl.engine.Engine;
import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts the engines, without network and without telemetry. An engine and its native libraries stay for the life of the
 * JVM, and what the first call says of folders holds for all.
 */
final class Engines {

    /** Read by the library from the system's properties only; one that somebody has set stays. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "ai.djl.onnx.disable_alternative", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1");

    /** Beside the models: jars with an engine's native libraries that only those install who use them. */
    static final String ADD_ONS = "engines";

    private static boolean prepared;

    private Engines() {}

    /** Does something with the engines; what they look up is found in this room's class loader and in the add-ons. */
    static synchronized <T> T with(Path cacheFolder, Use<T> use) throws ModelRefusedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            if (!prepared) {
                Files.createDirectories(cacheFolder);
                PROPERTIES.forEach(Engines::setIfAbsent);
                setIfAbsent("DJL_CACHE_DIR", cacheFolder.toString());
                setIfAbsent("ENGINE_CACHE_DIR", cacheFolder.toString());
                prepared = true;
            }
            thread.setContextClassLoader(AddOns.loader(cacheFolder.resolve(ADD_ONS)));
            return use.run();
        } catch (IOException e) {
            throw new ModelRefusedException(
                    State.NO_ENGINE,
                    "the folder for native libraries (" + cacheFolder + ") cannot be used ("
                            + e.getClass().getSimpleName() + "). Maybe the disk is full, or it is read-only.",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void setIfAbsent(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    /** Returns the device to compute on. */
    static ai.djl.Device device(String engine, Device choice, Path cacheFolder) throws ModelRefusedException {
        if (choice == Device.CPU) {
            return ai.djl.Device.cpu();
        }
        boolean gpu = with(cacheFolder, () -> gpu(engine));
        if (choice == Device.GPU && !gpu) {
            throw new ModelRefusedException(
                    State.NO_DEVICE,
                    "embedding device (gpu): the engine " + engine + " finds no GPU. Maybe its libraries are those"
                            + " for processors; auto uses a GPU where there is one.");
        }
        return gpu ? ai.djl.Device.gpu() : ai.djl.Device.cpu();
    }

    private static boolean gpu(String name) throws ModelRefusedException {
        try {
            Engine engine = Engine.getEngine(name);
            return engine.getGpuCount() > 0 && engine.hasCapability("CUDA");
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw refused(name, e);
        }
    }

    static ModelRefusedException refused(String engine, Throwable e) {
        return new ModelRefusedException(
                State.NO_ENGINE,
                "the engine " + engine + " does not start (" + e.getClass().getSimpleName() + "). "
                        + (engine.equals(ModelFolder.TORCH)
                                ? "Maybe its add-on is not installed."
                                : "Maybe there are no native libraries for this system."),
                e);
    }

    /** What is done with the engines. */
    interface Use<T> {
        T run() throws IOException, ModelRefusedException;
    }

    /** A class loader that sees the jars of a folder; one for each JVM. */
    private static final class AddOns {
        private static ClassLoader loader = Engines.class.getClassLoader();
        private static List<Path> jars = List.of();

        static ClassLoader loader(Path folder) throws IOException {
            List<Path> found = List.of();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    found = files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList();
                }
            }
            if (!found.equals(jars)) {
                loader = new URLClassLoader(urls(found), Engines.class.getClassLoader());
                jars = found;
            }
            return loader;
        }

        private static URL[] urls(List<Path> found) throws MalformedURLException {
            URL[] urls = new URL[found.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = found.get(i).toUri().toURL();
            }
            return urls;
        }
    }
}
