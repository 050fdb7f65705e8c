package dev.tagwright.host.demo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo; names begin with {@code tagwright.demo-archive}. They count when the demo starts for the first time; later
 * starts go on with the archive that was begun. {@code tagwright.demo} itself, or {@code --demo}, switches the demo on.
 *
 * @param seed another seed gives other papers; 20
 * @param papers about how many papers, from 20; a large number gives them all. Fewer start faster and teach less
 * @param pause from one arrival being filed to the next arrival; 4 s. Longer leaves more time to look
 */
@ConfigurationProperties("tagwright.demo-archive")
record DemoSettings(
        @DefaultValue("20") long seed,
        @DefaultValue("100000") int papers,
        @DefaultValue("4s") Duration pause) {

    static final long SEED = 20;
    static final int EVERYTHING = 100_000;

    DemoSettings {
        if (papers < 20) {
            throw new IllegalArgumentException("tagwright.demo-archive.papers (" + papers + ") must be at least 20.");
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("tagwright.demo-archive.pause (" + pause + ") must not be negative.");
        }
    }
}
