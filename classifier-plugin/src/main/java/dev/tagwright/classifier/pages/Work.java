package dev.tagwright.classifier.pages;

import dev.tagwright.classifier.feedback.StoredJob;
import org.thymeleaf.context.Context;

/** A job as a page shows it. */
record Work(long id, String state, long done, long total, String message, boolean ends, boolean again) {

    private static Work of(StoredJob job) {
        return new Work(
                job.id(),
                job.state().name(),
                job.done(),
                Math.max(1, job.total()),
                job.message(),
                !job.hasEnded(),
                job.state() == StoredJob.State.STOPPED || job.state() == StoredJob.State.PARKED);
    }

    /** Lets a page show a job, and load itself again until the job has ended. */
    static void show(Context context, StoredJob job) {
        context.setVariable("work", of(job));
        context.setVariable("refresh", job.hasEnded() ? null : "2");
    }
}
