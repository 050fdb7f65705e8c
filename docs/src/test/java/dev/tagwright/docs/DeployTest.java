package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples of an installation on several machines hold together. */
class DeployTest {

    private static final Path FOLDER = Pages.ROOT.resolve("docs/deploy");
    /** A name, a version of digits, and nothing that moves. */
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:\\d+(\\.\\d+)+");

    private static List<Object> yaml(String file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        return StreamSupport.stream(
                        yaml.loadAll(Pages.read(FOLDER.resolve(file))).spliterator(), false)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static void walk(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept(String.valueOf(key), value);
                walk(value, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(one -> walk(one, visitor));
        }
    }

    private static Properties properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    @Test
    void everyImageHasAVersionThatDoesNotMove() {
        Set<String> images = new LinkedHashSet<>();
        for (String file : List.of("compose.yaml", "kubernetes.yaml")) {
            walk(yaml(file), (key, value) -> {
                if (key.equals("image")) {
                    images.add((String) value);
                }
            });
        }
        assertThat(images).hasSizeGreaterThanOrEqualTo(4).allMatch(image -> PINNED.matcher(image)
                .matches());
    }

    @Test
    void everySettingOfTheProfileIsToldOfInTheHostsPages() throws IOException {
        Set<String> names =
                properties(Pages.read(FOLDER.resolve("outgrown.properties"))).stringPropertyNames();
        String told = Pages.all().stream().map(Pages::read).collect(Collectors.joining());
        assertThat(names)
                .hasSizeGreaterThan(8)
                .filteredOn(name -> name.startsWith("tagwright."))
                .allMatch(name -> told.contains("`" + name + "`") || told.contains("--" + name + "="));
    }

    @Test
    void bothExamplesHaveTheSameProfile() throws IOException {
        Map<String, Object> settings = yaml("kubernetes.yaml").stream()
                .map(DeployTest::map)
                .filter(one -> one.get("kind").equals("ConfigMap"))
                .findFirst()
                .orElseThrow();
        String inline = (String) map(settings.get("data")).get("application.properties");
        assertThat(properties(inline)).isEqualTo(properties(Pages.read(FOLDER.resolve("outgrown.properties"))));
    }

    @Test
    void whatComposeNamesIsThere() throws IOException {
        Map<String, Object> compose = map(yaml("compose.yaml").get(0));
        Map<String, Object> services = map(compose.get("services"));
        assertThat(services).containsKeys("host-a", "host-b", "host-c", "proxy", "database", "search");
        List<String> missing = new ArrayList<>();
        walk(services, (key, value) -> {
            if (key.equals("depends_on")) {
                Stream<?> names = value instanceof Map<?, ?> map ? map.keySet().stream() : ((List<?>) value).stream();
                names.filter(name -> !services.containsKey((String) name))
                        .forEach(name -> missing.add("service " + name));
            }
            if (key.equals("volumes")) {
                for (Object volume : (List<?>) value) {
                    String source = ((String) volume).split(":", -1)[0];
                    boolean there = source.startsWith("./")
                            ? Files.exists(FOLDER.resolve(source))
                            : map(compose.get("volumes")).containsKey(source);
                    if (!there) {
                        missing.add("volume " + source);
                    }
                }
            }
        });
        assertThat(missing).isEmpty();
        String proxy = Pages.read(FOLDER.resolve("nginx.conf"));
        assertThat(proxy).contains("host-a:8000", "host-b:8000", "host-c:8000");
        assertThat(proxy + Pages.read(FOLDER.resolve("kubernetes.yaml")))
                .as("any host may answer any request")
                .doesNotContain("ip_hash", "sticky", "sessionAffinity");
    }

    @Test
    void whatKubernetesMountsIsThere() {
        Map<String, Object> deployment = yaml("kubernetes.yaml").stream()
                .map(DeployTest::map)
                .filter(one -> one.get("kind").equals("Deployment"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> pod =
                map(map(map(deployment.get("spec")).get("template")).get("spec"));
        Set<Object> volumes = ((List<?>) pod.get("volumes"))
                .stream().map(one -> map(one).get("name")).collect(Collectors.toSet());
        Set<Object> mounted = new LinkedHashSet<>();
        for (Object container : (List<?>) pod.get("containers")) {
            ((List<?>) map(container).get("volumeMounts")).forEach(one -> mounted.add(map(one).get("name")));
        }
        assertThat(mounted).isEqualTo(volumes);
        assertThat(pod.get("automountServiceAccountToken"))
                .as("a token is mounted below /run/secrets, where nothing can be made: the pod would not start")
                .isEqualTo(false);
    }
}
