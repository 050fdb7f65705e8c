package dev.tagwright.classifier.web;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.retrain.Comparison;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.RunRecord;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
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

/** The REST API of the plugin, below the path that the host gave it. */
@RestController
@RequestMapping("/api")
class Api {

    private static final int RUNS = 50;
    private static final int MOST_COMPARED = 2000;

    private final Pages.Sources sources;

    Api(Pages.Sources sources) {
        this.sources = sources;
    }

    /** Where everything stands. */
    record Status(TrainingStatus training, @Nullable SnapshotView snapshot, Health.State health) {}

    /** One snapshot. */
    record SnapshotView(
            long id,
            String digest,
            Instant createdAt,
            @Nullable Instant promotedAt,
            boolean serves,
            int documents,
            int labels,
            double quality,
            String verdict,
            long sizeBytes) {

        static SnapshotView of(KeptSnapshot about, long serving) {
            return new SnapshotView(
                    about.id(),
                    about.digest(),
                    about.createdAt(),
                    about.promotedAt(),
                    about.id() == serving,
                    about.documents(),
                    about.labels(),
                    about.quality(),
                    about.verdict(),
                    about.sizeBytes());
        }
    }

    /** One training. */
    record RunView(
            String requestedBy, String node, @Nullable Long snapshot, TrainingStatus status) {

        static RunView of(RunRecord run) {
            return new RunView(run.requestedBy(), run.node(), run.snapshot(), run.status());
        }
    }

    /** How to train; what is absent is false. */
    record Wish(@Nullable Boolean evenIfUnchanged, @Nullable Boolean evenIfWorse) {}

    /** One label that the plugin put on. */
    record AssignmentView(
            long id,
            LabelKind kind,
            long label,
            String snapshot,
            double probability,
            double threshold,
            String reason,
            String evidence,
            String run,
            Instant at,
            @Nullable Long replaced,
            @Nullable Instant undoneAt,
            String undoneBy) {

        static AssignmentView of(AssignmentRecord assignment) {
            LabelId replaced = assignment.replaced();
            return new AssignmentView(
                    assignment.id(),
                    assignment.label().kind(),
                    assignment.label().value(),
                    assignment.snapshot(),
                    assignment.probability(),
                    assignment.threshold(),
                    assignment.reason(),
                    assignment.evidence(),
                    assignment.run(),
                    assignment.at(),
                    replaced == null ? null : replaced.value(),
                    assignment.undoneAt(),
                    assignment.undoneBy());
        }
    }

    @GetMapping("/status")
    Status status() {
        KeptSnapshot held = sources.keeper().held();
        return new Status(
                sources.retrain().status(),
                held == null ? null : SnapshotView.of(held, held.id()),
                sources.health().get().state());
    }

    @GetMapping("/health")
    Health health() {
        return sources.health().get();
    }

    @GetMapping("/trainings")
    List<RunView> trainings() {
        return sources.runs().newest(RUNS).stream().map(RunView::of).toList();
    }

    @PostMapping("/trainings")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TrainingStatus train(Principal user, @RequestBody(required = false) @Nullable Wish wish) {
        mustAdminister(user, "start a training");
        return sources.retrain()
                .request(
                        user.getName(),
                        wish != null && Boolean.TRUE.equals(wish.evenIfUnchanged()),
                        wish != null && Boolean.TRUE.equals(wish.evenIfWorse()));
    }

    @PostMapping("/trainings/stop")
    TrainingStatus stop(Principal user) {
        mustAdminister(user, "stop a training");
        return sources.retrain().stop();
    }

    @GetMapping("/snapshots")
    List<SnapshotView> snapshots() {
        KeptSnapshot held = sources.keeper().held();
        long serving = held == null ? 0 : held.id();
        return sources.snapshots().newest().stream()
                .map(about -> SnapshotView.of(about, serving))
                .toList();
    }

    @PostMapping("/snapshots/{id}/promote")
    SnapshotView promote(Principal user, @PathVariable long id) {
        mustAdminister(user, "choose the snapshot that serves");
        if (sources.snapshots().snapshot(id).isEmpty()) {
            throw new Refusals.NotThere("There is no snapshot (" + id + ").");
        }
        KeptSnapshot about = sources.keeper().rollBack(id, user.getName());
        return SnapshotView.of(about, about.id());
    }

    @GetMapping("/snapshots/{id}/compare/{other}")
    Comparison.Result compare(
            Principal user,
            @PathVariable long id,
            @PathVariable long other,
            @RequestParam(defaultValue = "200") int sample) {
        mustAdminister(user, "compare snapshots");
        for (long each : new long[] {id, other}) {
            if (sources.snapshots().snapshot(each).isEmpty()) {
                throw new Refusals.NotThere("There is no snapshot (" + each + ").");
            }
        }
        if (sample < 0 || sample > MOST_COMPARED) {
            throw new Refusals.NotUnderstood("sample (" + sample + ") must be from 0 to " + MOST_COMPARED + ".");
        }
        return sources.comparison().compare(id, other, sample);
    }

    /** Tells how many documents carry each label, whoever may see these. */
    @GetMapping("/labels")
    List<LabelHealth> labels(Principal user) {
        mustAdminister(user, "see how each label does");
        return LabelHealth.of(sources.serving().current(), sources.labels().all());
    }

    @GetMapping("/documents/{id}/assignments")
    List<AssignmentView> assignments(Principal user, @PathVariable long id) {
        if (id < 1 || !sources.permissions().mayView(new Caller(user.getName()), new DocumentId(id))) {
            throw new Refusals.NotThere("There is no document (" + id + ").");
        }
        return sources.assignments().ofDocument(new DocumentId(id)).stream()
                .map(AssignmentView::of)
                .toList();
    }

    private void mustAdminister(Principal user, String what) {
        if (!sources.permissions().mayAdminister(new Caller(user.getName()))) {
            throw new Refusals.NotAllowed("Only an administrator may " + what + ".");
        }
    }
}
