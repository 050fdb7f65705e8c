package dev.tagwright.host.contract;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.host.HostApplication;
import dev.tagwright.host.PostgresHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentNote;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.search.Completions;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.SearchState;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How the operations of the host grow with the archive. Not among the usual tests; docs/benchmarks.md names the command.
 * {@code -Dgrowth.postgresql=1000,10000,100000,1000000} and {@code -Dgrowth.h2=1000,10000,100000} are the sizes.
 */
class GrowthBenchmark {

    private static final int TIMES = 15;
    private static final int FILES = 20;
    private static final PrintStream OUT = System.out;

    /** The quickest of some times, in milliseconds, by operation and size. */
    private final Map<String, Map<Integer, Double>> quickest = new LinkedHashMap<>();

    /** The least work of the thread that asked, the same way: on a busy machine it tells more than the clock. */
    private final Map<String, Map<Integer, Double>> leastWork = new LinkedHashMap<>();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private int size;

    /** One thing that the host does. */
    @FunctionalInterface
    private interface Operation {
        void run() throws Exception;
    }

    @Test
    void onPostgresql() throws Exception {
        measure(
                "PostgreSQL",
                "growth.postgresql",
                "1000,10000",
                new SpringApplicationBuilder(HostApplication.class).initializers(new PostgresHost()),
                "--server.address=localhost");
    }

