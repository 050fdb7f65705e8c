package dev.tagwright.host.upkeep;

import dev.tagwright.api.plugin.Health;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.JobCounts;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.PluginView;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.SearchState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** How each part of the host is, with a plain sentence each. What works with less than it could have is DEGRADED. */
final class HealthParts {

    /** Works with less than it could have. */
    private static final Status DEGRADED = new Status("DEGRADED");

    private static final String MESSAGE = "message";

    private HealthParts() {}

    static HealthIndicator queue(Ingest ingest, Duration oldest, Clock clock) {
        return () -> {
            JobCounts jobs = ingest.counts();
            Optional<Instant> since = ingest.dueSince();
            Duration age =
                    since.map(due -> Duration.between(due, clock.instant())).orElse(Duration.ZERO);
            boolean stuck = age.compareTo(oldest) > 0;
            return health(stuck || jobs.parked() > 0 ? DEGRADED : Status.UP)
                    .withDetail(
                            MESSAGE,
                            jobs.open() + " jobs are open, " + jobs.waiting() + " wait for a plugin, " + jobs.parked()
                                    + " are parked."
                                    + (stuck
                                            ? " The oldest could have been taken up " + age.toSeconds() + " s ago."
                                            : "")
                                    + (jobs.parked() > 0 ? " Parked ones failed too often: see the page of jobs." : ""))
                    .withDetail("oldest_seconds", Math.max(0, age.toSeconds()))
                    .build();
        };
    }

    static HealthIndicator search(DocumentSearch search) {
        return () -> {
            SearchState state = search.state();
            return health(state.state() == SearchState.State.READY ? Status.UP : DEGRADED)
                    .withDetail(MESSAGE, state.message())
                    .withDetail("behind_documents", state.behind())
                    .build();
        };
    }

    static HealthIndicator originals(OriginalChecks checks) {
        return () -> {
            CheckView view = checks.view();
            var health = health(view.faultCount() == 0 ? Status.UP : DEGRADED);
            String last = view.startedAt() == null
                    ? "The originals were not checked yet."
                    : view.endedAt() == null
                            ? "The originals are being checked: " + view.checked() + " of " + view.total() + "."
                            : "The originals were checked last at " + view.endedAt() + ".";
            return health.withDetail(
                            MESSAGE,
                            view.faultCount() == 0
                                    ? last
                                    : view.faultCount() + " originals are missing, changed or unreadable. " + last)
                    .build();
        };
    }

    static HealthIndicator disk(Path data, long least) {
        return () -> {
            long free = data.toFile().getUsableSpace();
            return health(free >= least ? Status.UP : DEGRADED)
                    .withDetail(MESSAGE, free / 1_000_000 + " MB are free where the data folder lies.")
                    .build();
        };
    }

    static HealthIndicator classifier(Plugins plugins) {
        return () -> {
            Optional<Classifier> asked = plugins.classifier();
            if (asked.isEmpty()) {
                String why = plugins.all().stream()
                        .map(PluginView::message)
                        .filter(message -> !message.isEmpty())
                        .findFirst()
                        .orElse("");
                return health(DEGRADED)
                        .withDetail(
                                MESSAGE,
                                (plugins.starting() ? "A classifier is starting." : "No classifier runs.")
                                        + (why.isEmpty() ? "" : " " + why))
                        .build();
            }
            try {
                Health told = asked.get().health();
                var health = health(told.state() == Health.State.UP ? Status.UP : DEGRADED);
                for (Health.Part part : told.parts()) {
                    health.withDetail(part.name(), part.state() + ": " + part.message());
                }
                return health.build();
            } catch (PluginFailure e) {
                return health(DEGRADED)
                        .withDetail(MESSAGE, String.valueOf(e.getMessage()))
                        .build();
            }
        };
    }

    private static org.springframework.boot.health.contributor.Health.Builder health(Status status) {
        return org.springframework.boot.health.contributor.Health.status(status);
    }
}
