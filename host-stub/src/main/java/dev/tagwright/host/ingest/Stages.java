package dev.tagwright.host.ingest;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.ArrivalRules;
import dev.tagwright.host.documents.DecidedState;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.Reading;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.HeldOriginal;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does one stage after the other with one stored document. What a stage wrote is committed before the next begins; each
 * may be done again.
 */
final class Stages {

    private final Jobs jobs;
    private final Documents documents;
    private final DocumentStore store;
    private final ArrivalRules rules;
    private final Plugins plugins;
    private final HostReader reader;
    private final TransactionTemplate transaction;
    private final ConcurrentMap<Long, UnderWay> underWay = new ConcurrentHashMap<>();

    Stages(
            Jobs jobs,
            Documents documents,
            DocumentStore store,
            ArrivalRules rules,
            Plugins plugins,
            HostReader reader,
            TransactionTemplate transaction) {
        this.jobs = jobs;
        this.documents = documents;
        this.store = store;
        this.rules = rules;
        this.plugins = plugins;
        this.reader = reader;
        this.transaction = transaction;
    }

    /** How far a job came. One of those below. */
    sealed interface Outcome {
        /** All is through. */
        record Done(String message) implements Outcome {}

        /** Nothing can be done until a plugin runs, or its state is another one. */
        record Waits(String waitsFor, String pluginState, String message) implements Outcome {}

        /** To be tried again later; counts towards parking if the plugin itself was at fault. */
        record Failed(String message, boolean counts) implements Outcome {}

        /** What it needs is not there yet: to be tried again, with growing pauses, for as long as it takes. */
        record Later(String message) implements Outcome {}

        /** To be done once more after a pause, whatever comes of it then. */
        record OnceMore(String message) implements Outcome {}

        /** A person cancelled it, or another host has taken it over, because this one seemed dead. */
        record Lost() implements Outcome {}

        /** A plugin is just starting: to be tried again in a moment. */
        record Soon(String message) implements Outcome {}
    }

    /** Returns how many pages of a job are read and how many there are; null if it is not being read. */
    int @Nullable [] progress(long job) {
        UnderWay reading = underWay.get(job);
        return reading == null ? null : reading.pages();
    }

    /** Returns the jobs whose files are being read here. */
    Set<Long> beingRead() {
        return Set.copyOf(underWay.keySet());
    }

    /** Tells the plugin that a file is not wanted any more. No effect when it is not being read here. */
    void callOff(long job) {
        UnderWay reading = underWay.get(job);
        if (reading != null) {
            reading.callOff();
        }
    }

    Outcome run(Jobs.Work work) throws IOException {
        Optional<Document> document = documents.find(work.document());
        if (document.isEmpty()) {
            return new Outcome.Done("The document was deleted meanwhile.");
        }
        Stage stage = work.stage();
        if (stage == Stage.STORE || stage == Stage.READ) {
            Outcome held = read(work, document.get());
            if (held != null) {
                return held;
            }
            stage = Stage.MATCH;
        }
        if (stage == Stage.MATCH) {
            rules.apply(work.document());
            if (!jobs.reached(work.id(), Stage.DECIDE)) {
                return new Outcome.Lost();
            }
        }
        return decide(work);
    }

    private @Nullable Outcome read(Jobs.Work work, Document document) throws IOException {
        Optional<Classifier> plugin = plugins.classifier();
        if (plugin.isEmpty() && plugins.starting()) {
            return new Outcome.Soon("A plugin is starting; it will read the document.");
        }
        // a document that arrives with labels, or gets some meanwhile, is moved while it is read
        try (HeldOriginal held = store.hold(document)) {
            return read(work, document, held.file(), plugin);
        }
    }