    @Test
    void onH2() throws Exception {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), "growth");
        measure(
                "H2",
                "growth.h2",
                "1000,10000",
                new SpringApplicationBuilder(HostApplication.class),
                "--tagwright.data=./" + data);
    }

    private void measure(String database, String property, String usual, SpringApplicationBuilder host, String setting)
            throws Exception {
        List<Integer> sizes = Arrays.stream(System.getProperty(property, usual).split(","))
                .filter(part -> !part.isBlank())
                .map(part -> Integer.valueOf(part.strip()))
                .toList();
        if (sizes.isEmpty()) {
            return;
        }
        try (ConfigurableApplicationContext context = host.run(
                setting,
                "--server.port=0",
                "--tagwright.search.look=200ms",
                "--tagwright.ingest.threads=1",
                "--logging.level.root=error",
                "--logging.level.dev.tagwright=error")) {
            DataSource pool = context.getBean(DataSource.class);
            int before = 0;
            for (int next : sizes) {
                size = next;
                long began = System.nanoTime();
                try (Connection connection = pool.getConnection()) {
                    GrowingArchive archive = new GrowingArchive(connection);
                    if (before == 0) {
                        archive.addLabels();
                    }
                    archive.grow(before + 1, next);
                }
                OUT.printf(Locale.ROOT, "%s: %d documents, filled in %.1f s%n", database, next, since(began) / 1000);
                began = System.nanoTime();
                DocumentSearch search = context.getBean(DocumentSearch.class);
                while (!search.state().equals(new SearchState(SearchState.State.READY, 0, ""))) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
                OUT.printf(Locale.ROOT, "%s: search index caught up in %.1f s%n", database, since(began) / 1000);
                operations(context, next <= GrowingArchive.FULL_TEXTS);
                before = next;
                List<Integer> done = sizes.subList(0, sizes.indexOf(next) + 1);
                print(database + ": the quickest of " + TIMES + ", ms", quickest, done);
                print(database + ": the least work of the thread that asked, ms", leastWork, done);
            }
        }
    }

    private void operations(ConfigurableApplicationContext context, boolean indexed) throws Exception {
        DocumentFinder finder = context.getBean(DocumentFinder.class);
        DocumentSearch search = context.getBean(DocumentSearch.class);
        Documents documents = context.getBean(Documents.class);
        Ingest ingest = context.getBean(Ingest.class);
        Completions completions = context.getBean(Completions.class);
        DocumentNotes notes = context.getBean(DocumentNotes.class);
        People people = context.getBean(People.class);
        Person person = people.create("p" + UUID.randomUUID(), "a long password 123", Role.EDITOR);
        Corpus corpus = context.getBean(HostContract.class).open("growth").corpus();
        DocumentFilter all = DocumentFilter.present().visibleTo(person);

        time("list, newest first", () -> finder.find(all, DocumentOrder.NEWEST, 1, 25));
        time("list, page 400", () -> finder.find(all, DocumentOrder.NEWEST, 400, 25));
        time("list by title", () -> finder.find(all, new DocumentOrder(DocumentOrder.By.TITLE, false), 1, 25));
        time("filter: inbox", () -> finder.find(all.inInbox(true), DocumentOrder.NEWEST, 1, 25));
        time("filter: two tags", () -> finder.find(all.withAll(List.of(1L, 101L)), DocumentOrder.NEWEST, 1, 25));
        time("filter: rare tag", () -> finder.find(all.withAll(List.of(250L)), DocumentOrder.NEWEST, 1, 25));
        time(
                "filter: month and correspondent",
                () -> finder.find(
                        all.withAny(List.of(301L))
                                .createdFrom(LocalDate.of(2010, 3, 1))
                                .createdTo(LocalDate.of(2010, 3, 31)),
                        DocumentOrder.NEWEST,
                        1,
                        25));
        time("counts of labels", () -> context.getBean(DocumentLabels.class).counts(person));
        time("counts of jobs", () -> ingest.counts());
        time("one document with labels and text", () -> corpus.document(new DocumentId(size / 2)));
        time("suggestion, the host's part", () -> {
            corpus.document(new DocumentId(size / 3 + 1));
            corpus.refusedLabels(new DocumentId(size / 3 + 1));
            corpus.ruleMatches(new DocumentId(size / 3 + 1));
        });
        time("fast skip", () -> {
            corpus.latestChange();
            corpus.autoLabels();
        });
        time("note: written, read and taken off", () -> {
            DocumentNote note = notes.add(size / 4, "Paid.", Actor.person("anna"));
            notes.of(size / 4);
            notes.remove(size / 4, note.getId(), Actor.person("anna"));
        });
        if (indexed) {
            // not at once: no more than 10,000 are counted
            long held = LongStream.rangeClosed(1, GrowingArchive.TYPES)
                    .map(type -> GrowingArchive.TAGS + GrowingArchive.CORRESPONDENTS + type)
                    .map(type -> search.find("about type:DOCUMENT_TYPE" + type, person, all, null, 1, 1)
                            .total())
                    .sum();
            if (held != size) {
                throw new IllegalStateException("the index has the texts of " + held + " documents of " + size);
            }
            time("search: one word", () -> search.find("wbe", person, all, null, 1, 25));
            time("search: a word of most documents", () -> search.find("about", person, all, null, 1, 25));
            time("search: word and tag", () -> search.find("about tag:tag250", person, all, null, 1, 25));
            time(
                    "search: word, filtered by the list",
                    () -> search.find("about", person, all.withAll(List.of(1L)), null, 1, 25));
            time(
                    "search: word, by title",
                    () -> search.find("about", person, all, new DocumentOrder(DocumentOrder.By.TITLE, false), 1, 25));
            time(
                    "search: word of most, three of them marked",
                    () -> search.passages("about", person, List.of(1L, 2L, 3L)));
            time("search: labels of what was found", () -> search.counts("wbe", person));
            time("search: labels of all documents", () -> search.counts("about", person));
            time("typing: a word", () -> completions.of("wbe", person, 10));
            time("typing: two letters of most words", () -> completions.of("about we", person, 10));
            time("typing: a label", () -> completions.of("about tag:tag2", person, 10));
            time(
                    "search: word, filtered by arrival",
                    () -> search.find("about", person, all.addedFrom(Instant.EPOCH, true), null, 1, 25));
            time("search: similar", () -> search.similar(5, documents.text(5), person, 5));
        }
        takeIn(ingest);
    }

    private void takeIn(Ingest ingest) throws Exception {
        long began = System.nanoTime();
        for (int file = 0; file < FILES; file++) {
            long one = System.nanoTime();
            ingest.submit(
                    new ByteArrayInputStream(("A letter. " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8)),
                    Arrival.filedByHand("letter.txt", "Letter", null, "anna", Set.of(1L, 301L)));
            note(quickest, "ingest: until it is stored", since(one));
        }
        if (!ingest.awaitQuiet(java.time.Duration.ofMinutes(2))) {
            throw new IllegalStateException("the files were not read in time");
        }
        note(quickest, "ingest: until it is read, each of 20", since(began) / FILES);
    }

    private void time(String operation, Operation what) throws Exception {
        what.run();
        what.run();
        for (int time = 0; time < TIMES; time++) {
            long began = System.nanoTime();
            long worked = threads.getCurrentThreadCpuTime();
            what.run();
            note(leastWork, operation, (threads.getCurrentThreadCpuTime() - worked) / 1e6);
            note(quickest, operation, since(began));
        }
    }

    private void note(Map<String, Map<Integer, Double>> kept, String operation, double millis) {
        kept.computeIfAbsent(operation, o -> new LinkedHashMap<>()).merge(size, millis, Math::min);
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    /** The slope is the exponent between the two largest sizes: 0 does not grow, 1 grows as the archive does. */
    private static void print(String title, Map<String, Map<Integer, Double>> kept, List<Integer> sizes) {
        OUT.println("| " + title + " | "
                + String.join(" | ", sizes.stream().map(String::valueOf).toList()) + " | slope |");
        kept.forEach((operation, times) -> {
            StringBuilder row = new StringBuilder("| " + operation);
            List<Integer> measured = new ArrayList<>();
            for (int each : sizes) {
                Double millis = times.get(each);
                row.append(millis == null ? " | –" : String.format(Locale.ROOT, " | %.2f", millis));
                if (millis != null) {
                    measured.add(each);
                }
            }
            int last = measured.size() - 1;
            double slope = last < 1
                    ? 0
                    : Math.log(times.get(measured.get(last)) / times.get(measured.get(last - 1)))
                            / Math.log((double) measured.get(last) / measured.get(last - 1));
            OUT.println(row + String.format(Locale.ROOT, " | %.2f |", slope));
        });
    }
}
