package dev.tagwright.host.upkeep;

import dev.tagwright.host.files.DocumentStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** {@code backup FILE} and {@code restore FILE}: what the host's jar does instead of starting the host. */
public final class UpkeepCommand {

    private static final Set<String> NAMES = Set.of("backup", "restore");

    /** What H2 says of a database that another process has open. */
    private static final int IN_USE = 90020;

    private UpkeepCommand() {}

    /** Returns whether somebody asked for one of these rather than for the host. */
    public static boolean isAskedFor(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /**
     * Does what was asked for.
     *
     * @param settling what is done to the settings before they are read
     * @return the exit code: 0 when it is done, 1 when it was refused or failed
     */
    public static int run(
            String[] arguments,
            ApplicationContextInitializer<ConfigurableApplicationContext> settling,
            PrintStream told) {
        if (arguments.length < 2 || arguments[1].startsWith("--")) {
            told.println("Name a file: " + arguments[0] + " FILE [--setting=value ...]");
            return 1;
        }
        Path file = Path.of(arguments[1]);
        SpringApplication application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.addInitializers(settling);
        List<String> settings = Arrays.asList(arguments).subList(2, arguments.length);
        try (ConfigurableApplicationContext context = application.run(settings.toArray(String[]::new))) {
            told.println(arguments[0].equals("backup") ? backup(context, file) : restore(context, file));
            return 0;
        } catch (BackupRefused e) {
            told.println(e.getMessage());
        } catch (FileAlreadyExistsException e) {
            told.println("The file is there already. Name another one.");
        } catch (IOException | SQLException | RuntimeException e) {
            told.println(inUse(e) ? IN_USE_MESSAGE : "It failed: " + words(e));
        }
        return 1;
    }

    private static final String IN_USE_MESSAGE =
            "The host runs and has its database open. Ask it for the backup instead:"
                    + " curl -f -u NAME -o FILE ADDRESS/api/backup/ (as an administrator). Or stop it first.";

    private static String backup(ConfigurableApplicationContext context, Path file) throws BackupRefused, IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.createFile(part, Installation.onlyOwner("rw-------"));
        BackupAbout.Summary made;
        try (OutputStream out = Files.newOutputStream(part)) {
            made = new Backup(
                            context.getBean(DataSource.class),
                            context.getBean(DocumentStore.class),
                            installation(context),
                            Clock.systemUTC())
                    .write(out);
        } catch (IOException | BackupRefused | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return made.documents() + " documents are in the backup."
                + (made.missing().isEmpty()
                        ? ""
                        : " The originals of these are missing: " + made.missing() + ". They were missing before.");
    }

    private static String restore(ConfigurableApplicationContext context, Path file)
            throws BackupRefused, IOException, SQLException {
        if (!Files.isReadable(file)) {
            throw new BackupRefused("The file cannot be read. Maybe its name is misspelt.");
        }
        return new Restore(
                        context.getBean(DataSource.class),
                        context.getBean(DocumentStore.class),
                        installation(context),
                        UpkeepConfiguration.newestSchema())
                .read(file);
    }

    private static Installation installation(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        return Installation.of(
                Path.of(settings.getRequiredProperty("tagwright.data")),
                settings.getProperty("tagwright.secret-file", ""));
    }

    private static boolean inUse(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof SQLException sql && sql.getErrorCode() == IN_USE) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String words(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    /** The few parts of the host that are needed. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    @Import(DocumentStore.class)
    static final class Parts {}
}