    private @Nullable Outcome read(Jobs.Work work, Document document, Path file, Optional<Classifier> plugin)
            throws IOException {
        Extraction extraction = null;
        PluginFailure failure = null;
        UnderWay reading = new UnderWay();
        if (plugin.isPresent()) {
            underWay.put(work.id(), reading);
            try {
                extraction = plugin.get().extract(new FileToRead(file, work.fileName(), work.hints()), reading);
            } catch (PluginFailure e) {
                failure = e;
            } finally {
                underWay.remove(work.id(), reading);
            }
        }
        if (!reading.wanted()) {
            return new Outcome.Lost();
        }
        if (extraction == null || extraction instanceof Extraction.Postponed) {
            Extraction own = work.hints().equals(FileToRead.Hints.NONE)
                    ? reader.read(file, document.getMediaType())
                    : new Extraction.Postponed("Only a plugin can read a file in another way.");
            if (extraction == null || own instanceof Extraction.Read) {
                extraction = own;
            }
        }
        Actor actor = plugin.isPresent() && failure == null
                ? Actor.plugin(plugin.get().id())
                : Actor.rules();
        // the machine may have been busy; after a second try the part is all there is
        String part = work.attempts() == 0 && extraction instanceof Extraction.Read read ? read.partial() : "";
        boolean through = part.isEmpty() && !(extraction instanceof Extraction.Postponed);
        if (!record(work, Reading.of(extraction), actor, through ? Stage.MATCH : Stage.READ)) {
            return new Outcome.Lost();
        }
        if (!part.isEmpty()) {
            return new Outcome.OnceMore(part);
        }
        if (!(extraction instanceof Extraction.Postponed postponed)) {
            return null;
        }
        if (plugin.isEmpty()) {
            return new Outcome.Waits("PLUGIN", "", "No plugin runs. " + postponed.reason());
        }
        return failure == null
                ? new Outcome.Later(postponed.reason())
                : new Outcome.Failed(String.valueOf(failure.getMessage()), failure.asked());
    }

    /**
     * Stores what was read together with the stage that comes next: a cancelled reading leaves no trace.
     *
     * @return false when the job is not this host's any more; nothing is stored then
     */
    private boolean record(Jobs.Work work, Reading reading, Actor actor, Stage next) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            documents.recordReading(work.document(), reading, actor);
            boolean mine = jobs.reached(work.id(), next);
            if (!mine) {
                status.setRollbackOnly();
            }
            return mine;
        }));
    }

    private Outcome decide(Jobs.Work work) {
        Optional<Document> document = documents.find(work.document());
        if (document.isEmpty()) {
            return new Outcome.Done("The document was deleted meanwhile.");
        }
        if (document.get().isNeverClassify()) {
            return off(work, "No plugin is to decide on this document.");
        }
        if (!work.decide()) {
            return off(work, "It was filed by hand when it came.");
        }
        if (work.inInbox() && !document.get().isInInbox()) {
            return off(work, "A person filed it before a plugin could decide.");
        }
        Optional<Classifier> plugin = plugins.classifier();
        if (plugin.isEmpty()) {
            return plugins.starting()
                    ? new Outcome.Soon("A plugin is starting; it will decide.")
                    : new Outcome.Waits("PLUGIN", "", "No plugin runs that could decide.");
        }
        try {
            // Read before the decision: a snapshot that comes during it differs from this state and wakes the job.
            String state = plugin.get().suggestionState();
            Suggestions answer = plugin.get().decide(new DocumentId(work.document()));
            if (answer.snapshot().isEmpty()) {
                String why = answer.silence().isEmpty() ? "The plugin has not learned anything yet." : answer.silence();
                return new Outcome.Waits("SNAPSHOT", state, why);
            }
            boolean silent = !answer.silence().isEmpty();
            documents.recordDecision(
                    work.document(),
                    silent ? DecidedState.SILENT : DecidedState.DECIDED,
                    answer.snapshot(),
                    answer.documentVersion(),
                    answer.silence());
            return new Outcome.Done(answer.silence());
        } catch (PluginFailure e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), e.asked());
        }
    }

    private Outcome off(Jobs.Work work, String reason) {
        documents.recordDecision(work.document(), DecidedState.OFF, "", 0, reason);
        return new Outcome.Done(reason);
    }
}
