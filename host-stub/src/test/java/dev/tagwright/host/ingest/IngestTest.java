package dev.tagwright.host.ingest;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

/** How files come in, are stored, read and refused. */
class IngestTest extends IngestFixture {

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
        untilDone(with);
        untilDone(without);
        assertThat(document(without).getReadState()).isEqualTo(ReadState.READ);
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
