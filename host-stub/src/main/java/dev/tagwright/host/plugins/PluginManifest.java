package dev.tagwright.host.plugins;

import dev.tagwright.api.PluginApi;
import java.io.IOException;
import java.io.StringReader;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What an archive says of itself in its {@code plugin.properties}.
 *
 * @param id lower-case letters, digits and hyphens; names the plugin's folders and its path
 * @param name for people
 * @param version orders the archives of one id
 * @param className implements {@code ClassifierPlugin}
 */
record PluginManifest(String id, String name, String version, String className) {

    static final String FILE = "plugin.properties";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,3}(-[A-Za-z0-9.]{1,40})?");
    private static final Pattern CLASS = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*");
    private static final int LONGEST_NAME = 100;

    static PluginManifest read(byte[] utf8) throws PluginRefused {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(new String(utf8, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new PluginRefused(FILE + " cannot be read: it must hold lines of the form name=value.");
        }
        String id = line(lines, "id", ID, "lower-case letters, digits and hyphens, 2 to 63 of them");
        String version = line(lines, "version", VERSION, "a version such as 1.2.3 or 1.2.3-rc1");
        String level = line(lines, "api-level", Pattern.compile("[0-9]{1,6}"), "a whole number");
        if (Integer.parseInt(level) != PluginApi.level()) {
            throw new PluginRefused("api-level (" + level + ") of plugin (" + id + ") must be " + PluginApi.level()
                    + ", the level of this host. Maybe install the version of the plugin that was built for it.");
        }
        String className = line(lines, "class", CLASS, "the name of a Java class");
        String name = lines.getProperty("name", id).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new PluginRefused(
                    "name of plugin (" + id + ") must be 1 to " + LONGEST_NAME + " printable characters.");
        }
        return new PluginManifest(id, name, version, className);
    }

    private static String line(Properties lines, String key, Pattern pattern, String expected) throws PluginRefused {
        String value = lines.getProperty(key);
        if (value == null) {
            throw new PluginRefused(FILE + " has no line " + key + "=, it must be " + expected + ".");
        }
        if (!pattern.matcher(value.strip()).matches()) {
            throw new PluginRefused(
                    FILE + ": " + key + " (" + PluginArchive.printable(value) + ") must be " + expected + ".");
        }
        return value.strip();
    }

    Version ordered() {
        return Version.parse(version);
    }
}
