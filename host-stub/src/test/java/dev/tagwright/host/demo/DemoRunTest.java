package dev.tagwright.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Origin;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.pages.Announcer;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** The demo on a host that has no plugin. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "tagwright.demo=true",
            "tagwright.demo-archive.papers=20",
            "tagwright.demo-archive.pause=0s",
            "tagwright.plugins.folder=target/no-plugins",
            "tagwright.ingest.consume=target/no-files"
        })
@ContextConfiguration(initializers = TestHost.class)
class DemoRunTest {

    @Autowired
    private DemoRun run;

    @Autowired
    private List<Announcer> announcers;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentFinder finder;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private Labels labels;

    @Autowired
    private People people;

    @Autowired
    private Ingest ingest;

    @Autowired
    private Plugins plugins;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void whenAllThatAPersonFiledIsFiled() {
        until(() -> run.progress().phase() == DemoProgress.Phase.WAITING_FOR_PLUGIN);
    }

    @Test
    void whatAPersonFiledCarriesThePersonsLabelsAndItsText() throws InterruptedException {
        assertThat(ingest.awaitQuiet(Duration.ofSeconds(60))).isTrue();
        Archive archive = Archive.plan(DemoSettings.SEED, 20);
        assertThat(finder.count(DocumentFilter.present()))
                .isEqualTo(archive.filed().size());
        Map<String, DemoDocument> byName = new HashMap<>();
        archive.filed().forEach(paper -> byName.put(paper.fileName(), paper));
        for (long id : finder.ids(DocumentFilter.present(), 1_000)) {
            Document document = documents.find(id).orElseThrow();
            DemoDocument paper = byName.get(document.getOriginalName());
            assertThat(document.isInInbox()).isFalse();
            assertThat(document.getCreatedOn()).isEqualTo(paper.created());
            Set<String> names = new TreeSet<>();
            for (DocumentLabel label : documentLabels.of(id)) {
                if (label.getOrigin() == Origin.PERSON) {
                    names.add(labels.find(label.getLabelId()).orElseThrow().getName());
                }
            }
            Set<String> expected = new TreeSet<>(paper.filed().tags());
            expected.addAll(Set.of(
                    paper.filed().correspondent(),
                    paper.filed().type(),
                    paper.filed().path()));
            assertThat(names).isEqualTo(expected);
            if (!paper.scanned()) {
                assertThat(documents.text(id)).contains(paper.sender().name());
            }
        }
    }

    @Test
    void thePeopleOfTheDemoCanSignInAndThePagesTellWhatGoesOn() {
        assertThat(people.find("demo").orElseThrow().getRole()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(people.find("editor").orElseThrow().getRole()).isEqualTo(Role.EDITOR);
        assertThat(people.find("viewer").orElseThrow().getRole()).isEqualTo(Role.VIEWER);
        int filed = run.progress().toFile();
        assertThat(announcers).anySatisfy(announcer -> assertThat(
                        announcer.announcement().orElseThrow().text())
                .isEqualTo("Demo: " + filed + " papers are filed. There is no classifier, so nothing more"
                        + " will happen by itself."));
    }

    @Test
    void aSecondRunFilesNothingAgain() {
        long before = finder.count(DocumentFilter.present());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        DemoRun again = another(said);
        Thread thread = new Thread(again);
        thread.start();
        until(() -> again.progress().phase() == DemoProgress.Phase.WAITING_FOR_PLUGIN);
        again.stop();
        assertThat(again.progress().filed()).isEqualTo(run.progress().toFile());
        assertThat(finder.count(DocumentFilter.present())).isEqualTo(before);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Tagwright's host is running at http://localhost:1/")
                .contains("Sign in as demo with the password demo\n")
                .doesNotContain("are filed by hand-given labels, as");
    }

    @Test
    void anArchiveThatHoldsOtherDocumentsIsLeftAlone() {
        List<Map<String, Object>> begun = jdbc.queryForList("select * from demo_archive");
        jdbc.update("delete from demo_archive");
        try {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            DemoRun other = another(said);
            other.run();
            assertThat(other.progress().phase()).isEqualTo(DemoProgress.Phase.REFUSED);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines("The demo needs an empty archive and has left yours alone.");
        } finally {
            begun.forEach(row -> jdbc.update(
                    "insert into demo_archive (id, seed, papers, begun_at) values (1, ?, ?, ?)",
                    row.get("SEED"),
                    row.get("PAPERS"),
                    row.get("BEGUN_AT")));
        }
    }

    private DemoRun another(ByteArrayOutputStream said) {
        return new DemoRun(
                new DemoSettings(DemoSettings.SEED, 20, Duration.ZERO),
                new DemoRecord(jdbc, Clock.systemUTC()),
                new DemoHousehold(people, finder),
                new DemoLabels(labels),
                new Examiner(documentLabels, labels, plugins),
                ingest,
                plugins,
                new DemoConsole(new PrintStream(said, true, StandardCharsets.UTF_8), () -> "http://localhost:1/"),
                Clock.systemUTC());
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
