package dev.tagwright.classifier.retrain;

import dev.tagwright.classifier.suggestion.Serving;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a training would learn anything, and whether it is better to wait for the end of a burst of edits. Checks
 * come one at a time; {@link #isDue} is safe for any thread.
 */
final class TrainingCheck {

    private final Serving serving;
    private final TrainedState trained;
    private final Keeper keeper;
    private final RetrainSettings settings;
    private final Debounce debounce;
    private final Clock clock;
    private @Nullable Fingerprint seen;

    TrainingCheck(Serving serving, TrainedState trained, Keeper keeper, RetrainSettings settings, Clock clock) {
        this.serving = serving;
        this.trained = trained;
        this.keeper = keeper;
        this.settings = settings;
        this.debounce = new Debounce(settings.quiet(), settings.quietAtMost());
        this.clock = clock;
    }

    /**
     * Returns why not to train now, as a sentence for people; empty when there is something to learn.
     *
     * @param patient whether to wait for the end of a burst of edits
     */
    String reasonToSkip(HostState state, boolean evenIfUnchanged, boolean patient) {
        String nothing = nothingToLearn(state, evenIfUnchanged);
        if (nothing.isEmpty() && patient) {
            return reasonToWait(state);
        }
        debounce.forget();
        return nothing;
    }

    /** Returns whether a check that waited for the end of a burst of edits may go on. */
    boolean isDue() {
        return debounce.isDue(clock.instant());
    }

    private String nothingToLearn(HostState state, boolean evenIfUnchanged) {
        if (state.labels().values().stream().allMatch(List::isEmpty)) {
            return "No automatic matching items, not training.";
        }
        boolean snapshotIsWell = serving.current() != null && keeper.trouble().isEmpty();
        if (evenIfUnchanged || !snapshotIsWell || !unchanged(state.fingerprint())) {
            return "";
        }
        trained.checked(clock.instant());
        return "No updates since last training.";
    }

    private String reasonToWait(HostState state) {
        Instant until = debounce.putOff(state.fingerprint().change().at(), clock.instant());
        return until == null
                ? ""
                : "Documents are being changed; training waits until nothing was changed for "
                        + settings.quiet().toSeconds() + " s and looks again at "
                        + until.truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    /** Asks the table only when memory says that something is new, which another node may have learned meanwhile. */
    private boolean unchanged(Fingerprint now) {
        Fingerprint before = seen;
        if (before != null && now.saysNothingNewAfter(before)) {
            return true;
        }
        seen = trained.last().orElse(null);
        return seen != null && now.saysNothingNewAfter(seen);
    }
}
