package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.FileRefused;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class StorageFilingTest {

    private static final Actor ANNA = Actor.person("anna");

    @Autowired
    private Labels labels;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private DocumentStore store;

    @Autowired
    private FileMoves moves;

    @Autowired
    private JdbcTemplate jdbc;

    private Document add(String title, Long... given) throws IOException {
        byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        return documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000),
                new NewDocument(
                        title,
                        "../../etc/pass\u0000wd.PDF",
                        "application/pdf",
                        LocalDate.of(2024, 5, 6),
                        null,
                        ANNA,
                        Set.of(given),
                        false));
    }

    private StoredLabel path(String template) {
        return labels.create(LabelDraft.auto(LabelKind.STORAGE_PATH, "path " + UUID.randomUUID())
                .withTemplate(template));
    }

    private Document now(Document document) {
        return documents.find(document.getId()).orElseThrow();
    }

    @Test
    void nobodysNamesLeadOutOfTheStore() throws IOException {
        StoredLabel sender = labels.create(LabelDraft.auto(LabelKind.CORRESPONDENT, "..\\../<b>ACME</b>: \u202e"));
        StoredLabel path = path("{correspondent}/{created_year}-{created_month}/{title}");
        Document added = now(add("../../../root", sender.getId(), path.getId()));
        assertThat(added.getOriginalName()).isEqualTo("passwd.PDF");
        assertThat(added.getFilePath())
                .isEqualTo("originals/-..-b-ACME-b- -/2024-05/-..-..-root.pdf")
                .doesNotContain("\u202e");
        assertThat(store.original(added).exists()).isTrue();
    }

    @Test
    void twoOfTheSameNameAreNumbered() throws IOException {
        StoredLabel path = path("same/{title}");
        Document one = now(add("Twin", path.getId()));
        Document two = now(add("Twin", path.getId()));
        assertThat(one.getFilePath()).isEqualTo("originals/same/Twin.pdf");
        assertThat(two.getFilePath()).isEqualTo("originals/same/Twin_01.pdf");
        documents.edit(one.getId(), DocumentEdit.NONE.withTitle("Other"), ANNA);
        assertThat(now(one).getFilePath()).isEqualTo("originals/same/Other.pdf");
        assertThat(store.original(now(one)).exists()).isTrue();
        assertThat(store.original(now(two)).exists()).isTrue();
    }

    @Test
    void aFileFollowsItsLabels() throws IOException {
        StoredLabel sender = labels.create(LabelDraft.auto(LabelKind.CORRESPONDENT, "Old " + UUID.randomUUID()));
        StoredLabel path = path("by sender/{correspondent}/{title}");
        Document added = add("Follow", sender.getId(), path.getId());
        String renamed = "New " + UUID.randomUUID();
        labels.change(sender.getId(), sender.draft().withName(renamed));
        assertThat(now(added).getFilePath()).isEqualTo("originals/by sender/" + renamed + "/Follow.pdf");
        labels.change(path.getId(), path.draft().withTemplate("flat {created}"));
        assertThat(now(added).getFilePath()).isEqualTo("originals/flat 2024-05-06.pdf");
        documentLabels.setSingle(added.getId(), LabelKind.STORAGE_PATH, null, ANNA);
        assertThat(now(added).getFilePath()).matches("originals/0*" + added.getId() + "\\.pdf");
        assertThat(store.original(now(added)).exists()).isTrue();
        assertThat(documents.previewPath(added.getId(), "{correspondent}/{tag_list}/{owner}"))
                .isEqualTo(renamed + "/none/none.pdf");
    }

    @Test
    void aMoveThatWasWrittenDownButNotDoneIsFinishedAtTheNextStart() throws IOException {
        Document added = now(add("Interrupted"));
        String before = added.getFilePath();
        jdbc.update(
                "update document set file_path = 'originals/late/x.pdf', moving_from = ? where id = ?",
                before,
                added.getId());
        assertThat(store.original(now(added)).exists()).as("readable meanwhile").isTrue();
        moves.repair();
        assertThat(now(added).getMovingFrom()).isNull();
        assertThat(now(added).getFilePath()).endsWith("late/x.pdf");
        assertThat(store.original(now(added)).exists()).isTrue();
    }

    @Test
    void aMoveThatWasDoneButNotStruckOffIsStruckOffAtTheNextStart() throws IOException {
        Document added = now(add("Moved"));
        jdbc.update("update document set moving_from = 'arrivals/gone.whole' where id = ?", added.getId());
        moves.repair();
        assertThat(now(added).getMovingFrom()).isNull();
        assertThat(store.original(now(added)).exists()).isTrue();
    }

    @Test
    void aFileDoomedByAProcessThatEndedIsTakenAwayAtTheNextStart() throws IOException {
        Document added = now(add("Doomed"));
        Resource file = store.original(added);
        jdbc.update(
                "insert into doomed_file (file_path, doomed_at) values (?, current_timestamp)", added.getFilePath());
        moves.repair();
        assertThat(file.exists()).isFalse();
        assertThat(jdbc.queryForObject("select count(*) from doomed_file", Long.class))
                .isZero();
    }

    @Test
    void nothingIsLeftOfAnArrivalThatIsRefused() {
        List<Path> before = store.abandonedArrivals();
        assertThatThrownBy(() -> store.receive(InputStream.nullInputStream(), 10))
                .isInstanceOf(FileRefused.class)
                .hasMessage("The file is empty.");
        assertThatThrownBy(() -> store.receive(new ByteArrayInputStream(new byte[11]), 10))
                .isInstanceOf(FileRefused.class)
                .hasMessage("The file has more than 10 bytes, which is the limit.");
        InputStream breaks = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > 3) {
                    throw new IOException("the line broke");
                }
                return 'x';
            }
        };
        assertThatThrownBy(() -> store.receive(breaks, 10)).hasMessage("the line broke");
        assertThat(store.abandonedArrivals()).containsExactlyInAnyOrderElementsOf(before);
        assertThatThrownBy(() -> store.discard(Path.of("/etc/passwd"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plannedPathsAreFitForAnyDisk() {
        Map<String, String> values = Map.of("title", "nul", "correspondent", " . ", "owner", "ü".repeat(300));
        assertThat(StoragePlan.path("{correspondent}/{title}", values, ".pdf")).isEqualTo("none/_nul.pdf");
        assertThat(StoragePlan.path("{owner}", values, "")).isEqualTo("ü".repeat(60));
        assertThat(StoragePlan.path("{missing}", values, "")).isEqualTo("none");
        assertThat(StoragePlan.extension("a.Pdf", "text/plain")).isEqualTo(".pdf");
        assertThat(StoragePlan.extension("a.p/f", "image/png")).isEqualTo(".png");
        assertThat(StoragePlan.numbered("a/b.pdf", ".pdf", 3)).isEqualTo("a/b_03.pdf");
        assertThat(List.of(StoragePlan.path("{owner}/".repeat(30) + "{title}", values, "")
                        .split("/")))
                .hasSizeLessThan(31)
                .last()
                .isEqualTo("_nul");
    }
}
