package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.feedback.JobWork;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.StoredJob;
import dev.tagwright.classifier.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long work that is written down before it is done. */
class JobsTest {

    @TempDir
    Path folder;

    private TestHost host;
    private Store store;

    @BeforeEach
    void open() {
        host = new TestHost(folder);
        store = new Store(host.dataSource(), getClass().getClassLoader());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Jobs jobs(Map<String, JobWork> works) {
        return new Jobs(store.jobs(), works, "node", Clock.systemUTC());
    }

    private StoredJob ended(Jobs jobs, long id) {
        Wait.until("the job ends", () -> jobs.job(id).orElseThrow().hasEnded());
        return jobs.job(id).orElseThrow();
    }

    @Test
    void whatFailsThreeTimesIsParkedWithTheReasonAndMayBeTriedAgain() {
        AtomicInteger begun = new AtomicInteger();
        JobWork fails = (argument, progress, stop) -> {
            if (begun.incrementAndGet() <= 3) {
                throw new IllegalStateException("secret words");
            }
            return "[]";
        };
        try (Jobs jobs = jobs(Map.of("fails", fails))) {
            StoredJob parked = ended(jobs, jobs.start("fails", "{}", "anna").id());
            assertThat(parked.state()).isEqualTo(StoredJob.State.PARKED);
            assertThat(parked.message()).isEqualTo("It failed: IllegalStateException. It was tried 3 times.");
            assertThat(jobs.retry(parked.id())).isTrue();
            Wait.until("it is done", () -> jobs.job(parked.id()).orElseThrow().state() == StoredJob.State.DONE);
            assertThat(begun).hasValue(4);
        }
    }

    @Test
    void aRunningJobIsStoppedAndWhatItFoundIsDropped() {
        CountDownLatch began = new CountDownLatch(1);
        JobWork slow = (argument, progress, stop) -> {
            began.countDown();
            Wait.until("somebody stops it", stop);
            return "[1]";
        };
        try (Jobs jobs = jobs(Map.of("slow", slow))) {
            long id = jobs.start("slow", "{}", "anna").id();
            Wait.until("it runs", () -> began.getCount() == 0);
            assertThat(jobs.stop(id)).isTrue();
            StoredJob stopped = ended(jobs, id);
            assertThat(stopped.state()).isEqualTo(StoredJob.State.STOPPED);
            assertThat(stopped.result()).isEmpty();
            assertThat(jobs.stop(id)).isFalse();
        }
    }

    @Test
    void whatWasUnderWayWhenThePluginClosedBeginsAgainAtItsNextStart() {
        CountDownLatch began = new CountDownLatch(1);
        JobWork slow = (argument, progress, stop) -> {
            began.countDown();
            Wait.until("the plugin closes", stop);
            return "half";
        };
        long id;
        try (Jobs jobs = jobs(Map.of("work", slow))) {
            id = jobs.start("work", "{}", "anna").id();
            Wait.until("it runs", () -> began.getCount() == 0);
        }
        assertThat(store.jobs().job(id).orElseThrow().state()).isEqualTo(StoredJob.State.RUNNING);
        try (Jobs jobs = jobs(Map.of("work", (argument, progress, stop) -> "[2]"))) {
            jobs.resume();
            StoredJob done = ended(jobs, id);
            assertThat(done.result()).isEqualTo("[2]");
            assertThat(done.attempts()).isEqualTo(2);
        }
    }

    @Test
    void unknownWorkIsRefused() {
        try (Jobs jobs = jobs(Map.of("find", (argument, progress, stop) -> "[]"))) {
            assertThatThrownBy(() -> jobs.start("guess", "{}", "anna"))
                    .hasMessage("kind (guess) must be one of [find].");
        }
    }

    @Test
    void documentsForALabelAndWrongLabelsAreFoundBestFirst() {
        LabelId rent = host.autoTag("rent");
        LabelId tax = host.autoTag("tax");
        DocumentId wrong = null;
        for (int number = 1; number <= 30; number++) {
            DocumentId id =
                    host.document("the rent for the flat and its garage " + number % 5, number == 7 ? tax : rent);
            wrong = number == 7 ? id : wrong;
            host.document("the office assesses income taxes of the year " + number % 5, tax);
        }
        TagwrightPlugin plugin = new TagwrightPlugin();
        plugin.start(host);
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
        plugin.close();
        DocumentId missing = host.document("the rent for the flat and its garage 3");
        TagwrightPlugin again = new TagwrightPlugin();
        again.start(host);
        try {
            StoredJob find = store.jobs()
                    .add(
                            "find-documents",
                            "{\"kind\":\"TAG\",\"label\":" + rent.value() + "}",
                            "anna",
                            Clock.systemUTC().instant());
            StoredJob doubt = store.jobs()
                    .add("find-wrong-labels", "{}", "anna", Clock.systemUTC().instant());
            again.close();
            again = new TagwrightPlugin();
            again.start(host);
            Wait.until(
                    "both are done",
                    () -> store.jobs().job(doubt.id()).orElseThrow().hasEnded());
            JsonNode found = results(find);
            assertThat(found.get(0).get("document").asLong()).isIn(missing.value(), wrong.value());
            assertThat(found.get(1).get("document").asLong()).isIn(missing.value(), wrong.value());
            JsonNode doubts = results(doubt);
            // one carries the wrong tag, the other lacks the right one
            assertThat(doubts.get(0).get("document").asLong()).isIn(missing.value(), wrong.value());
            assertThat(doubts.get(1).get("document").asLong()).isIn(missing.value(), wrong.value());
            assertThat(doubts.get(0).get("items").get(0).get("probability").isNumber())
                    .isTrue();
        } finally {
            again.close();
        }
    }

    private JsonNode results(StoredJob job) {
        StoredJob ended = store.jobs().job(job.id()).orElseThrow();
        assertThat(ended.message()).isEqualTo("It is done.");
        return JsonMapper.shared().readTree(ended.result()).get("results");
    }
}
