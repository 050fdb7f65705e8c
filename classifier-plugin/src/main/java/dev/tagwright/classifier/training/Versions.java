package dev.tagwright.classifier.training;

import org.jspecify.annotations.Nullable;

/** What a snapshot was made with. */
final class Versions {

    private Versions() {}

    static String product() {
        @Nullable String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String jvm() {
        return Runtime.version() + " " + System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    }
}
