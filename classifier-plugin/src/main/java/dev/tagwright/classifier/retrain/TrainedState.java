package dev.tagwright.classifier.retrain;

import java.time.Instant;
import java.util.Optional;

/** Keeps the state of the host that the last finished training has seen. */
public interface TrainedState {

    /** Returns it; empty when no training ever finished. */
    Optional<Fingerprint> last();

    /** Notes that it was compared with the host's and nothing had changed; no effect when no training ever finished. */
    void checked(Instant now);

    /** Writes it over the one before. */
    void remember(Fingerprint seen, Instant now);
}
