package dev.tagwright.host.upkeep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How an installation is watched; names begin with {@code tagwright.upkeep}.
 *
 * @param checkOriginals how often all originals are read and compared with their SHA-256; 7 d. 0 only when somebody asks.
 *     Shorter finds damage sooner and reads the whole store that often
 * @param leastFree from how little free space on health is degraded; 1 GB
 * @param queueAge from which age on of the oldest job that could be taken up health is degraded; 10 min
 */
@ConfigurationProperties("tagwright.upkeep")
record UpkeepSettings(
        @DefaultValue("7d") Duration checkOriginals,
        @DefaultValue("1GB") DataSize leastFree,
        @DefaultValue("10m") Duration queueAge) {

    UpkeepSettings {
        if (checkOriginals.isNegative()) {
            throw new IllegalArgumentException(
                    "tagwright.upkeep.check-originals (" + checkOriginals + ") must not be negative.");
        }
        if (queueAge.isNegative() || queueAge.isZero()) {
            throw new IllegalArgumentException("tagwright.upkeep.queue-age (" + queueAge + ") must be positive.");
        }
    }
}
