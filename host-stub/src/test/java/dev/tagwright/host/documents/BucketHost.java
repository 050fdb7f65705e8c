package dev.tagwright.host.documents;

import dev.tagwright.host.BucketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** Gives a context a bucket of its own. */
class BucketHost implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            BucketServer server = BucketServer.start(
                    Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), "bucket"));
            context.addApplicationListener(event -> {
                if (event instanceof ContextClosedEvent closed && closed.getApplicationContext() == context) {
                    server.close();
                }
            });
            context.getBeanFactory().registerSingleton("bucketServer", server);
            TestPropertyValues.of(server.settings()).applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
