package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.LabelId;
import java.time.Instant;

/** Keeps what administrators have set for labels. Safe for any number of threads. */
public interface PolicyBook {

    /** Nothing was set, and nothing can be. */
    PolicyBook EMPTY = new PolicyBook() {
        @Override
        public Policies all() {
            return Policies.NONE;
        }

        @Override
        public void set(LabelId label, Policies.Policy policy, String by, Instant now) {
            throw new UnsupportedOperationException("there is no book of policies.");
        }

        @Override
        public void shadowAll(boolean on, String by, Instant now) {
            throw new UnsupportedOperationException("there is no book of policies.");
        }
    };

    /** Returns all that was set. One query. */
    Policies all();

    /** Sets what counts for a label from now on; an empty policy takes back what was set. */
    void set(LabelId label, Policies.Policy policy, String by, Instant now);

    /** Puts every label into shadow, or lets each be what was set for it. */
    void shadowAll(boolean on, String by, Instant now);
}
