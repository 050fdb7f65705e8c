package dev.tagwright.classifier.plugin;

import static dev.tagwright.classifier.plugin.ReworkFixture.RENT;
import static dev.tagwright.classifier.plugin.ReworkFixture.everything;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.classifier.rework.Rework;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reworks of two plugins on one database and one archive, each with a folder of its own. */
class SharedReworkTest {

    @TempDir
    Path folder;

    private HangingHost host;
    private ReworkFixture first;
    private Wiring second;

    /** Holds the next change that is asked for until it is let go; later ones pass. */
    private static final class HangingHost extends TestHost {

        private final CountDownLatch hanging = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile boolean hang;

        HangingHost(Path folder) {
            super(folder);
            settings.put("cluster.silence", "PT2S");
        }

        @Override
        public AssignmentOutcome apply(AssignmentDelta delta) {
            if (hang) {
                hang = false;
                hanging.countDown();
                try {
                    if (!go.await(60, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody let the host go on");
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return super.apply(delta);
        }
    }

    /** The same host as another node sees it. */
    private record Elsewhere(HostServices host, Path dataFolder) implements HostServices {

        @Override
        public Corpus corpus() {
            return host.corpus();
        }

        @Override
        public LabelCatalogue labels() {
            return host.labels();
        }

        @Override
        public Assignments assignments() {
            return host.assignments();
        }

        @Override
        public Permissions permissions() {
            return host.permissions();
        }

        @Override
        public DataSource dataSource() {
            return host.dataSource();
        }

        @Override
        public Map<String, String> settings() {
            return host.settings();
        }

        @Override
        public byte[] secret() {
            return host.secret();
        }

        @Override
        public String product() {
            return host.product();
        }
    }

    @BeforeEach
    void open() throws Exception {
        host = new HangingHost(Files.createDirectory(folder.resolve("first")));
        first = new ReworkFixture(host).trained();
        second = Wiring.of(new Elsewhere(host, Files.createDirectory(folder.resolve("second"))), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        host.go.countDown();
        second.close();
        first.close();
    }

    @Test
    void whatOneNodePreviewedAnotherAppliesAndStops() {
        DocumentId document = host.document(RENT + " for march");
        Rework previewed = first.preview(everything());
        second.reworks().apply(previewed.id(), "bert");
        Rework done = first.at(previewed.id(), Rework.State.DONE);
        assertThat(done.appliedBy()).isEqualTo("bert");
        assertThat(first.labels(document)).hasSize(3);
        host.document(RENT + " for april");
        Rework other = first.preview(everything());
        assertThat(second.reworks().stop(other.id()).state()).isEqualTo(Rework.State.STOPPED);
    }

    @Test
    void aReworkWhoseNodeHangsGoesOnOnTheOtherAndNothingIsDoneTwiceWhenItComesBack() throws Exception {
        List<DocumentId> documents = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            documents.add(host.document(RENT + " number " + i));
        }
        Rework previewed = first.preview(everything());
        host.hang = true;
        first.wiring().reworks().apply(previewed.id(), "anna");
        host.hanging.await();
        Wait.until("the other node goes on", () -> {
            second.reworks().pulse();
            return first.now(previewed.id()).state() == Rework.State.DONE;
        });
        documents.forEach(id -> assertThat(first.labels(id)).hasSize(3));

        // the next rework begins on the one that hung when it is through with the last
        host.go.countDown();
        second.close();
        assertThat(first.preview(everything()).counts().planned()).isZero();
        assertThat(first.now(previewed.id()).counts()).isEqualTo(new Rework.Counts(18, 0, 0, 18, 0));
        documents.forEach(id -> assertThat(first.assignments(id)).hasSize(3));
    }
}
