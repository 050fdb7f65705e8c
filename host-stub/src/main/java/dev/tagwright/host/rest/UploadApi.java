package dev.tagwright.host.rest;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.ingest.QueueFull;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "documents")
class UploadApi {

    private final Asker asker;
    private final Labels labels;
    private final Ingest ingest;

    UploadApi(Asker asker, Labels labels, Ingest ingest) {
        this.asker = asker;
        this.labels = labels;
        this.ingest = ingest;
    }

    /** The request is asked for its parts here, so that a fault of theirs gets an answer in words. */
    @PostMapping(path = "/api/documents/post_document/", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Upload a file",
            description = "Parts: document (the file), and as far as known title, created (yyyy-mm-dd), correspondent,"
                    + " document_type, storage_path, tags (repeated), each label by its number. Answers with the UUID of"
                    + " a task once the file is stored for good; see /api/tasks/. A file that is already stored gives a"
                    + " task that failed and points to the document.")
    String upload(Principal principal, HttpServletRequest request) throws IOException {
        Person person = asker.need(principal, Role.EDITOR);
        Part file = file(request);
        String name = file.getSubmittedFileName();
        Arrival arrival = new Arrival(
                Job.Source.UPLOAD,
                name == null ? "document" : name,
                Objects.requireNonNullElse(request.getParameter("title"), ""),
                created(request.getParameter("created")),
                null,
                Actor.person(person.getName()),
                labels(request),
                true,
                true);
        try (InputStream in = file.getInputStream()) {
            return "\"" + ingest.submit(in, arrival).task() + "\"";
        }
    }

    private static Part file(HttpServletRequest request) throws IOException {
        try {
            Part part = request.getPart("document");
            if (part == null) {
                throw new BadRequest("document", "The part document is missing: it must hold the file.");
            }
            return part;
        } catch (IllegalStateException e) {
            throw new DocumentRefused("document", "The file has more bytes than one file may have.");
        } catch (ServletException e) {
            throw new BadRequest("document", "The body of the request is not a form with a file.");
        }
    }

    private static @Nullable LocalDate created(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw new BadRequest("created", "created must be a day such as 2026-01-31.");
        }
    }

    private Set<Long> labels(HttpServletRequest request) {
        Set<Long> ids = new LinkedHashSet<>();
        add(request, "tags", LabelKind.TAG, ids);
        add(request, "correspondent", LabelKind.CORRESPONDENT, ids);
        add(request, "document_type", LabelKind.DOCUMENT_TYPE, ids);
        add(request, "storage_path", LabelKind.STORAGE_PATH, ids);
        return ids;
    }

    private void add(HttpServletRequest request, String name, LabelKind kind, Set<Long> ids) {
        String[] values = request.getParameterValues(name);
        for (String value : values == null ? new String[0] : values) {
            if (value.isBlank()) {
                continue;
            }
            if (!value.matches("[0-9]{1,18}")
                    || labels.find(Long.parseLong(value))
                            .filter(label -> label.getKind() == kind)
                            .isEmpty()) {
                throw new BadRequest(name, name + " must be the number of a label of this kind that exists.");
            }
            ids.add(Long.parseLong(value));
        }
    }

    /** The body could not be kept while it came in, or the sender went away, who does not read this. */
    @ExceptionHandler
    ProblemDetail notKept(IOException problem) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INSUFFICIENT_STORAGE, "The file could not be written. Maybe the disk is full.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(QueueFull problem) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "60")
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(problem.getMessage())));
    }
}
