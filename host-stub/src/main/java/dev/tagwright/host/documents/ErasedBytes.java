package dev.tagwright.host.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Takes the bytes of erased documents out of the file of the embedded database. The database only marks their place as
 * free; so at the next start, before anybody uses it, its file is written anew without them. PostgreSQL frees them by its
 * own vacuum.
 */
@Component
public class ErasedBytes {

    private static final Logger LOG = LoggerFactory.getLogger(ErasedBytes.class);
    private static final String MARK = "erased-since-start";

    private final Path mark;

    ErasedBytes(@Value("${tagwright.data:data}") Path data) {
        this.mark = data.resolve(MARK);
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(DocumentErased erased) throws IOException {
        Files.createDirectories(mark.toAbsolutePath().getParent());
        if (!Files.exists(mark)) {
            Files.writeString(mark, "");
        }
    }

    /** Writes the file anew if documents were erased since it was last done. To be called before the database is opened. */
    public static void clear(Environment settings) {
        Path mark = Path.of(settings.getRequiredProperty("tagwright.data")).resolve(MARK);
        String url = settings.getProperty("tagwright.database.url", "");
        if (!Files.exists(mark) || !url.startsWith("jdbc:h2:") || url.startsWith("jdbc:h2:mem:")) {
            return;
        }
        LOG.info("Documents were erased: the file of the database is written anew without them.");
        try (Connection connection = DriverManager.getConnection(
                        url,
                        settings.getProperty("tagwright.database.user", ""),
                        settings.getProperty("tagwright.database.password", ""));
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
            Files.delete(mark);
        } catch (SQLException | IOException e) {
            LOG.warn("The file of the database could not be written anew; it is tried at the next start.", e);
        }
    }
}
