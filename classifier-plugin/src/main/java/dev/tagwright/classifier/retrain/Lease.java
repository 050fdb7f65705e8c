package dev.tagwright.classifier.retrain;

import java.time.Instant;

/** Lets one node at a time do something, as long as it renews its claim. */
public interface Lease {

    /**
     * Takes or renews a claim.
     *
     * @param until when it ends by itself
     * @return whether the node holds it now
     */
    boolean take(String name, String node, Instant until, Instant now);

    /** Gives a claim back; no effect when another node holds it. */
    void giveBack(String name, String node);
}
