package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.feedback.Classifying;
import dev.tagwright.classifier.feedback.JobFiles;
import dev.tagwright.classifier.feedback.StoredJob;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Long work: asked for, followed, stopped, tried again. Only administrators, because it looks at all documents; files
 * that are no documents anybody may have classified, and follow.
 */
@RestController
@RequestMapping("/api/jobs")
class JobsApi {

    private static final int NEWEST = 50;
    private static final int MOST_FILES = 100;
    private static final int MOST_BYTES = 50 << 20;

    /** A stream of events ends after this time, so that none holds a thread for good; browsers open it again. */
    private static final Duration STREAM = Duration.ofSeconds(20);

    private final Pages.Sources sources;

    JobsApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** What is to be done. */
    record JobBody(@Nullable String kind, @Nullable Map<String, Object> argument) {}

    /** One job. */
    record JobView(
            long id,
            String kind,
            JsonNode argument,
            StoredJob.State state,
            String requestedBy,
            int attempts,
            long done,
            long total,
            Instant createdAt,
            @Nullable Instant endedAt,
            String message,
            @Nullable JsonNode result) {

        static JobView of(StoredJob job) {
            JsonMapper json = JsonMapper.shared();
            return new JobView(
                    job.id(),
                    job.kind(),
                    json.readTree(job.argument()),
                    job.state(),
                    job.requestedBy(),
                    job.attempts(),
                    job.done(),
                    job.total(),
                    job.createdAt(),
                    job.endedAt(),
                    job.message(),
                    job.result().isEmpty() ? null : json.readTree(job.result()));
        }
    }

    /** A file as a person or program sends it among others. */
    record FileBody(@Nullable String name, byte @Nullable [] content) {}

    /** Several of them; their contents in Base64. */
    record FilesBody(@Nullable List<@Nullable FileBody> files) {}

    /** What somebody says of a label on a file of a finished job. */
    record WordBody(
            int file,
            String kind,
            long label,
            Feedback.@Nullable Verdict verdict,
            @Nullable Long instead) {}

    /** Takes the bytes of one file as the body; its name is a hint at most. */
    @PostMapping(path = "/classify", consumes = "application/octet-stream")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView classify(Principal user, @RequestParam(defaultValue = "file") String name, InputStream body)
            throws IOException {
        return classify(user, List.of(new JobFiles.Sent(name, new Bounded(body, MOST_BYTES).readAllBytes())));
    }

    @PostMapping(path = "/classify", consumes = "application/json")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView classify(Principal user, @RequestBody FilesBody body) {
        List<JobFiles.Sent> files = new ArrayList<>();
        for (FileBody file : body.files() == null ? List.<@Nullable FileBody>of() : body.files()) {
            byte[] content = file == null ? null : file.content();
            if (file == null || content == null) {
                throw new Refusals.NotUnderstood("every file must have a content, in Base64.");
            }
            files.add(new JobFiles.Sent(file.name() == null ? "file" : file.name(), content));
        }
        return classify(user, files);
    }

    private JobView classify(Principal user, List<JobFiles.Sent> files) {
        long bytes = files.stream().mapToLong(file -> file.bytes().length).sum();
        if (files.isEmpty() || files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw new Refusals.NotUnderstood(
                    "files must be 1 to " + MOST_FILES + " of together at most " + (MOST_BYTES >> 20) + " MiB.");
        }
        return JobView.of(
                sources.jobs().start(Classifying.KIND, sources.classifying().keep(files), user.getName()));
    }

    /** Corrects the result of a finished job at once, and teaches. */
    @PostMapping("/{id}/feedback")
    JobView judge(Principal user, @PathVariable long id, @RequestBody WordBody body) {
        mustAdminister(user);
        Feedback.Verdict verdict = body.verdict();
        Long instead = body.instead();
        if (verdict == null
                || verdict == Feedback.Verdict.REVOKED
                || (verdict == Feedback.Verdict.CORRECTED) != (instead != null)) {
            throw new Refusals.NotUnderstood(
                    "verdict must be ACCEPTED, REJECTED or CORRECTED, and instead given for CORRECTED only.");
        }
        return JobView.of(sources.classifying()
                .judge(
                        found(id),
                        body.file(),
                        label(body.kind(), body.label()),
                        verdict,
                        instead == null ? null : label(body.kind(), instead),
                        user.getName()));
    }

    private static LabelId label(String kind, long label) {
        for (LabelKind one : LabelKind.values()) {
            if (one.name().equalsIgnoreCase(kind) && label > 0) {
                return new LabelId(one, label);
            }
        }
        throw new Refusals.NotThere("There is no label (" + label + ") of kind (" + kind + ").");
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView start(Principal user, @RequestBody JobBody body) {
        mustAdminister(user);
        if (Classifying.KIND.equals(body.kind())) {
            throw new Refusals.NotUnderstood("files are sent to api/jobs/classify.");
        }
        String argument = JsonMapper.shared().writeValueAsString(body.argument() == null ? Map.of() : body.argument());
        try {
            return JobView.of(sources.jobs().start(String.valueOf(body.kind()), argument, user.getName()));
        } catch (IllegalArgumentException e) {
            throw new Refusals.NotUnderstood(String.valueOf(e.getMessage()));
        }
    }

    @GetMapping
    List<JobView> newest(Principal user) {
        mustAdminister(user);
        return sources.jobs().newest(NEWEST).stream().map(JobView::of).toList();
    }

    @GetMapping("/{id}")
    JobView job(Principal user, @PathVariable long id) {
        return JobView.of(visible(user, id));
    }

    /** Tells of each change as a server-sent event until the job has ended or the time of one stream is up. */
    @GetMapping("/{id}/events")
    void events(Principal user, @PathVariable long id, HttpServletResponse response)
            throws IOException, InterruptedException {
        StoredJob job = visible(user, id);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        PrintWriter out = response.getWriter();
        long end = System.nanoTime() + STREAM.toNanos();
        StoredJob told = null;
        while (true) {
            if (!job.equals(told)) {
                told = job;
                out.write("event: job\ndata: " + JsonMapper.shared().writeValueAsString(JobView.of(job)) + "\n\n");
                response.flushBuffer();
            }
            if (job.hasEnded() || out.checkError() || System.nanoTime() > end) {
                return;
            }
            sources.jobs().await(Duration.ofSeconds(1));
            job = found(id);
        }
    }

    @PostMapping("/{id}/stop")
    JobView stop(Principal user, @PathVariable long id) {
        mustAdminister(user);
        found(id);
        if (!sources.jobs().stop(id)) {
            throw new IllegalArgumentException("job (" + id + ") has ended.");
        }
        return JobView.of(found(id));
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView retry(Principal user, @PathVariable long id) {
        mustAdminister(user);
        found(id);
        if (!sources.jobs().retry(id)) {
            throw new IllegalArgumentException("job (" + id + ") is neither stopped nor parked.");
        }
        return JobView.of(found(id));
    }

    /** Returns a job that the caller may see: who asked to have files classified may see what came of it. */
    private StoredJob visible(Principal user, long id) {
        boolean own = sources.jobs()
                .job(id)
                .filter(job ->
                        job.kind().equals(Classifying.KIND) && job.requestedBy().equals(user.getName()))
                .isPresent();
        if (!own) {
            mustAdminister(user);
        }
        return found(id);
    }

    private StoredJob found(long id) {
        return sources.jobs().job(id).orElseThrow(() -> new Refusals.NotThere("There is no job (" + id + ")."));
    }

    private void mustAdminister(Principal user) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may start and follow long work.");
        }
    }
}
