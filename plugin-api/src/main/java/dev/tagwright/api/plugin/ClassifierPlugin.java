package dev.tagwright.api.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.HostServices;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Optional;

/**
 * A classifier. The archive's {@code plugin.properties} names the implementing class, which has a public constructor
 * without parameters that does no work.
 */
public interface ClassifierPlugin extends AutoCloseable {

    /**
     * Makes the plugin ready. Time budget 60 s. If it throws or takes longer, the host shows the plugin as failed with
     * the message, lets its class loader go, and runs on without it.
     */
    void start(HostServices host);

    /**
     * Reads the text of one file. Time budget 10 min; the host calls it on a thread of its ingest and never inside a
     * transaction. A throw counts as {@link Extraction.Postponed}: the document is kept and read later.
     *
     * @param progress told about each page; may be called from other threads; never throws
     */
    Extraction extract(FileToRead file, PageProgress progress);

    /**
     * Decides on a document that was just stored, read and matched against the host's rules, and applies what the
     * plugin is sure of through {@link HostServices#assignments()}. Time budget 30 s, outside any transaction. A throw
     * counts as "not decided": the document is kept as it is and asked about again later.
     *
     * @return what was decided, the applied labels included; silent with a reason when there is no snapshot, the
     *     document is not to be classified, or its text cannot be trusted
     */
    Suggestions decide(DocumentId document);

    /**
     * Returns what the plugin thinks of a document as it stands, and changes nothing. Time budget 5 s. Labels that the
     * document already carries are listed too. A throw counts as no suggestions.
     *
     * @param caller for whom; evidence names only documents that this caller may view
     */
    Suggestions suggest(DocumentId document, Caller caller);

    /**
     * Names the state that {@link #suggest} depends on beside the document: it is equal as long as the plugin would
     * give the same answer for an unchanged document. Time budget 100 ms; reads no document. Used for {@code ETag}.
     */
    String suggestionState();

    /**
     * Takes what people said. Time budget 5 s. After a throw the host gives the same list again later, so an item may
     * come twice and must count once.
     */
    void feedback(List<Feedback> items);

    /**
     * Takes that a person has looked a document through on the host's own pages and let stand what is on it: nobody is to be
     * asked about it again until there is something else to ask. Time budget 5 s. After a throw the host tells it again
     * later, so it may come twice.
     *
     * @param user who it was, by the host's user name
     */
    default void lookedThrough(DocumentId document, String user) {}

    /**
     * Takes that documents are gone for good: all that is kept of them and of copies of their texts is removed, and the
     * next training knows nothing of them. Time budget 30 s. After a throw the host gives the same documents again later,
     * so one may come twice.
     */
    default void forget(List<ErasedDocument> documents) {}

    /**
     * Asks for a training and returns at once (time budget 1 s); the work goes on in the plugin's own threads. A
     * request while one runs is answered by the one that runs.
     */
    TrainingStatus train(TrainingRequest request);

    /** Asks the running training to stop. Time budget 2 s. No effect when none runs. */
    TrainingStatus stopTraining();

    /** Returns what the last or running training is doing. Time budget 100 ms; reads memory only. */
    TrainingStatus trainingStatus();

    /** Returns how the plugin is. Time budget 1 s. A throw counts as down. */
    Health health();

    /**
     * Returns what the plugin counts and measures, at most a few hundred figures. Time budget 1 s; reads memory only. A throw
     * counts as none.
     */
    default List<Metric> metrics() {
        return List.of();
    }

    /**
     * Returns the plugin's own pages and REST API. The host serves it below a path of its choice (the request's servlet
     * path), only to callers that are signed in, with the user as the request's principal, and checks CSRF for browser
     * writes. {@code init} and {@code destroy} are called by the host.
     */
    Optional<Servlet> servlet();

    /** Ends all work and lets all resources go. Time budget 10 s. */
    @Override
    void close();
}
