package dev.tagwright.host.ingest;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.DecidedState;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.DocumentStore;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.plugins.ArchiveBuilder;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(
        properties = {
            "tagwright.ingest.largest=1MB",
            "tagwright.ingest.attempts=2",
            "tagwright.ingest.first-pause=50ms",
            "tagwright.ingest.look=100ms"
        })
@ContextConfiguration(initializers = TestHost.class)
class IngestTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Autowired
    private Ingest ingest;

    @Autowired
    private Plugins plugins;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private DocumentStore store;

    @Autowired
    private Labels labels;

    @Autowired
    private People people;

    @Autowired
    private JdbcTemplate jdbc;

    @Value("${tagwright.ingest.consume}")
    private Path consume;

    @TempDir
    private Path folder;

    /** Each test's plugin sees that test's documents only. */
    @BeforeEach
    void nothingOpen() {
        jdbc.update("update ingest_job set state = 'DONE' where state not in ('DONE', 'REFUSED')");
    }

    @AfterEach
    void noPlugin() throws IOException {
        plugins.remove("sample");
    }

    private static Arrival letter() {
        return Arrival.upload("letter.txt", "anna");
    }

    private static byte[] text(String words) {
        return (words + " " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    private Job submit(byte[] bytes, Arrival arrival) throws IOException {
        return ingest.submit(new ByteArrayInputStream(bytes), arrival);
    }

    /** Waits until the job rests. */
    private Job rests(Job job) throws InterruptedException {
        return ingest.await(job.id(), LONG).orElseThrow();
    }

    private Document document(Job job) {
        Long id = job.document();
        assertThat(id).isNotNull();
        return documents.find(id).orElseThrow();
    }

    private void install(ArchiveBuilder archive) throws Exception {
        plugins.install(Files.newInputStream(archive.writeTo(folder.resolve("p.zip"))));
        until("the plugin runs", () -> plugins.classifier().isPresent());
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private long label(LabelKind kind, MatchingAlgorithm algorithm, String match) {
        LabelDraft draft = LabelDraft.auto(kind, match + " " + UUID.randomUUID());
        return labels.create(draft.withRule(algorithm, match, true)).getId();
    }

    @Test
    void withoutAPluginATextIsStoredReadAndMatchedAndItsDecisionWaits() throws Exception {
        String word = "zebra" + UUID.randomUUID().toString().replace("-", "");
        long tag = label(LabelKind.TAG, MatchingAlgorithm.ANY, word);
        byte[] bytes = text("a letter on a " + word);
        Job job = rests(submit(bytes, letter()));

        assertThat(job.state()).isEqualTo(JobState.WAITING);
        assertThat(job.stage()).isEqualTo(Stage.DECIDE);
        assertThat(job.message()).isEqualTo("No plugin runs that could decide.");
        Document document = document(job);
        assertThat(store.original(document).getContentAsByteArray()).isEqualTo(bytes);
        assertThat(documents.text(document.getId())).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        assertThat(document.getReadState()).isEqualTo(ReadState.READ);
        assertThat(documentLabels.of(document.getId()))
                .filteredOn(label -> label.getLabelId() == tag)
                .extracting(DocumentLabel::getOrigin)
                .containsExactly(Origin.RULE);
    }

    @Test
    void theFirstCorrespondentByNameWhoseRuleMatchesIsSetAndNoneIsOverwritten() throws Exception {
        String word = "yak" + UUID.randomUUID().toString().replace("-", "");
        long byHand = label(LabelKind.CORRESPONDENT, MatchingAlgorithm.NONE, "by hand");
        long second = labels.create(LabelDraft.auto(LabelKind.CORRESPONDENT, "b " + word)
                        .withRule(MatchingAlgorithm.ANY, word, true))
                .getId();
        long first = labels.create(LabelDraft.auto(LabelKind.CORRESPONDENT, "a " + word)
                        .withRule(MatchingAlgorithm.ANY, word, true))
                .getId();
        Job job = rests(submit(text(word), letter()));
        assertThat(documentLabels.of(document(job).getId()))
                .extracting(DocumentLabel::getLabelId)
                .contains(first)
                .doesNotContain(second);

        Arrival given = new Arrival(
                Job.Source.UPLOAD, "x.txt", "", null, null, Actor.person("anna"), Set.of(byHand), true, true);
        Job other = rests(submit(text(word), given));
        assertThat(documentLabels.of(document(other).getId()))
                .extracting(DocumentLabel::getLabelId)
                .contains(byHand)
                .doesNotContain(first, second);
    }

    @Test
    void theSameBytesAreRefusedWithAPointerToTheDocument() throws Exception {
        byte[] bytes = text("once");
        Job first = submit(bytes, letter());
        Job stranger = submit(bytes, Arrival.upload("other.txt", "nobody"));
        assertThat(stranger.state()).isEqualTo(JobState.REFUSED);
        assertThat(stranger.document()).isNull();
        assertThat(stranger.message()).isEqualTo("The file is already stored, as a document that you may not see.");
        people.find("bert").orElseGet(() -> people.create("bert", "secret of bert", Role.EDITOR));
        Job second = submit(bytes, Arrival.upload("other.txt", "bert"));
        assertThat(second.state()).isEqualTo(JobState.REFUSED);
        assertThat(second.document()).isEqualTo(first.document());
        assertThat(second.message()).isEqualTo("The file is already stored as document " + first.document() + ".");
        assertThat(store.abandonedArrivals()).isEmpty();
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> submit(new byte[0], letter()))
                .isInstanceOf(DocumentRefused.class)
                .hasMessage("The file is empty.");
        assertThat(store.abandonedArrivals()).isEmpty();
    }

    @Test
    void aFileOverTheLimitIsRefused() {
        assertThatThrownBy(() -> submit(new byte[(1 << 20) + 1], letter()))
                .isInstanceOf(DocumentRefused.class)
                .hasMessage("The file has more than 1048576 bytes, which is the limit.");
        assertThat(store.abandonedArrivals()).isEmpty();
    }

    @Test
    void aFileOfAnUnknownKindIsRefused() {
        assertThatThrownBy(() -> submit(new byte[] {127, 'E', 'L', 'F', 0, 0}, letter()))
                .isInstanceOf(DocumentRefused.class)
                .hasMessage("The file is of a kind that cannot be read: it is no PDF, image, text, mail or office"
                        + " document.");
        assertThat(store.abandonedArrivals()).isEmpty();
    }

    @Test
    void aDamagedPdfIsStoredAndSaysThatItCannotBeRead() throws Exception {
        byte[] bytes = text("%PDF-1.7 this is all there is of it");
        Job job = rests(submit(bytes, Arrival.upload("damaged.pdf", "anna")));
        Document document = document(job);
        assertThat(document.getReadState()).isEqualTo(ReadState.REFUSED);
        assertThat(document.getReadReason()).isEqualTo("The PDF is damaged and cannot be read.");
        assertThat(store.original(document).getContentAsByteArray()).isEqualTo(bytes);
    }

    @Test
    void aPdfWithTextIsReadAndOneWithoutWaitsForAPlugin() throws Exception {
        String word = UUID.randomUUID().toString();
        Job with = rests(submit(pdf("Invoice " + word), Arrival.upload("a.pdf", "anna")));
        assertThat(documents.text(document(with).getId())).contains("Invoice " + word);
        assertThat(document(with).getPageCount()).isEqualTo(1);

        Job without = rests(submit(pdf(null), Arrival.upload("b.pdf", "anna")));
        assertThat(without.state()).isEqualTo(JobState.WAITING);
        assertThat(without.stage()).isEqualTo(Stage.READ);
        assertThat(without.message())
                .isEqualTo("No plugin runs. The PDF carries no text: its pages are pictures, which only a plugin can"
                        + " read.");
        assertThat(document(without).getReadState()).isEqualTo(ReadState.POSTPONED);

        install(archive().plugin(""));
        assertThat(rests(with).state()).isEqualTo(JobState.DONE);
        until("read", () -> document(without).getReadState() == ReadState.READ);
        assertThat(rests(without).state()).isEqualTo(JobState.DONE);
        assertThat(documents.text(document(without).getId())).isEqualTo("read by the plugin");
    }

    private static byte[] pdf(String words) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            pdf.getDocumentInformation().setTitle(UUID.randomUUID().toString());
            if (words != null) {
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(50, 700);
                    content.showText(words);
                    content.endText();
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            pdf.save(bytes);
            return bytes.toByteArray();
        }
    }

    @Test
    void aNameWithPathPartsAndControlCharactersIsOnlyAName() throws Exception {
        Job job = rests(submit(text("x"), Arrival.upload("../../etc/\u0000pass\u001bwd\n.txt", "anna")));
        Document document = document(job);
        assertThat(document.getOriginalName()).isEqualTo("passwd.txt");
        assertThat(store.original(document).getFile().toString())
                .contains("originals")
                .doesNotContain("..");
    }

    @Test
    void whatAPersonFiledByHandIsNotDecidedOn() throws Exception {
        long tag = label(LabelKind.TAG, MatchingAlgorithm.AUTO, "");
        Job job = rests(submit(text("filed"), Arrival.filedByHand("f.txt", "A title", null, "anna", Set.of(tag))));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        Document document = document(job);
        assertThat(document.getDecidedState()).isEqualTo(DecidedState.OFF);
        assertThat(document.getTitle()).isEqualTo("A title");
        assertThat(documentLabels.of(document.getId()))
                .extracting(DocumentLabel::getOrigin)
                .containsExactly(Origin.PERSON);
    }

    @Test
    void aDecisionThatWaitedIsMadeWhenAPluginComes() throws Exception {
        Job job = rests(submit(text("waits"), letter()));
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        install(archive().plugin(""));
        until("decided", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
        assertThat(document(job).getDecidedState()).isEqualTo(DecidedState.DECIDED);
        assertThat(document(job).getDecidedSnapshot()).isEqualTo("s1");
    }

    @Test
    void aDecisionWaitsForTheFirstSnapshot() throws Exception {
        Path learned = folder.resolve("learned");
        install(archive()
                .plugin("java.io.File learned = new java.io.File(\"" + learned + "\");"
                        + "public String suggestionState() { return learned.exists() ? \"s1\" : \"\"; }"
                        + "public Suggestions decide(DocumentId d) {"
                        + " return new Suggestions(d, 1, suggestionState(), List.of(), \"\"); }"));
        Job job = rests(submit(text("early"), letter()));
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        assertThat(job.message()).isEqualTo("The plugin has not learned anything yet.");
        Files.createFile(learned);
        until("decided", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
        assertThat(document(job).getDecidedSnapshot()).isEqualTo("s1");
    }

    @Test
    void aLateDecisionIsNotMadeOnWhatAPersonFiledMeanwhile() throws Exception {
        long inbox = labels.create(LabelDraft.auto(LabelKind.TAG, "In " + UUID.randomUUID())
                        .withInbox(true))
                .getId();
        Job job = rests(submit(text("handled"), letter()));
        documentLabels.change(document(job).getId(), Set.of(), Set.of(inbox), Actor.person("anna"));
        install(archive().plugin(""));
        until("done", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
        assertThat(document(job).getDecidedState()).isEqualTo(DecidedState.OFF);
        assertThat(document(job).getDecidedReason()).isEqualTo("A person filed it before a plugin could decide.");
        labels.delete(inbox);
    }

    @Test
    void aPluginThatThrowsDoesNotFailTheIngestAndIsAskedAgainUntilTheJobIsParked() throws Exception {
        install(archive()
                .plugin("public Extraction extract(FileToRead f, PageProgress p) { throw new StackOverflowError(); }"
                        + "public Suggestions decide(DocumentId d) { throw new IllegalStateException(\"no\"); }"));
        Job job = submit(text("thrown"), letter());
        until("parked", () -> ingest.job(job.id()).orElseThrow().state() == JobState.PARKED);
        Job parked = ingest.job(job.id()).orElseThrow();
        assertThat(parked.attempts()).isEqualTo(2);
        assertThat(parked.stage()).isEqualTo(Stage.DECIDE);
        assertThat(parked.message())
                .isEqualTo("The plugin (sample) threw java.lang.IllegalStateException from decide.");
        assertThat(document(job).getReadState()).isEqualTo(ReadState.READ);

        install(archive().version("2.0").plugin(""));
        until(
                "version 2",
                () -> plugins.all().get(0).version().equals("2.0")
                        && plugins.classifier().isPresent());
        assertThat(ingest.retry(job.id())).isTrue();
        until("decided", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
    }

    @Test
    void aDocumentThatIsDeletedMeanwhileEndsItsJob() throws Exception {
        Job job = rests(submit(text("gone"), letter()));
        documents.delete(document(job).getId(), Actor.person("anna"));
        assertThat(ingest.retry(job.id())).isTrue();
        Job ended = rests(job);
        assertThat(ended.state()).isEqualTo(JobState.DONE);
        assertThat(ended.message()).isEqualTo("The document was deleted meanwhile.");
    }

    @Test
    void filesInTheConsumeFolderAreTakenAndRemovedAlsoFromSubFolders() throws Exception {
        byte[] bytes = text("dropped");
        Path file = consume.resolve("a/b/letter.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        until("removed", () -> Files.notExists(file));
        Job job = ingest.latest(0, 1).get(0);
        assertThat(job.source()).isEqualTo(Job.Source.CONSUME);
        assertThat(store.original(document(job)).getContentAsByteArray()).isEqualTo(bytes);
    }

    @Test
    void aRefusedFileInTheConsumeFolderStaysAndIsToldOnce() throws Exception {
        Path file = consume.resolve("program-" + UUID.randomUUID() + ".exe");
        Files.createDirectories(consume);
        Files.write(file, new byte[] {127, 'E', 'L', 'F', 0, 0});
        String name = file.getFileName().toString();
        until("refused", () -> ingest.latest(JobState.REFUSED, 0, 10).stream()
                .anyMatch(job -> job.fileName().equals(name)));
        byte[] later = text("later");
        Path other = consume.resolve("later.txt");
        Files.write(other, later);
        until("removed", () -> Files.notExists(other));
        assertThat(file).exists();
        assertThat(ingest.latest(JobState.REFUSED, 0, 100))
                .filteredOn(job -> job.fileName().equals(name))
                .hasSize(1);
        Files.delete(file);
    }

    @Test
    void whatAnEndedProcessHadUnderWayIsTakenUpAgain() throws Exception {
        Job job = rests(submit(text("killed"), letter()));
        jdbc.update("update ingest_job set state = 'RUNNING', stage = 'READ', host = null where id = ?", job.id());
        Path orphan = Files.write(
                store.original(document(job))
                        .getFile()
                        .toPath()
                        .getParent()
                        .resolve("../arrivals/orphan.part")
                        .normalize(),
                new byte[9]);
        ingest.stop();
        ingest.start();
        assertThat(orphan).doesNotExist();
        Job again = rests(job);
        assertThat(again.state()).isEqualTo(JobState.WAITING);
        assertThat(again.stage()).isEqualTo(Stage.DECIDE);
    }
}
