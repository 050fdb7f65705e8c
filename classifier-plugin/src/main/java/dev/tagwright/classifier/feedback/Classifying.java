package dev.tagwright.classifier.feedback;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.classifier.suggestion.Suggester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Classifies files that are no documents of the archive, as jobs, and lets people correct what came of it, which changes
 * the result and teaches at once. Safe for any number of threads.
 */
public final class Classifying {

    /** The name of this work among those of jobs. */
    public static final String KIND = "classify-files";

    private static final Logger LOG = LoggerFactory.getLogger(Classifying.class);

    /** A file that fails so often is left alone and the others go on. */
    private static final int TRIES = 3;

    /** Files of which nobody said anything are let go after this time. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JobFiles files;
    private final JobLog log;
    private final Function<FileToRead, Extraction> reader;
    private final Suggester suggester;
    private final LabelCatalogue labels;
    private final FeedbackTaker taker;
    private final Path folder;
    private final Clock clock;

    /**
     * @param reader reads text from a file
     * @param folder for files while they are read
     */
    public Classifying(
            JobFiles files,
            JobLog log,
            Function<FileToRead, Extraction> reader,
            Suggester suggester,
            LabelCatalogue labels,
            FeedbackTaker taker,
            Path folder,
            Clock clock) {
        this.files = files;
        this.log = log;
        this.reader = reader;
        this.suggester = suggester;
        this.labels = labels;
        this.taker = taker;
        this.folder = folder;
        this.clock = clock;
    }

    /** Keeps files for a job that is yet to be started, and returns its argument. */
    public String keep(List<JobFiles.Sent> sent) {
        files.forget(clock.instant().minus(KEPT));
        String batch = UUID.randomUUID().toString();
        files.keep(batch, sent, clock.instant());
        return JsonMapper.shared().writeValueAsString(Map.of("batch", batch, "files", sent.size()));
    }

