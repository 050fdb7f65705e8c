package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.classifier.feedback.StoredJob;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long work: asked for, followed, stopped, tried again. Only administrators, because it looks at all documents. */
@RestController
@RequestMapping("/api/jobs")
class JobsApi {

    private static final int NEWEST = 50;

    /** A stream of events ends after this time, so that none holds a thread for good; browsers open it again. */
    private static final Duration STREAM = Duration.ofSeconds(20);

    private final Pages.Sources sources;

    JobsApi(Pages.Sources sources) {
        this.sources = sources;
    }

    /** What is to be done. */
    record JobBody(String kind, @Nullable Map<String, Object> argument) {}

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

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView start(Principal user, @RequestBody JobBody body) {
        mustAdminister(user);
        String argument = JsonMapper.shared().writeValueAsString(body.argument() == null ? Map.of() : body.argument());
        return JobView.of(sources.jobs().start(String.valueOf(body.kind()), argument, user.getName()));
    }

    @GetMapping
    List<JobView> newest(Principal user) {
        mustAdminister(user);
        return sources.jobs().newest(NEWEST).stream().map(JobView::of).toList();
    }

    @GetMapping("/{id}")
    JobView job(Principal user, @PathVariable long id) {
        mustAdminister(user);
        return JobView.of(found(id));
    }

    /** Tells of each change as a server-sent event until the job has ended or the time of one stream is up. */
    @GetMapping("/{id}/events")
    void events(Principal user, @PathVariable long id, HttpServletResponse response)
            throws IOException, InterruptedException {
        mustAdminister(user);
        StoredJob job = found(id);
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

    private StoredJob found(long id) {
        return sources.jobs().job(id).orElseThrow(() -> new Refusals.NotThere("There is no job (" + id + ")."));
    }

    private void mustAdminister(Principal user) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may start and follow long work.");
        }
    }
}
