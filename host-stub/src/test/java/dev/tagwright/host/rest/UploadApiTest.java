package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.labels.LabelDraft;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(properties = "tagwright.ingest.largest=100KB")
class UploadApiTest extends HostApi {

    @Autowired
    private Ingest ingest;

    private static byte[] letter() {
        return ("A letter " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> upload(String token, String part, byte[] file, String name, String... fields)
            throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.write(("--b\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n" + fields[i + 1]
                            + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.write(("--b\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"" + name + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = request("/api/documents/post_document/", token)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode task(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String uuid = JSON.readTree(answer.body()).asString();
        ingest.await(ingest.byTask(uuid).orElseThrow().id(), Duration.ofSeconds(60));
        return get("/api/tasks/?task_id=" + uuid, viewer).get(0);
    }

    private void refused(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(detail(answer)).isEqualTo(detail);
    }

    @Test
    void anUploadAnswersWithATaskWhoseDocumentCarriesWhatWasGiven() throws Exception {
        long tag = labels.create(LabelDraft.auto(LabelKind.TAG, "T " + UUID.randomUUID()))
                .getId();
        JsonNode task = task(upload(
                editor,
                "document",
                letter(),
                "a.txt",
                "title",
                "Un été",
                "created",
                "2025-03-04",
                "tags",
                String.valueOf(tag)));
        assertThat(task.get("status").asString()).isEqualTo("SUCCESS");
        assertThat(task.get("task_file_name").asString()).isEqualTo("a.txt");
        var document = documents.find(task.get("related_document").asLong()).orElseThrow();
        assertThat(document.getTitle()).isEqualTo("Un été");
        assertThat(document.getCreatedOn()).hasToString("2025-03-04");
        assertThat(documentLabels.of(document.getId()))
                .extracting(label -> label.getLabelId())
                .contains(tag);
    }

    @Test
    void aDuplicateIsATaskThatFailedAndPointsToTheDocument() throws Exception {
        byte[] bytes = letter();
        long document = task(upload(editor, "document", bytes, "a.txt"))
                .get("related_document")
                .asLong();
        JsonNode second = task(upload(editor, "document", bytes, "b.txt"));
        assertThat(second.get("status").asString()).isEqualTo("FAILURE");
        assertThat(second.get("related_document").asLong()).isEqualTo(document);
        assertThat(second.get("result").asString())
                .isEqualTo("The file is already stored as document " + document + ".");
    }

    @Test
    void badFilesAreAnsweredInWords() throws Exception {
        refused(upload(editor, "document", new byte[0], "a.txt"), 400, "The file is empty.");
        refused(
                upload(editor, "document", new byte[] {127, 'E', 'L', 'F', 0}, "a.txt"),
                400,
                "The file is of a kind that cannot be read: it is no PDF, image, text, mail or office document.");
        refused(
                upload(editor, "document", new byte[3_000_000], "a.txt"),
                400,
                "The file has more bytes than one file may have.");
        refused(
                upload(editor, "other", letter(), "a.txt"),
                400,
                "The part document is missing: it must hold the file.");
    }

    @Test
    void badFieldsAreAnsweredInWords() throws Exception {
        refused(
                upload(editor, "document", letter(), "a.txt", "created", "yesterday"),
                400,
                "created must be a day such as 2026-01-31.");
        refused(
                upload(editor, "document", letter(), "a.txt", "correspondent", "999999"),
                400,
                "correspondent must be the number of a label of this kind that exists.");
    }

    @Test
    void whoMayNotChangeMayNotUpload() throws Exception {
        refused(upload(viewer, "document", letter(), "a.txt"), 403, "You do not have the permission to do this.");
        refused(
                upload("wrong", "document", letter(), "a.txt"),
                401,
                "Sign in first: the name, password or token is missing or wrong.");
    }
}
