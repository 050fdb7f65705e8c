package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.ArrivalRules;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

    @Bean
    Ingest ingest(
            IngestSettings settings,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Documents documents,
            DocumentStore store,
            People people,
            ArrivalRules rules,
            Plugins plugins,
            Clock clock,
            @Value("${tagwright.data:data}") Path dataFolder,
            @Value("${server.tomcat.basedir:}") String tomcat)
            throws IOException {
        HostIdentity identity = HostIdentity.take(dataFolder);
        Jobs jobs = new Jobs(jdbc, clock, identity.now());
        JobFiles files = new JobFiles(jdbc);
        JobAges ages = new JobAges(jdbc, clock);
        HostSigns signs = new HostSigns(jdbc, clock, identity.now());
        IngestTally tally = new IngestTally();
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        Stages stages = new Stages(jobs, documents, store, rules, plugins, new HostReader(clock), transaction);
        Cancelling cancelling = new Cancelling(jdbc, clock, identity.now(), documents, transaction);
        Workers workers = new Workers(settings, jobs, ages, signs, stages, plugins, cancelling, tally, clock);
        Intake intake = new Intake(settings, jobs, files, documents, store, people, transaction, tally, workers.work());
        ConsumeFolder consume = new ConsumeFolder(settings.consume(), settings.look(), intake, files);
        return new Ingest(
                jobs,
                ages,
                signs,
                intake,
                workers,
                stages,
                consume,
                documents,
                new HalfUploads(tomcat),
                transaction,
                identity,
                cancelling);
    }
}
