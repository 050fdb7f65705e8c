package dev.tagwright.host;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagwright.host.documents.ErasedBytes;
import dev.tagwright.host.matching.Matcher;
import dev.tagwright.host.upkeep.UnfinishedRestore;
import dev.tagwright.host.upkeep.UpkeepCommand;
import dev.tagwright.host.users.FirstAdministrator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Starts the host. */
@SpringBootApplication(proxyBeanMethods = false)
public class HostApplication {

    /**
     * Starts the host with the given settings ({@code --name=value}); {@code --demo} starts it with the demo archive;
     * {@code backup FILE} and {@code restore FILE} save it and bring it back instead.
     */
    public static void main(String[] args) {
        if (UpkeepCommand.isAskedFor(args)) {
            System.exit(UpkeepCommand.run(args, HostApplication::settleDataFolder, System.out));
        }
        SpringApplication application = new SpringApplication(HostApplication.class);
        if (List.of(args).contains("--demo")) {
            // whoever knows the demo knows its passwords: unless somebody says otherwise, it is for this machine only
            application.setDefaultProperties(Map.of("tagwright.demo", "true", "server.address", "localhost"));
        }
        application.addInitializers(
                HostApplication::settleDataFolder,
                UnfinishedRestore::refuse,
                context -> ErasedBytes.clear(context.getEnvironment()));
        application.run(args);
    }

    /** Makes the data folder absolute: it may be given relative to where the host is started, which H2 does not take. */
    private static void settleDataFolder(ConfigurableApplicationContext context) {
        String folder = context.getEnvironment().getRequiredProperty("tagwright.data");
        Map<String, Object> settled = Map.of(
                "tagwright.data", Path.of(folder).toAbsolutePath().normalize().toString());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("data folder", settled));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    /** The two databases name long text differently; the migrations ask for it by one name. */
    @Bean
    FlywayConfigurationCustomizer namesOfTypes(@Value("${spring.datasource.url}") String url) {
        String text = url.startsWith("jdbc:postgresql:") ? "text" : "character large object";
        return flyway -> flyway.placeholders(Map.of("text", text));
    }

    /**
     * What a request asks for is nearly always in the memory of the database or on a disk without moving parts; PostgreSQL
     * assumes a disk that turns, and would rather read a table of documents whole than a thousand of its rows by number.
     */
    @Bean
    static BeanPostProcessor costOfRows() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool
                        && pool.getJdbcUrl() != null
                        && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                    pool.setConnectionInitSql("set random_page_cost = 1.1");
                }
                return bean;
            }
        };
    }

    @Bean
    Matcher matcher() {
        return new Matcher();
    }

    /** The demo tells its own story. */
    @Bean
    @ConditionalOnProperty(name = "tagwright.demo", havingValue = "false", matchIfMissing = true)
    ApplicationListener<ApplicationReadyEvent> startMessage(FirstAdministrator first, Environment environment) {
        StartMessage message = new StartMessage(
                System.out, first, () -> environment.getProperty("local.server.port", Integer.class, 0));
        return ready -> message.print();
    }
}
