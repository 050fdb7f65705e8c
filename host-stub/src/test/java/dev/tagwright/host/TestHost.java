package dev.tagwright.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives a context a data folder of its own and a database in memory. */
public class TestHost implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), "host");
            TestPropertyValues.of(
                            "tagwright.data=" + data,
                            "tagwright.plugins.folder=" + data.resolve("plugins"),
                            "tagwright.ingest.consume=" + data.resolve("consume"),
                            "tagwright.database.url=jdbc:h2:mem:" + data.getFileName()
                                    + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000")
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
