package dev.tagwright.host.contract;

import com.sun.management.ThreadMXBean;
import dev.tagwright.host.HostApplication;
import dev.tagwright.host.ManyDocuments;
import dev.tagwright.host.PostgresHost;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a retrain check asks of the host, by number of documents, on H2 in files and on PostgreSQL, with 3,000 labels. A
 * program of its own; arguments are the numbers of documents, 1,000 to 1,000,000 if there are none, and {@code H2} or
 * {@code PostgreSQL} for one of them only. Prints a table and the plans.
 */
final class SkipBenchmark {

    private static final int LABELS = 3000;
    private static final int TIMES = 200;

    private final PrintStream out;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SkipBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> only = Stream.of(arguments)
                .filter(one -> !Character.isDigit(one.charAt(0)))
                .toList();
        List<String> asked =
                Stream.of(arguments).filter(one -> !only.contains(one)).toList();
        List<String> sizes = asked.isEmpty() ? List.of("1000", "10000", "100000", "1000000") : asked;
        SkipBenchmark benchmark = new SkipBenchmark(System.out);
        benchmark.out.println("database, documents, filled s, statements, CPU us, wall us, bytes allocated");
        for (String size : sizes) {
            if (only.isEmpty() || only.contains("H2")) {
                Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), "skip");
                SpringApplicationBuilder inFiles = new SpringApplicationBuilder(HostApplication.class);
                benchmark.on("H2", Integer.parseInt(size), "analyze", inFiles, "--tagwright.data=./" + data);
            }
            if (only.isEmpty() || only.contains("PostgreSQL")) {
                SpringApplicationBuilder onServer =
                        new SpringApplicationBuilder(HostApplication.class).initializers(new PostgresHost());
                benchmark.on("PostgreSQL", Integer.parseInt(size), "vacuum analyze", onServer);
            }
        }
        System.exit(0);
    }

    private void on(
            String database, int documents, String analyze, SpringApplicationBuilder builder, String... settings)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("--server.port=0", "--logging.level.root=error", "--logging.level.dev.tagwright=error"));
        try (ConfigurableApplicationContext host = builder.run(all.toArray(String[]::new))) {
            JdbcTemplate jdbc = host.getBean(JdbcTemplate.class);
            DataSource pool = host.getBean(DataSource.class);
            long began = System.nanoTime();
            try (Connection connection = pool.getConnection()) {
                ManyDocuments.fill(connection, documents, LABELS, 12);
            }
            jdbc.execute(analyze);
            double filled = (System.nanoTime() - began) / 1e9;
            StoredCorpus corpus = host.getBean(StoredCorpus.class);
            for (int time = 0; time < TIMES; time++) {
                check(corpus);
            }
            long cpu = threads.getCurrentThreadCpuTime();
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long wall = System.nanoTime();
            for (int time = 0; time < TIMES; time++) {
                check(corpus);
            }
            wall = System.nanoTime() - wall;
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
            cpu = threads.getCurrentThreadCpuTime() - cpu;
            StatementLog log = new StatementLog(pool);
            jdbc.setDataSource(log);
            check(corpus);
            jdbc.setDataSource(pool);
            List<String> statements = log.take();
            out.printf(
                    Locale.ROOT,
                    "%s, %d, %.1f, %d, %d, %d, %d%n",
                    database,
                    documents,
                    filled,
                    statements.size(),
                    cpu / TIMES / 1000,
                    wall / TIMES / 1000,
                    allocated / TIMES);
            for (String statement : statements) {
                jdbc.queryForList("explain " + statement, String.class).forEach(line -> out.println("    " + line));
            }
        }
    }

    private static void check(StoredCorpus corpus) {
        if (corpus.latestChange().sequence() == 0 || corpus.autoLabels().size() != 4) {
            throw new IllegalStateException("the host has nothing to check");
        }
    }
}
