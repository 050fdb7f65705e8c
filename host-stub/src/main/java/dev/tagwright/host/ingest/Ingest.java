package dev.tagwright.host.ingest;

import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentErased;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.plugins.PluginStarted;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes files in and sees them through all stages. Safe for any number of threads. */
public class Ingest implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Names of languages in Tesseract's notation, or nothing. */
    private static final Pattern LANGUAGES = Pattern.compile("|[A-Za-z0-9_]{2,40}(\\+[A-Za-z0-9_]{2,40}){0,3}");

    private final Jobs jobs;
    private final JobAges ages;
    private final HostSigns signs;
    private final Intake intake;
    private final Workers workers;
    private final Stages stages;
    private final ConsumeFolder consume;
    private final Documents documents;
    private final HalfUploads halfUploads;
    private final TransactionTemplate transaction;
    private final HostIdentity identity;
    private final Cancelling cancelling;
    private volatile boolean running;

    Ingest(
            Jobs jobs,
            JobAges ages,
            HostSigns signs,
            Intake intake,
            Workers workers,
            Stages stages,
            ConsumeFolder consume,
            Documents documents,
            HalfUploads halfUploads,
            TransactionTemplate transaction,
            HostIdentity identity,
            Cancelling cancelling) {
        this.jobs = jobs;
        this.ages = ages;
        this.signs = signs;
        this.intake = intake;
        this.workers = workers;
        this.stages = stages;
        this.consume = consume;
        this.documents = documents;
        this.halfUploads = halfUploads;
        this.transaction = transaction;
        this.identity = identity;
        this.cancelling = cancelling;
    }

    /**
     * Takes a file in. When this returns, its bytes and its job are on the disk for good; the rest happens in the
     * background. The stream is not closed.
     *
     * @return the job; {@link JobState#REFUSED} with a pointer to the document if one has the same bytes
     * @throws DocumentRefused if the file is empty, too large or of a kind that cannot be read, or a value does not hold up
     * @throws dev.tagwright.host.documents.StoreFailed if the disk does not take it; nothing is stored then
     * @throws QueueFull if too many files are still being worked on
     * @throws IOException if the stream cannot be read; nothing is stored then
     */
    public Job submit(InputStream in, Arrival arrival) throws IOException {
        Job job = intake.take(in, arrival);
        workers.ended().wake();
        return job;
    }

    /** Takes a file in and leaves it where it is; see {@link #submit(InputStream, Arrival)}. */
    public Job submit(Path file, Arrival arrival) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return submit(in, arrival);
        }
    }

    /**
     * Has a stored document read, matched and decided on again. Its text stays as it is until there is a new one.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws DocumentRefused when the document is being read already, or a hint does not hold up
     */
    public Job readAgain(long document, FileToRead.Hints hints, String user) {
        Document found = documents.find(document).orElseThrow(() -> new NoSuchDocument(document));
        check(hints);
        if (jobs.isUnderWay(document)) {
            throw new DocumentRefused("document", "The document is being read already.");
        }
        Job job = transaction.execute(status -> queueAgain(found, hints, user));
        workers.work().wake();
        return Objects.requireNonNull(job);
    }

    private static void check(FileToRead.Hints hints) {
        if (hints.dpi() != 0 && (hints.dpi() < 72 || hints.dpi() > 1200)) {
            throw new DocumentRefused(
                    "dpi", "dpi (" + hints.dpi() + ") must be from 72 to 1200, or 0 for what is set.");
        }
        if (!LANGUAGES.matcher(hints.languages()).matches()) {
            throw new DocumentRefused(
                    "languages", "languages must be names joined by +, such as eng+deu, or empty for what is set.");
        }
    }

    private Job queueAgain(Document found, FileToRead.Hints hints, String user) {
        documents.readAgain(found.getId());
        jobs.replaceQueued(found.getId());
        return jobs.again(
                new Arrival(
                        Job.Source.HOST,
                        found.getOriginalName(),
                        "",
                        null,
                        found.getOwnerId(),
                        Actor.person(user),
                        Set.of(),
                        false,
                        true),
                found.getId(),
                hints);
    }

    /**
     * Calls off the reading of a file, whether it has begun or not. The document keeps the text it has; {@link #retry}
     * and {@link #readAgain} have it read after all. Another host that is at it ends it within seconds.
     *
     * @return whether there was one of that number that was still to be read
     */
    public boolean cancel(long job) {
        boolean cancelled = jobs.find(job).map(cancelling::cancel).orElse(false);
        if (cancelled) {
            stages.callOff(job);
            workers.ended().wake();
        }
        return cancelled;
    }

    /** Returns the job that has last changed of those on a document; empty when it never had one. */
    public Optional<Job> lastOf(long document) {
        return jobs.lastOf(document).map(this::withPages);
    }

    /** Has a job tried again at once that rests, whether for a while or for good. Returns whether there was one. */
    public boolean retry(long job) {
        boolean found = Boolean.TRUE.equals(transaction.execute(status -> {
            // the document before the job, as everybody does who changes both
            jobs.find(job)
                    .filter(Job::isToBeRead)
                    .map(Job::document)
                    .flatMap(documents::find)
                    .ifPresent(document -> documents.readAgain(document.getId()));
            boolean retried = jobs.retry(job);
            if (!retried) {
                status.setRollbackOnly();
            }
            return retried;
        }));
        workers.work().wake();
        return found;
    }

    /** Returns one job. */
    public Optional<Job> job(long id) {
        return jobs.find(id).map(this::withPages);
    }

    /** Returns whether a person may know the file of a job: one of a document that the person may see now. */
    public boolean maySee(Person person, Job job) {
        return may(person, job, Documents::mayView);
    }

    /** Returns whether a person may say what becomes of a job: one on a document that the person may change now. */
    public boolean mayChange(Person person, Job job) {
        return person.getRole().includes(Role.EDITOR) && may(person, job, Documents::mayChange);
    }

    private boolean may(Person person, Job job, BiPredicate<Person, Document> of) {
        Long document = job.document();
        if (document != null) {
            return documents
                    .findEvenDeleted(document)
                    .filter(found -> of.test(person, found))
                    .isPresent();
        }
        Long owner = job.owner();
        return owner == null || owner == person.getId() || person.getRole() == Role.ADMINISTRATOR;
    }

    /** Returns one job by the UUID that programs know. */
    public Optional<Job> byTask(String task) {
        return jobs.byTask(task).map(this::withPages);
    }

    /** Returns jobs, latest first. */
    public List<Job> latest(int offset, int most) {
        return jobs.latest(offset, most).stream().map(this::withPages).toList();
    }

    /** Returns jobs of one state, latest first. */
    public List<Job> latest(JobState state, int offset, int most) {
        return jobs.latest(state, offset, most).stream().map(this::withPages).toList();
    }

    /** Returns how many jobs stand where; ended ones are counted to 10,000. One query. */
    public JobCounts counts() {
        return jobs.counts();
    }

    /** Returns since when the job that has waited longest could have been taken up; empty when none waits. One query. */
    public Optional<Instant> dueSince() {
        return ages.dueSince();
    }

    /** Returns what happened to files since the start of this host, by a word for each: taken, refused, done and so on. */
    public Map<String, Long> tally() {
        return intake.tally().all();
    }

    /** Waits until a job is neither queued nor running, or the time is up, and returns it as it stands then. */
    public Optional<Job> await(long id, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            long seen = workers.ended().count();
            Optional<Job> job = job(id);
            long left = end - System.nanoTime();
            if (job.isEmpty()
                    || left <= 0
                    || (job.get().state() != JobState.QUEUED && job.get().state() != JobState.RUNNING)) {
                return job;
            }
            workers.ended().await(seen, Duration.ofNanos(left));
        }
    }

    /** Waits until no job is queued or running, or the time is up; returns whether none is. */
    public boolean awaitQuiet(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            long seen = workers.ended().count();
            if (jobs.open() == 0) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            workers.ended().await(seen, Duration.ofNanos(left));
        }
    }

    private Job withPages(Job job) {
        int[] pages = stages.progress(job.id());
        return pages == null ? job : job.withPages(pages[0], pages[1]);
    }

    /** The name of its file goes with the document. */
    @EventListener
    void on(DocumentErased erased) {
        jobs.forgetNames(erased.document());
    }

    @EventListener
    void on(PluginStarted started) {
        workers.wakeForPlugin();
    }

    /** Early: what was left open is put in order before the web server takes the first file. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        int swept = intake.sweep() + halfUploads.sweep();
        int recovered = signs.recover(identity.before());
        if (swept + recovered > 0) {
            LOG.info("{} unfinished arrivals swept, {} jobs taken up again", swept, recovered);
        }
        workers.start();
        consume.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        consume.stop();
        workers.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
