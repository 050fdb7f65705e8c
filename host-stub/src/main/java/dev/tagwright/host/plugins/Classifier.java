package dev.tagwright.host.plugins;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.plugin.ClassifierPlugin;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.Metric;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A running plugin, asked within its time budgets. Every method answers in time or throws {@link PluginFailure} with a
 * sentence for people. Safe for any number of threads; never to be called inside a transaction.
 */
public final class Classifier {

    private final String id;
    private final ClassifierPlugin plugin;
    private final PluginGuard guard;

    Classifier(String id, ClassifierPlugin plugin, PluginGuard guard) {
        this.id = id;
        this.plugin = plugin;
        this.guard = guard;
    }

    /** The plugin's id. */
    public String id() {
        return id;
    }

    /** See {@link ClassifierPlugin#extract}. */
    public Extraction extract(FileToRead file, PageProgress progress) throws PluginFailure {
        return guard.ask(PluginCall.EXTRACT, checked(() -> plugin.extract(file, progress), Classifier::whole));
    }

    /** See {@link ClassifierPlugin#decide}. */
    public Suggestions decide(DocumentId document) throws PluginFailure {
        return guard.ask(PluginCall.DECIDE, checked(() -> plugin.decide(document), answer -> whole(answer, document)));
    }

    /** See {@link ClassifierPlugin#suggest}. */
    public Suggestions suggest(DocumentId document, Caller caller) throws PluginFailure {
        return guard.ask(
                PluginCall.SUGGEST, checked(() -> plugin.suggest(document, caller), answer -> whole(answer, document)));
    }

    /** See {@link ClassifierPlugin#suggestionState}. */
    public String suggestionState() throws PluginFailure {
        return guard.ask(PluginCall.SUGGESTION_STATE, plugin::suggestionState);
    }

    /** See {@link ClassifierPlugin#feedback}. */
    public void feedback(List<Feedback> items) throws PluginFailure {
        List<Feedback> copy = List.copyOf(items);
        guard.tell(PluginCall.FEEDBACK, () -> plugin.feedback(copy));
    }

    /** See {@link ClassifierPlugin#lookedThrough}. */
    public void lookedThrough(DocumentId document, String user) throws PluginFailure {
        guard.tell(PluginCall.LOOKED_THROUGH, () -> plugin.lookedThrough(document, user));
    }

    /** See {@link ClassifierPlugin#forget}. */
    public void forget(List<ErasedDocument> documents) throws PluginFailure {
        List<ErasedDocument> copy = List.copyOf(documents);
        guard.tell(PluginCall.FORGET, () -> plugin.forget(copy));
    }

    /** See {@link ClassifierPlugin#train}. */
    public TrainingStatus train(TrainingRequest request) throws PluginFailure {
        return guard.ask(PluginCall.TRAIN, checked(() -> plugin.train(request), Classifier::whole));
    }

    /** See {@link ClassifierPlugin#stopTraining}. */
    public TrainingStatus stopTraining() throws PluginFailure {
        return guard.ask(PluginCall.STOP_TRAINING, checked(plugin::stopTraining, Classifier::whole));
    }

    /** See {@link ClassifierPlugin#trainingStatus}. */
    public TrainingStatus trainingStatus() throws PluginFailure {
        return guard.ask(PluginCall.TRAINING_STATUS, checked(plugin::trainingStatus, Classifier::whole));
    }

    /** See {@link ClassifierPlugin#health}. */
    public Health health() throws PluginFailure {
        return guard.ask(PluginCall.HEALTH, checked(plugin::health, Classifier::whole));
    }

    /** See {@link ClassifierPlugin#metrics}. */
    public List<Metric> metrics() throws PluginFailure {
        return guard.ask(PluginCall.METRICS, checked(plugin::metrics, Classifier::whole));
    }

    /** Returns how often the plugin was asked for each thing since it was started. */
    public List<CallTally> calls() {
        return guard.tallies();
    }

    /** An answer with a hole in it is as good as none: records of the contract do not check for null by themselves. */
    private static <T> Callable<@Nullable T> checked(Callable<T> question, Whole<T> whole) {
        return () -> {
            T answer = question.call();
            return whole.test(answer) ? answer : null;
        };
    }

    private static boolean none(@Nullable Object value) {
        return value == null;
    }

    private static boolean whole(Extraction answer) {
        if (answer instanceof Extraction.Read read) {
            return !none(read.mediaType())
                    && !none(read.text())
                    && !none(read.quality())
                    && !none(read.partial())
                    && read.pages().stream()
                            .noneMatch(page -> none(page.how())
                                    || none(page.quality())
                                    || none(page.engine())
                                    || none(page.languages())
                                    || none(page.time()));
        }
        if (answer instanceof Extraction.Postponed postponed) {
            return !none(postponed.reason());
        }
        return answer instanceof Extraction.Refused refused && !none(refused.reason());
    }

    private static boolean whole(Suggestions answer, DocumentId asked) {
        return !none(answer)
                && asked.equals(answer.document())
                && !none(answer.snapshot())
                && !none(answer.silence())
                && answer.suggestions().stream()
                        .noneMatch(s -> none(s.label()) || none(s.decision()) || none(s.evidence()));
    }

    private static boolean whole(TrainingStatus answer) {
        return !none(answer)
                && !none(answer.run())
                && !none(answer.state())
                && !none(answer.phase())
                && !none(answer.message());
    }

    private static boolean whole(Health answer) {
        return !none(answer)
                && !none(answer.state())
                && answer.parts().stream()
                        .noneMatch(part -> none(part.name()) || none(part.state()) || none(part.message()));
    }

    private static boolean whole(List<Metric> answer) {
        return !none(answer)
                && answer.stream()
                        .noneMatch(one -> none(one) || none(one.name()) || none(one.kind()) || none(one.help()));
    }

    @FunctionalInterface
    private interface Whole<T> {
        boolean test(T answer);
    }
}
