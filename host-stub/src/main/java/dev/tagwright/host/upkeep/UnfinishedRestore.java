package dev.tagwright.host.upkeep;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps a host from starting on what a restore has left halfway. */
public final class UnfinishedRestore {

    private UnfinishedRestore() {}

    /** Throws when the data folder carries the mark of a restore that did not come to its end. */
    public static void refuse(ConfigurableApplicationContext context) {
        Path data = Path.of(context.getEnvironment().getRequiredProperty("tagwright.data"));
        if (Files.exists(data.resolve(Installation.UNFINISHED))) {
            throw new IllegalStateException(
                    "A restore into this data folder did not come to its end, so what is here is"
                            + " not whole. Empty the data folder and the database, and restore once more.");
        }
    }
}
