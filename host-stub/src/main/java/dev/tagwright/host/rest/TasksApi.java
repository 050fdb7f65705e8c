package dev.tagwright.host.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.ingest.JobState;
import dev.tagwright.host.ingest.Stage;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "tasks")
class TasksApi {

    private static final int MOST = 200;

    private final Asker asker;
    private final Ingest ingest;

    TasksApi(Asker asker, Ingest ingest) {
        this.asker = asker;
        this.ingest = ingest;
    }

    /**
     * A job in the shape that programs written for paperless-ngx know, and after that what more there is to tell.
     *
     * @param status PENDING, STARTED, SUCCESS as soon as the document can be worked with, FAILURE, or REVOKED when a person
     *     cancelled it
     */
    record TaskView(
            long id,
            @JsonProperty("task_id") String taskId,
            @JsonProperty("task_file_name") String taskFileName,
            @JsonProperty("date_created") Instant dateCreated,
            @JsonProperty("date_done") @Nullable Instant dateDone,
            String type,
            String status,
            String result,
            boolean acknowledged,
            @JsonProperty("related_document") @Nullable Long relatedDocument,
            String state,
            String stage,
            int attempts,
            String message,
            @JsonProperty("next_try") @Nullable Instant nextTry,
            @JsonProperty("pages_done") int pagesDone,
            @JsonProperty("pages_total") int pagesTotal) {

        static TaskView of(Job job) {
            String status = status(job);
            boolean over = !status.equals("PENDING") && !status.equals("STARTED");
            return new TaskView(
                    job.id(),
                    job.task(),
                    job.fileName(),
                    job.createdAt(),
                    over ? job.updatedAt() : null,
                    "file",
                    status,
                    status.equals("SUCCESS")
                            ? "Success. New document id " + job.document() + " created"
                            : job.message(),
                    false,
                    job.document(),
                    DocumentView.lower(job.state()),
                    DocumentView.lower(job.stage()),
                    job.attempts(),
                    job.message(),
                    job.nextAt(),
                    job.pagesDone(),
                    job.pagesTotal());
        }

        private static String status(Job job) {
            if (job.state() == JobState.RUNNING) {
                return "STARTED";
            }
            if (job.state() == JobState.REFUSED || job.state() == JobState.PARKED) {
                return "FAILURE";
            }
            if (job.state() == JobState.CANCELLED) {
                return "REVOKED";
            }
            boolean usable = job.stage() == Stage.DECIDE && job.state() == JobState.WAITING;
            return job.state() == JobState.DONE || usable ? "SUCCESS" : "PENDING";
        }
    }

    @GetMapping("/api/tasks/")
    @Operation(summary = "List the files that arrived and how far each has come, latest first")
    List<TaskView> tasks(
            Principal principal, @RequestParam(name = "task_id", required = false) @Nullable String taskId) {
        Person person = asker.person(principal);
        List<Job> jobs = taskId == null
                ? ingest.latest(0, MOST)
                : ingest.byTask(taskId).stream().toList();
        return jobs.stream()
                .filter(job -> maySee(person, job))
                .map(TaskView::of)
                .toList();
    }

    @PostMapping("/api/tasks/{id}/retry/")
    @Operation(summary = "Have a task that waits, failed too often or was cancelled tried again at once")
    Map<String, String> retry(Principal principal, @PathVariable long id) {
        changeable(principal, id);
        if (!ingest.retry(id)) {
            throw new Conflict("Task " + id + " neither waits nor failed, so there is nothing to try again.");
        }
        return Map.of("result", "OK");
    }

    @PostMapping("/api/tasks/{id}/cancel/")
    @Operation(
            summary = "Cancel the reading of a file",
            description = "Whether it has begun or not. The document stays, with the text that it had.")
    Map<String, String> cancel(Principal principal, @PathVariable long id) {
        changeable(principal, id);
        if (!ingest.cancel(id)) {
            throw new Conflict("Task " + id + " is not to be read any more, so there is no reading to cancel.");
        }
        return Map.of("result", "OK");
    }

    private void changeable(Principal principal, long id) {
        Person person = asker.need(principal, Role.EDITOR);
        Job job = ingest.job(id)
                .filter(one -> maySee(person, one))
                .orElseThrow(() -> new NotFound("There is no task " + id + "."));
        if (!ingest.mayChange(person, job)) {
            throw new AccessDeniedException("document");
        }
    }

    private boolean maySee(Person person, Job job) {
        return ingest.maySee(person, job);
    }
}
