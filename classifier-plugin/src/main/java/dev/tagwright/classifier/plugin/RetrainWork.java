package dev.tagwright.classifier.plugin;

import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.feedback.JobWork;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.feedback.LearningState;
import dev.tagwright.classifier.retrain.Retrain;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** Trains now, on everything or on feedback only, as a job that can be followed. */
final class RetrainWork implements JobWork {

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

    private final Retrain retrain;
    private final Learner learner;

    RetrainWork(Retrain retrain, Learner learner) {
        this.retrain = retrain;
        this.learner = learner;
    }

    /** The argument may be {@code {"onlyFeedback": true}}: what people said is learned and nothing else; it ends when that is
     * done, and tells how many times that changed the snapshot. */
    @Override
    public String run(String argument, Progress progress, BooleanSupplier stop) throws InterruptedException {
        if (JsonMapper.shared().readTree(argument).path("onlyFeedback").asBoolean(false)) {
            int before = learner.state().changes();
            LearningState after = learner.learnNow(stop);
            return JsonMapper.shared()
                    .writeValueAsString(Map.of("changes", after.changes() - before, "learning", after));
        }
        TrainingStatus status = retrain.request("job", true, false);
        while (status.state() == TrainingStatus.State.RUNNING) {
            if (stop.getAsBoolean()) {
                retrain.stop();
            }
            progress.at(status.done(), status.total());
            LockSupport.parkNanos(LOOK);
            status = retrain.status();
        }
        return JsonMapper.shared()
                .writeValueAsString(Map.of("state", status.state().name(), "message", status.message()));
    }
}
