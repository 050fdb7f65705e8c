package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest {

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> faults = new ArrayList<>();
        int checked = 0;
        for (Path page : Pages.all()) {
            for (String link : Pages.links(page)) {
                if (link.startsWith("https://") || link.startsWith("http://")) {
                    continue;
                }
                checked++;
                int hash = link.indexOf('#');
                String file = hash < 0 ? link : link.substring(0, hash);
                Path target =
                        file.isEmpty() ? page : page.getParent().resolve(file).normalize();
                if (!Files.exists(target)) {
                    faults.add(Pages.name(page) + ": " + link + " (no such file)");
                } else if (hash >= 0 && !Pages.anchors(target).contains(link.substring(hash + 1))) {
                    faults.add(Pages.name(page) + ": " + link + " (no such heading)");
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(checked).as("links that were checked").isGreaterThan(5);
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        Path readme = Pages.ROOT.resolve("README.md");
        Set<Path> reached = new TreeSet<>(Set.of(readme));
        Deque<Path> waiting = new ArrayDeque<>(reached);
        while (!waiting.isEmpty()) {
            Path page = waiting.pop();
            for (String link : Pages.links(page)) {
                Path target =
                        page.getParent().resolve(link.replaceFirst("#.*", "")).normalize();
                if (target.toString().endsWith(".md") && Files.exists(target) && reached.add(target)) {
                    waiting.push(target);
                }
            }
        }
        assertThat(reached).containsAll(Pages.all());
    }

    @Test
    void theTestCommandOfTheReadmeIsTheOneThatIsRunAutomatically() {
        Matcher command = Pattern.compile("(?m)^(mvn .*verify)$").matcher(Pages.read(Pages.ROOT.resolve("README.md")));
        assertThat(command.find()).as("README names a test command").isTrue();
        List<String> words = List.of(command.group(1).split(" "));
        Matcher run = Pattern.compile("(?m)^(mvn .*)$").matcher(Pages.read(Pages.ROOT.resolve(".ci/run")));
        assertThat(run.find()).as(".ci/run calls Maven").isTrue();
        assertThat(List.of(run.group(1).split(" "))).containsAll(words);
    }

    @Test
    void thePagesSpeakOfTheProjectOnly() {
        Pattern machine = Pattern.compile("(?<![\\w.])/(?:work|root|home)/[a-z]|repo\\d?\\.maven|/tmp/");
        List<String> faults = new ArrayList<>();
        for (Path page : Pages.all()) {
            Matcher found = machine.matcher(Pages.read(page));
            if (found.find()) {
                faults.add(Pages.name(page) + ": " + found.group());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyDirectDependencyIsJustified() {
        String page = Pages.read(Pages.ROOT.resolve("docs/dependencies.md"));
        List<String> faults = new ArrayList<>();
        int checked = 0;
        Pattern dependency =
                Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");
        for (String module : List.of("plugin-api", "migrations", "classifier-plugin", "host-stub", "docs")) {
            Matcher found =
                    dependency.matcher(Pages.read(Pages.ROOT.resolve(module).resolve("pom.xml")));
            while (found.find()) {
                if (!found.group(1).equals("dev.tagwright")) {
                    checked++;
                    if (!page.contains("`" + found.group(2) + "`")) {
                        faults.add(module + ": " + found.group(2));
                    }
                }
            }
        }
        assertThat(faults).as("not in docs/dependencies.md").isEmpty();
        assertThat(checked).isGreaterThan(20);
    }
}
