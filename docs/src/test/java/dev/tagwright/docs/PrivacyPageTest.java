package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on privacy names every class of ours that has to do with addresses, and every setting that is one. */
class PrivacyPageTest {

    private static final Path PAGE = Pages.ROOT.resolve("docs/privacy.md");

    private static final Pattern NETWORK =
            Pattern.compile("\\bjava\\.net\\.(?:http\\.\\w+|\\w*Socket\\w*|URL\\b|URLConnection|"
                    + "HttpURLConnection|JarURLConnection|URLClassLoader|Inet\\w+|Proxy\\w*)|\\bSocketChannel\\b|\\bDriverManager\\b"
                    + "|\\bHikari(?:DataSource|Config)\\b|\\bjavax\\.naming\\b|\\bjava\\.rmi\\b|\\bhibernate\\.search\\.backend\\.uris\\b"
                    + "|\\b(?:RestClient|RestTemplate|WebClient|OkHttpClient|HttpClients?|S3Client)\\b");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+\\.[A-Z]\\w+)` \\|");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Pages.ROOT, 14)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> Pages.ROOT
                            .relativize(file)
                            .toString()
                            .replace('\\', '/')
                            .matches("[\\w-]+/src/main/java/.*"))
                    .toList();
        }
    }

    @Test
    void everyClassThatHasToDoWithAddressesIsNamed() throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> sources = sources();
        for (Path source : sources) {
            if (NETWORK.matcher(Pages.read(source)).find()) {
                String path = source.toString().replace('\\', '/');
                String name = path.substring(
                        path.indexOf("/src/main/java/dev/tagwright/") + "/src/main/java/dev/tagwright/".length());
                found.add(name.replace(".java", "").replace('/', '.'));
            }
        }
        assertThat(sources).as("a search of nothing finds nothing").hasSizeGreaterThan(300);
        Set<String> named = ROW.matcher(Pages.read(PAGE))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(found);
    }

    @Test
    void everySettingThatIsAnAddressIsNamed() {
        assertThat(Pages.read(PAGE))
                .contains(
                        "`tagwright.database.url`",
                        "`tagwright.search.engine`",
                        "`tagwright.bucket.endpoint`",
                        "`server.address`",
                        "`synthetic.endpoint`");
    }
}
