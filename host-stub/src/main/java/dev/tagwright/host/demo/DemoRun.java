package dev.tagwright.host.demo;

import dev.tagwright.api.Caller;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.ingest.JobState;
import dev.tagwright.host.ingest.QueueFull;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files most of the archive as a person would, has the classifier learn, then lets the rest arrive one after another.
 * One thread of its own; what it has done is on the disk, so that it can end at any time and go on at the next start.
 */
class DemoRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    /** Few enough that a visitor's own upload is read soon, enough to keep all readers busy. */
    private static final int OPEN_JOBS = 16;

    private static final Duration LONGEST_JOB = Duration.ofMinutes(2);
    /** What is to be tried again later than this is left to itself. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final DemoSettings settings;
    private final DemoRecord record;
    private final DemoHousehold household;
    private final DemoLabels labels;
    private final Examiner examiner;
    private final Ingest ingest;
    private final Plugins plugins;
    private final DemoConsole console;
    private final Clock clock;
    private final List<Undecided> undecided = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile DemoProgress progress = DemoProgress.BEFORE;

    DemoRun(
            DemoSettings settings,
            DemoRecord record,
            DemoHousehold household,
            DemoLabels labels,
            Examiner examiner,
            Ingest ingest,
            Plugins plugins,
            DemoConsole console,
            Clock clock) {
        this.settings = settings;
        this.record = record;
        this.household = household;
        this.labels = labels;
        this.examiner = examiner;
        this.ingest = ingest;
        this.plugins = plugins;
        this.console = console;
        this.clock = clock;
    }

    /** A paper that has arrived and still waits for its decision. */
    private record Undecided(DemoDocument paper, Job job) {}

    DemoProgress progress() {
        return progress;
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            DemoRecord.Begun begun = record.begun().orElse(null);
            if (begun == null) {
                if (!household.archiveIsEmpty()) {
                    enter(DemoProgress.Phase.REFUSED);
                    return;
                }
                begun = new DemoRecord.Begun(settings.seed(), settings.papers());
                household.moveIn();
                labels.create(Catalogue.read(Senders.read()));
                record.begin(begun.seed(), begun.papers());
            }
            Archive archive = Archive.plan(begun.seed(), begun.papers());
            Set<Long> handedIn = record.handedIn();
            progress = new DemoProgress(
                    DemoProgress.Phase.PREPARING,
                    count(archive.filed(), handedIn),
                    archive.filed().size(),
                    count(archive.arriving(), handedIn),
                    archive.arriving().size(),
                    record.scores());
            console.explain(progress);
            file(archive.filed(), handedIn);
            if (progress.arrived() < archive.arriving().size()) {
                learn();
                arrive(archive.arriving(), handedIn);
            }
            enter(DemoProgress.Phase.DONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException e) {
            if (stopped.getCount() > 0) {
                LOG.error("The demo has stopped. It goes on at the next start of the host.", e);
            }
        }
    }

    private static int count(List<DemoDocument> papers, Set<Long> handedIn) {
        return (int)
                papers.stream().filter(paper -> handedIn.contains(paper.seed())).count();
    }

    private void file(List<DemoDocument> papers, Set<Long> handedIn) throws InterruptedException, IOException {
        List<DemoDocument> rest = new ArrayList<>(papers);
        rest.removeIf(paper -> handedIn.contains(paper.seed()));
        if (rest.isEmpty()) {
            return;
        }
        // scans have to be read by OCR, which takes its time: the list fills faster with the others first
        rest.sort(Comparator.comparing(DemoDocument::scanned));
        enter(DemoProgress.Phase.FILING);
        Deque<Job> open = new ArrayDeque<>();
        boolean learned = false;
        for (DemoDocument paper : rest) {
            if (paper.scanned() && !learned) {
                // what is there already is worth learning from while the scans are read
                plugins.classifier().ifPresent(this::ask);
                learned = true;
            }
            Job job = hand(
                    paper,
                    Arrival.filedByHand(
                            paper.fileName(),
                            paper.title(),
                            paper.created(),
                            DemoHousehold.NAME,
                            labels.numbers(paper.filed())));
            record.handedIn(paper, job.document(), false);
            open.add(job);
            while (open.size() > (paper.scanned() ? OPEN_JOBS / 4 : OPEN_JOBS)) {
                settle(open.remove());
            }
        }
        while (!open.isEmpty()) {
            settle(open.remove());
        }
    }

    private void settle(Job job) throws InterruptedException {
        await(job);
        progress = progress.withFiled(progress.filed() + 1);
        console.filed(progress);
    }

    /** Waits until there is a classifier and it has learned from what is filed. */
    private void learn() throws InterruptedException {
        Optional<Classifier> classifier = plugins.classifier();
        while (classifier.isEmpty()) {
            if (!plugins.starting() && progress.phase() != DemoProgress.Phase.WAITING_FOR_PLUGIN) {
                enter(DemoProgress.Phase.WAITING_FOR_PLUGIN);
            }
            pause(LOOK);
            classifier = plugins.classifier();
        }
        enter(DemoProgress.Phase.LEARNING);
        // one that runs already may have begun before the last papers were filed: wait for it, then ask again
        awaitTraining(classifier.get());
        ask(classifier.get());
        console.learned(awaitTraining(classifier.get()));
    }

    private void ask(Classifier classifier) {
        try {
            classifier.train(new TrainingRequest(Caller.HOST, false, false));
        } catch (PluginFailure e) {
            LOG.warn("the classifier could not be asked to learn: {}", e.getMessage());
        }
    }

    private String awaitTraining(Classifier classifier) throws InterruptedException {
        while (true) {
            try {
                TrainingStatus status = classifier.trainingStatus();
                if (status.state() != TrainingStatus.State.RUNNING) {
                    return status.message();
                }
            } catch (PluginFailure e) {
                return String.valueOf(e.getMessage());
            }
            pause(LOOK);
        }
    }

    private void arrive(List<DemoDocument> papers, Set<Long> handedIn) throws InterruptedException, IOException {
        enter(DemoProgress.Phase.ARRIVING);
        Set<Long> done = new HashSet<>(handedIn);
        for (DemoDocument paper : papers) {
            if (!done.add(paper.seed())) {
                continue;
            }
            pause(settings.pause());
            Job job = await(hand(paper, arrival(paper)));
            record.handedIn(paper, job.document(), true);
            undecided.add(new Undecided(paper, job));
            examine();
            progress = progress.withArrived(progress.arrived() + 1, record.scores());
            console.arrived(progress);
        }
        examine();
        progress = progress.withArrived(progress.arrived(), record.scores());
    }

    /** Compares the labels of those papers that were decided on meanwhile with the truth. */
    private void examine() {
        undecided.removeIf(paper -> {
            Job now = ingest.job(paper.job().id()).orElse(paper.job());
            Long document = now.document();
            boolean over = now.state().ended();
            if (over && document != null) {
                record.scored(
                        paper.paper(), examiner.examine(document, paper.paper().truth()));
            }
            return over;
        });
    }

    /** As a scanner or a mail box would bring it: nothing is known but the file. */
    private static Arrival arrival(DemoDocument paper) {
        return new Arrival(
                Job.Source.HOST,
                paper.fileName(),
                paper.scanned() ? "" : paper.title(),
                paper.created(),
                null,
                Actor.person(DemoHousehold.NAME),
                Set.of(),
                true,
                true);
    }

    private Job hand(DemoDocument paper, Arrival arrival) throws InterruptedException, IOException {
        byte[] bytes = paper.bytes();
        while (true) {
            try {
                return ingest.submit(new ByteArrayInputStream(bytes), arrival);
            } catch (QueueFull e) {
                pause(Duration.ofSeconds(1));
            }
        }
    }

    /** Waits until a job is over, or will not be tried again soon, or takes too long; returns it as it stands then. */
    private Job await(Job job) throws InterruptedException {
        Instant end = clock.instant().plus(LONGEST_JOB);
        Job now = job;
        while (clock.instant().isBefore(end)) {
            now = ingest.await(job.id(), LOOK).orElse(now);
            Instant next = now.nextAt();
            boolean underWay = now.state() == JobState.RUNNING
                    || (now.state() == JobState.QUEUED
                            && (next == null || next.isBefore(clock.instant().plus(SOON))));
            if (!underWay) {
                break;
            }
            if (stopped.getCount() == 0) {
                throw new InterruptedException();
            }
        }
        return now;
    }

    private void enter(DemoProgress.Phase phase) {
        progress = progress.in(phase);
        console.entered(progress);
    }

    private void pause(Duration pause) throws InterruptedException {
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }
}