    /** Does the job: reads each file and says what it would suggest. */
    public String run(String argument, JobWork.Progress progress, BooleanSupplier stop) throws IOException {
        Map<LabelId, String> names = new HashMap<>();
        for (Label label : labels.all()) {
            names.put(label.id(), label.name());
        }
        List<JobFiles.Kept> all = files.ofBatch(batch(argument));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("The files of this job are not kept any more. Maybe send them again.");
        }
        ObjectNode result = JsonMapper.shared().createObjectNode();
        ArrayNode found = result.putArray("files");
        long began = System.nanoTime();
        for (JobFiles.Kept file : all) {
            if (stop.getAsBoolean()) {
                break;
            }
            progress.at(found.size(), all.size());
            classify(file, names, found.addObject());
        }
        // what was erased while the others were read
        Set<Integer> left = files.ofBatch(batch(argument)).stream()
                .map(JobFiles.Kept::position)
                .collect(Collectors.toSet());
        for (JsonNode one : found) {
            if (!left.contains(one.get("file").asInt())) {
                ErasedFiles.blank((ObjectNode) one);
            }
        }
        progress.at(all.size(), all.size());
        result.put("filesPerSecond", all.size() / Math.max(1e-9, (System.nanoTime() - began) / 1e9));
        return result.toString();
    }

    private void classify(JobFiles.Kept file, Map<LabelId, String> names, ObjectNode into) throws IOException {
        into.put("file", file.position()).put("name", file.name());
        for (int tried = 1; ; tried++) {
            try {
                attempt(file, names, into);
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("File {} of a job failed for the {}. time.", file.id(), tried, e);
                if (tried == TRIES) {
                    into.put(
                            "silence",
                            "It failed " + TRIES + " times: " + e.getClass().getSimpleName() + ".");
                    into.putArray("labels");
                    return;
                }
            }
        }
    }

    private void attempt(JobFiles.Kept file, Map<LabelId, String> names, ObjectNode into) throws IOException {
        long began = System.nanoTime();
        String text = file.text();
        String silence = "";
        if (text == null) {
            Extraction extraction = read(file);
            if (extraction instanceof Extraction.Read read) {
                // a database keeps no such character
                text = read.text().replace('\0', ' ');
                files.read(file.id(), text);
            } else {
                silence = extraction instanceof Extraction.Refused refused
                        ? refused.reason()
                        : ((Extraction.Postponed) extraction).reason();
            }
        }
        double readMilliseconds = (System.nanoTime() - began) / 1e6;
        began = System.nanoTime();
        List<Suggestion> suggested = List.of();
        String snapshot = "";
        if (text != null) {
            Suggestions suggestions = suggester.ofText(text, Caller.HOST);
            suggested = suggestions.suggestions();
            silence = suggestions.silence();
            snapshot = suggestions.snapshot();
        }
        into.put("characters", text == null ? 0 : text.length());
        into.put("silence", silence).put("snapshot", snapshot);
        into.putObject("milliseconds").put("read", readMilliseconds).put("decide", (System.nanoTime() - began) / 1e6);
        ArrayNode found = into.putArray("labels");
        for (Suggestion one : suggested) {
            LabelId label = one.label();
            about(label, names.getOrDefault(label, ""), found)
                    .put("probability", one.probability())
                    .put("decision", one.decision().name().toLowerCase(Locale.ROOT));
        }
    }

    private static ObjectNode about(LabelId label, String name, ArrayNode found) {
        return found.addObject()
                .put("kind", label.kind().name())
                .put("label", label.value())
                .put("name", name);
    }

    private Extraction read(JobFiles.Kept file) throws IOException {
        Path path = Files.createTempFile(folder, "job", null);
        try {
            Files.write(path, files.bytes(file.id()));
            return reader.apply(new FileToRead(path, file.name(), FileToRead.Hints.NONE));
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /**
     * Takes what a person says of one label on one file of a job that is done: the result says so from now on, and it is
     * learned like what is said of a document.
     *
     * @param position of the file, from 1
     * @param instead the right label for {@link Feedback.Verdict#CORRECTED}; null otherwise
     * @return the job with its corrected result
     * @throws IllegalArgumentException if the job has no such file with a text, or there is no such label
     */
    public StoredJob judge(
            StoredJob job,
            int position,
            LabelId label,
            Feedback.Verdict verdict,
            @Nullable LabelId instead,
            String user) {
        if (!job.kind().equals(KIND) || job.state() != StoredJob.State.DONE) {
            throw new IllegalArgumentException(
                    "job (" + job.id() + ") is not done or did not classify files: there is no result to correct.");
        }
        JobFiles.Kept file = files.ofBatch(batch(job.argument())).stream()
                .filter(one -> one.position() == position && one.text() != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "file (" + position + ") of job (" + job.id() + ") has no text that could be learned from."));
        String name = name(label);
        String right = instead == null ? "" : name(instead);
        taker.take(List.of(new Feedback(ClassifiedFiles.id(file), label, verdict, instead, user, clock.instant())));
        StoredJob now = job;
        while (true) {
            ObjectNode result = (ObjectNode) JsonMapper.shared().readTree(now.result());
            ArrayNode found = (ArrayNode) result.get("files").get(position - 1).get("labels");
            one(label, name, found)
                    .put("verdict", verdict.name().toLowerCase(Locale.ROOT))
                    .put("by", user);
            if (instead != null) {
                one(instead, right, found).put("verdict", "accepted").put("by", user);
            }
            if (log.correct(now.id(), now.result(), result.toString())) {
                return log.job(now.id()).orElseThrow();
            }
            // another person was quicker with another label
            now = log.job(now.id()).orElseThrow();
        }
    }

    private String name(LabelId label) {
        return labels.label(label)
                .map(Label::name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no label (" + label.value() + ") of kind (" + label.kind() + ")."));
    }

    private static ObjectNode one(LabelId label, String name, ArrayNode found) {
        for (JsonNode node : found) {
            if (node.get("label").asLong() == label.value()
                    && node.get("kind").asString().equals(label.kind().name())) {
                return (ObjectNode) node;
            }
        }
        return about(label, name, found);
    }

    private static String batch(String argument) {
        return JsonMapper.shared().readTree(argument).path("batch").asString("");
    }
}
