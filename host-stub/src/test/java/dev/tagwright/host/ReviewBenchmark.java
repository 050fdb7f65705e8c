package dev.tagwright.host;

import com.sun.management.OperatingSystemMXBean;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Role;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long the host and the real plugin take to answer for the review queue, with 100,000 documents of which 20,000 wait. A
 * program of its own; the plugin's archive must have been built. Its argument may name one of the databases, {@code H2} or {@code PostgreSQL}.
 */
final class ReviewBenchmark {

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");
    private static final int DOCUMENTS = 100_000;
    private static final int WAITING = 20_000;
    private static final int TIMES = 21;
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final String PAGE = "/plugins/tagwright-classifier/review";

    private final PrintStream out;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private HttpClient http = HttpClient.newHttpClient();

    private ReviewBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        ReviewBenchmark benchmark = new ReviewBenchmark(System.out);
        benchmark.out.println(
                "database, who, what, median ms, greatest ms, CPU ms of the whole process, first request ms");
        if (arguments.length == 0 || arguments[0].equals("H2")) {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), "review");
            benchmark.on(
                    "H2",
                    data,
                    "analyze",
                    new SpringApplicationBuilder(HostApplication.class),
                    "--tagwright.data=./" + data);
        }
        if (arguments.length == 0 || arguments[0].equals("PostgreSQL")) {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), "review");
            benchmark.on(
                    "PostgreSQL",
                    data,
                    "vacuum analyze",
                    new SpringApplicationBuilder(HostApplication.class).initializers(new PostgresHost()));
        }
        System.exit(0);
    }

    private void on(String database, Path data, String analyze, SpringApplicationBuilder builder, String... settings)
            throws Exception {
        Path plugins = Files.createDirectories(data.resolve("archives"));
        Files.copy(ARCHIVE, plugins.resolve(ARCHIVE.getFileName()));
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(
                "--server.port=0",
                "--tagwright.plugins.folder=" + plugins.toAbsolutePath(),
                "--tagwright.plugin.tagwright-classifier.embedding.model=off",
                "--tagwright.plugin.tagwright-classifier.training.after-start=false",
                "--tagwright.search.look=1h",
                "--logging.level.root=error",
                "--logging.level.dev.tagwright=error"));
        try (ConfigurableApplicationContext host = builder.run(all.toArray(String[]::new))) {
            while (host.getBean(Plugins.class).classifier().isEmpty()) {
                LockSupport.parkNanos(100_000_000);
            }
            JdbcTemplate jdbc = host.getBean(JdbcTemplate.class);
            try (Connection connection = host.getBean(DataSource.class).getConnection()) {
                ManyDocuments.fill(connection, DOCUMENTS, 300, 12);
            }
            // every twentieth belongs to somebody else, and so is not seen by the editor
            long owner = host.getBean(People.class)
                    .create("owner", "a long password", Role.EDITOR)
                    .getId();
            jdbc.update("update document set owner_id = ? where mod(id, 20) = 0", owner);
            jdbc.update("insert into tw_review (document_id, document_version, looked_at, snapshot, doubt, top,"
                    + " correspondent_id, flags, claimed_by, claimed_until) select id, 1, current_timestamp, 'abc',"
                    + " mod(id * 7919, 1000) / 1000.0, mod(id * 104729, 1000) / 1000.0, 0, mod(id, 16), '',"
                    + " timestamp '2000-01-01 00:00:00' from document where mod(id, " + DOCUMENTS / WAITING + ") = 0");
            for (int suggestion = 0; suggestion < 2; suggestion++) {
                jdbc.update(
                        "insert into tw_review_suggestion (document_id, label_kind, label_id, probability, threshold)"
                                + " select document_id, 'TAG', (select min(id) from label) + mod(document_id + "
                                + suggestion * 7
                                + ", 300), top, 0.9 from tw_review");
            }
            jdbc.execute(analyze);
            String address = "http://localhost:" + host.getEnvironment().getProperty("local.server.port");
            for (Role role : List.of(Role.ADMINISTRATOR, Role.EDITOR)) {
                String name = role.name().toLowerCase(Locale.ROOT);
                host.getBean(People.class).create(name, "a long password", role);
                signIn(address, name);
                for (String what : List.of(
                        "", "?order=CERTAIN&kind=TAG&from=50&flag=NEAR_TIE", "/next", "/next?flag=UNKNOWN&from=90")) {
                    measure(database, name, address, what);
                }
            }
            explain(jdbc);
        }
    }

    /** Once, as a browser does: a password is hashed here and not for each page. */
    private void signIn(String address, String who) throws Exception {
        http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        URI login = URI.create(address + "/login");
        Matcher csrf =
                CSRF.matcher(http.send(HttpRequest.newBuilder(login).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        if (!csrf.find()) {
            throw new IllegalStateException("the page to sign in has no token");
        }
        http.send(
                HttpRequest.newBuilder(login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=" + who + "&password=a+long+password&_csrf="
                                + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private void measure(String database, String who, String address, String what) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + PAGE + what))
                .header("X-Part", "sheet")
                .build();
        long cold = System.nanoTime();
        http.send(request, HttpResponse.BodyHandlers.ofString());
        cold = System.nanoTime() - cold;
        for (int warm = 0; warm < 20; warm++) {
            http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        double[] figures = median(request);
        out.printf(
                Locale.ROOT,
                "%s, %s, %s, %.0f, %.0f, %.0f, %.0f%n",
                database,
                who,
                PAGE.substring(PAGE.lastIndexOf('/')) + what,
                figures[0],
                figures[1],
                figures[2],
                cold / 1e6);
    }

    private double[] median(HttpRequest request) throws Exception {
        double[] taken = new double[TIMES];
        long cpu = machine.getProcessCpuTime();
        for (int time = 0; time < TIMES; time++) {
            long began = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            taken[time] = (System.nanoTime() - began) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("status " + answer.statusCode() + ": " + answer.body());
            }
        }
        cpu = machine.getProcessCpuTime() - cpu;
        Arrays.sort(taken);
        return new double[] {taken[TIMES / 2], taken[TIMES - 1], cpu / 1e6 / TIMES};
    }

    private void explain(JdbcTemplate jdbc) {
        for (String query : List.of(
                "select c.seq, (select count(*) from tw_review) from tw_review_change c where c.id = 1",
                "select id from document where change_seq > 1 union all select document_id from purged_document where"
                        + " change_seq > 1 limit 10001",
                "select d.id from unnest(cast(array[1, 6, 11] as bigint array)) a(id) join document d on d.id = a.id"
                        + " where d.deleted_at is null and (d.owner_id is null or d.owner_id = 1 or exists (select 1 from"
                        + " document_share s where s.document_id = d.id and s.user_id = 1))",
                "select r.document_id from tw_review r where (r.claimed_until < current_timestamp or r.claimed_by = 'a')"
                        + " and not exists (select 1 from tw_review_skip k where k.document_id = r.document_id and"
                        + " k.user_name = 'a') order by r.doubt desc, r.document_id offset 0 rows fetch next 50 rows only",
                "select r.document_id, r.document_version, r.looked_at, r.snapshot, r.doubt, r.top, r.correspondent_id,"
                        + " r.flags from tw_review r where r.change_seq > 1")) {
            out.println(query);
            jdbc.queryForList("explain " + query, String.class).forEach(line -> out.println("    " + line));
        }
    }
}
